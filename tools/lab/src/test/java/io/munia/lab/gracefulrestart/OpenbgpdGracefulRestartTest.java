package io.munia.lab.gracefulrestart;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.OpenbgpdPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// OpenBGPD keeps what we told while we restart; restarts of its own it does not announce. [RFC
/// 4724 §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2)
@Tag("interop")
@Tag("openbgpd")
class OpenbgpdGracefulRestartTest {

  @Test
  void muniad_is_killed_and_openbgpd_keeps_its_routes_until_they_are_told_again() {
    Cable cable = Cable.plug("gropenbgpd");
    Muniad muniad = cable.muniad(GracefulRestart.FULL);
    OpenbgpdPeer openbgpd = OpenbgpdPeer.start(cable);
    Until.holds(
        "routes have crossed",
        Cable.LIMIT,
        () ->
            muniad.established("peer")
                && openbgpd.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4)
                && openbgpd.hears(Cable.OUR_ROUTE6, Cable.OUR_ADDRESS6));
    muniad.process().kill();
    Until.holds("ours are stale", Cable.LIMIT, () -> stale(openbgpd) == 2);
    Muniad again = cable.muniad(GracefulRestart.FULL);
    Until.holds("a session again", Cable.LIMIT, () -> again.established("peer"));
    Until.holds("they are fresh again", Cable.LIMIT, () -> stale(openbgpd) == 0);
    assertThat(openbgpd.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4)).isTrue();
    assertThat(openbgpd.hears(Cable.OUR_ROUTE6, Cable.OUR_ADDRESS6)).isTrue();
  }

  /// Of our routes, how many it marks as stale.
  private static long stale(OpenbgpdPeer openbgpd) {
    return openbgpd
        .bgpctl("show", "rib")
        .lines()
        .filter(line -> line.matches("[A-Z*>]*S[A-Z*>]* .*(10\\.9\\.0\\.0/16|fd09::/48).*"))
        .count();
  }
}
