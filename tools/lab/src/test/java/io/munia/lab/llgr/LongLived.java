package io.munia.lab.llgr;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import java.util.function.Supplier;

/// What holds with every neighbour that knows RFC 9494; `description.txt` draws it.
final class LongLived {
  static final String OPTIONS =
      "graceful-restart { mode = full, restart-time = 1s, long-lived-stale-time = 3600s }";

  private LongLived() {}

  /// @param kill ends the neighbour without a word
  /// @param startAgain starts it
  static void theirsIsTheLastChoice(Muniad muniad, Runnable kill, Runnable startAgain) {
    Until.holds("its route", Cable.LIMIT, () -> muniad.munia("routes").contains("10.8.0.0/16"));
    kill.run();
    Until.holds(
        "it is the last choice", Cable.LIMIT, () -> muniad.munia("routes").contains("llgr-stale"));
    assertThat(muniad.munia("explain", "10.8.0.0/16")).contains("kept as the last choice");
    startAgain.run();
    Until.holds("it is fresh again", Cable.LIMIT, () -> !muniad.munia("routes").contains("stale"));
    assertThat(muniad.munia("routes")).contains("10.8.0.0/16");
  }

  /// @param shown what the neighbour says of our route
  /// @param mark how it says LLGR_STALE
  static void oursIsTheLastChoice(Cable cable, Muniad muniad, Supplier<String> shown, String mark) {
    Until.holds("our route", Cable.LIMIT, () -> shown.get().contains("10.9.0.0/16"));
    muniad.process().kill();
    Until.holds("it is marked", Cable.LIMIT, () -> shown.get().contains(mark));
    Muniad again = cable.muniad(OPTIONS);
    Until.holds("a session again", Cable.LIMIT, () -> again.established("peer"));
    Until.holds(
        "it is fresh again",
        Cable.LIMIT,
        () -> shown.get().contains("10.9.0.0/16") && !shown.get().contains(mark));
  }
}
