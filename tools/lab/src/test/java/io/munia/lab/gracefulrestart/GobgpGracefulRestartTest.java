package io.munia.lab.gracefulrestart;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.GobgpPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 4724 §4](https://www.rfc-editor.org/rfc/rfc4724#section-4).
@Tag("interop")
@Tag("gobgp")
class GobgpGracefulRestartTest {
  private static final String FAMILY =
      """
      [neighbors.afi-safis.mp-graceful-restart.config]
        enabled = true
      """;

  @Test
  void gobgp_is_killed_and_its_routes_stay_until_it_is_back() {
    Cable cable = Cable.plug("grgobgp");
    Muniad muniad = cable.muniad();
    GobgpPeer gobgp = GobgpPeer.start(cable.theirs(), configuration(false));
    gobgp.announce();
    gobgp.rib("add", "-a ipv4 " + GracefulRestart.LEFT_OUT + " nexthop 10.0.0.2");
    GracefulRestart.neighbourRestarts(
        cable,
        muniad,
        gobgp::kill,
        () -> {
          // It has no routes of its own in its configuration: they are there before the session.
          gobgp.startAgain(configuration(true));
          gobgp.announce();
          gobgp.ask("neighbor 10.0.0.1 enable");
        });
  }

  @Test
  void muniad_is_killed_and_gobgp_keeps_its_routes_until_they_are_told_again() {
    Cable cable = Cable.plug("grgobgp2");
    Muniad muniad = cable.muniad(GracefulRestart.FULL);
    GobgpPeer gobgp = GobgpPeer.start(cable.theirs(), configuration(false));
    Until.holds(
        "routes have crossed",
        Cable.LIMIT,
        () ->
            muniad.established("peer")
                && gobgp.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4)
                && gobgp.hears(Cable.OUR_ROUTE6, Cable.OUR_ADDRESS6));
    muniad.process().kill();
    Until.holds("ours are stale", Cable.LIMIT, () -> stale(gobgp));
    Muniad again = cable.muniad(GracefulRestart.FULL);
    Until.holds("a session again", Cable.LIMIT, () -> again.established("peer"));
    Until.holds("they are fresh again", Cable.LIMIT, () -> !stale(gobgp));
    assertThat(gobgp.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4)).isTrue();
    assertThat(gobgp.hears(Cable.OUR_ROUTE6, Cable.OUR_ADDRESS6)).isTrue();
  }

  private static boolean stale(GobgpPeer gobgp) {
    return gobgp
        .table("ipv4")
        .lines()
        .anyMatch(line -> line.startsWith("S") && line.contains(Cable.OUR_ROUTE4));
  }

  private static String configuration(boolean down) {
    return GobgpPeer.configuration(
        2,
        64512,
        "admin-down = "
            + down
            + """

            [neighbors.graceful-restart.config]
              enabled = true
              restart-time = 60
              deferral-time = 5
            """,
        FAMILY,
        "ipv4-unicast",
        "ipv6-unicast");
  }
}
