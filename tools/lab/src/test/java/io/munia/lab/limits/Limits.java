package io.munia.lab.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.net.AddressFamily;
import java.util.function.BooleanSupplier;

/// What holds whoever announces too much; `description.txt` draws it.
final class Limits {
  static final String SECOND_ROUTE = "10.18.0.0/16";

  /// The session is paused for so long.
  static final String RESTART = "prefix-limit.ipv4-unicast = { max = 1, restart-after = 6s }";

  static final String BLOCK = "prefix-limit.ipv4-unicast = { max = 1, action = block }";

  private Limits() {}

  /// @param announce has the neighbour announce its second prefix
  /// @param withdraw and withdraw it again
  /// @param told whether the neighbour says what it was ended with
  static void restarts(Muniad muniad, Runnable announce, Runnable withdraw, BooleanSupplier told) {
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds("its route", Cable.LIMIT, () -> has(muniad, Cable.THEIR_ROUTE4));
    announce.run();
    Until.holds(
        "the session is ended and shown so",
        Cable.LIMIT,
        () -> shown(muniad).contains("than its limit of 1 (2)"));
    Until.holds("the neighbour says why", Cable.LIMIT, told);
    assertThat(muniad.munia("peers", "peer")).contains("Idle");
    assertThat(has(muniad, Cable.THEIR_ROUTE4)).isFalse();
    withdraw.run();
    Until.holds("it comes back by itself", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds("with its route", Cable.LIMIT, () -> has(muniad, Cable.THEIR_ROUTE4));
  }

  static void blocks(Muniad muniad, Runnable announce) {
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds("its route", Cable.LIMIT, () -> has(muniad, Cable.THEIR_ROUTE4));
    announce.run();
    Until.holds(
        "what comes on top is refused and counted",
        Cable.LIMIT,
        () -> shown(muniad).contains("1 of 1, then block; 1 refused"));
    assertThat(muniad.established("peer")).isTrue();
    assertThat(has(muniad, Cable.THEIR_ROUTE4)).isTrue();
    assertThat(has(muniad, SECOND_ROUTE)).isFalse();
  }

  /// What an operator reads, wherever its lines are broken.
  private static String shown(Muniad muniad) {
    return muniad.munia("peers", "peer").replaceAll("\\s+", " ");
  }

  private static boolean has(Muniad muniad, String prefix) {
    return muniad.has(AddressFamily.IPV4_UNICAST, prefix);
  }
}
