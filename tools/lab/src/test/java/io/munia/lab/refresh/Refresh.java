package io.munia.lab.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.OtherSpeaker;
import io.munia.net.AddressFamily;
import io.munia.peering.control.Json;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What holds with every neighbour that knows RFC 7313; `description.txt` draws it.
final class Refresh {
  /// How OpenBGPD and GoBGP count: sent, received.
  private static final Pattern UPDATES = Pattern.compile("Updates:? +[0-9]+ +([0-9]+)");

  private Refresh() {}

  static void bothWays(Muniad muniad, OtherSpeaker other) {
    crossed(muniad, other);
    long before = updates(muniad);
    assertThat(muniad.munia("refresh", "peer", "--in")).startsWith("asked peer for ipv4-unicast");
    Until.holds("it tells again", Cable.LIMIT, () -> updates(muniad) >= before + 2);
    assertThat(muniad.munia("refresh", "peer", "--out")).contains("to peer again");
    Until.holds(
        "it still hears us", Cable.LIMIT, () -> other.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4));
    assertThat(muniad.has(AddressFamily.IPV4_UNICAST, Cable.THEIR_ROUTE4)).isTrue();
    assertThat(muniad.has(AddressFamily.IPV6_UNICAST, Cable.THEIR_ROUTE6)).isTrue();
    assertThat(muniad.established("peer")).isTrue();
  }

  /// Waits until there is a session and routes have crossed it.
  static void crossed(Muniad muniad, OtherSpeaker other) {
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds(
        "routes have crossed",
        Cable.LIMIT,
        () ->
            muniad.has(AddressFamily.IPV4_UNICAST, Cable.THEIR_ROUTE4)
                && other.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4)
                && other.hears(Cable.OUR_ROUTE6, Cable.OUR_ADDRESS6));
  }

  /// The neighbour asks us, by itself: it is told again, and keeps what it had.
  ///
  /// @param ask has it ask
  /// @param neighbour what it says of the session with us, with the UPDATEs that it has received
  static void asked(Muniad muniad, OtherSpeaker other, Runnable ask, Supplier<String> neighbour) {
    long before = received(neighbour.get());
    ask.run();
    Until.holds(
        "both our routes are told again",
        Cable.LIMIT,
        () -> received(neighbour.get()) >= before + 2);
    assertThat(other.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4)).isTrue();
    assertThat(other.hears(Cable.OUR_ROUTE6, Cable.OUR_ADDRESS6)).isTrue();
    assertThat(muniad.established("peer")).isTrue();
  }

  private static long received(String neighbour) {
    Matcher line = UPDATES.matcher(neighbour);
    assertThat(line.find()).as(neighbour).isTrue();
    return Long.parseLong(line.group(1));
  }

  private static long updates(Muniad muniad) {
    Json peer = muniad.ask("peers", Map.of("peer", "peer")).list("peers").getFirst();
    return ((Json.Obj) peer).number("updates-in");
  }
}
