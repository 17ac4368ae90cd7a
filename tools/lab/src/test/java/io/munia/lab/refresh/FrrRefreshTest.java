package io.munia.lab.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("frr")
class FrrRefreshTest {

  @Test
  void frr_tells_again_and_is_told_again() {
    Cable cable = Cable.plug("refresh");
    Muniad muniad = cable.muniad();
    Refresh.bothWays(muniad, FrrPeer.start(cable));
  }

  /// [RFC 7313](https://www.rfc-editor.org/rfc/rfc7313)
  @Test
  void frr_asks_for_ours_again_and_hears_where_they_begin_and_end() {
    Cable cable = Cable.plug("refreshf");
    Muniad muniad = cable.muniad();
    FrrPeer frr = FrrPeer.start(cable);
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds("our route", Cable.LIMIT, () -> frr.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4));
    assertThat(frr.vtysh("show bgp neighbors 10.0.0.1"))
        .contains("Enhanced Route Refresh: advertised and received");
    frr.vtysh("debug bgp neighbor-events", "debug bgp updates in");

    frr.vtysh("clear bgp ipv4 unicast 10.0.0.1 soft in");
    Until.holds(
        "both marks",
        Cable.LIMIT,
        () -> frr.output().contains("(BoRR)") && frr.output().contains("(EoRR)"));
    assertThat(frr.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4)).isTrue();
    assertThat(frr.hears(Cable.OUR_ROUTE6, Cable.OUR_ADDRESS6)).isTrue();
    assertThat(muniad.established("peer")).isTrue();
  }
}
