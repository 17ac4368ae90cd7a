package io.munia.lab.llgr;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.GobgpPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 9494 §4.2](https://www.rfc-editor.org/rfc/rfc9494#section-4.2).
@Tag("interop")
@Tag("gobgp")
class GobgpLongLivedTest {
  private static final String OPTIONS =
      "graceful-restart { mode = full, restart-time = 1s, long-lived-stale-time = 3600s }";
  private static final String SESSION =
      """
      [neighbors.graceful-restart.config]
        enabled = true
        restart-time = 1
        long-lived-enabled = true
      """;
  private static final String FAMILY =
      """
      [neighbors.afi-safis.mp-graceful-restart.config]
        enabled = true
      [neighbors.afi-safis.long-lived-graceful-restart.config]
        enabled = true
        restart-time = 3600
      """;

  @Test
  void each_keeps_what_the_other_had_as_the_last_choice() {
    Cable cable = Cable.plug("llgrg");
    Muniad muniad = cable.muniad(OPTIONS);
    GobgpPeer gobgp = GobgpPeer.start(cable, SESSION, FAMILY);
    Until.holds(
        "routes have crossed",
        Cable.LIMIT,
        () ->
            muniad.munia("routes").contains("10.8.0.0/16")
                && gobgp.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4));
    muniad.process().kill();
    Until.holds("ours is marked", Cable.LIMIT, () -> shown(gobgp).contains("llgr-stale"));
    Muniad again = cable.muniad(OPTIONS);
    Until.holds(
        "it is fresh again",
        Cable.LIMIT,
        () -> shown(gobgp).contains("10.9.0.0/16") && !shown(gobgp).contains("llgr-stale"));
    Until.holds("theirs is here", Cable.LIMIT, () -> again.munia("routes").contains("10.8.0.0/16"));
    gobgp.kill();
    Until.holds(
        "theirs is the last choice",
        Cable.LIMIT,
        () -> again.munia("routes").contains("llgr-stale"));
    assertThat(again.munia("explain", "10.8.0.0/16")).contains("kept as the last choice");
  }

  private static String shown(GobgpPeer gobgp) {
    return gobgp.table("ipv4");
  }
}
