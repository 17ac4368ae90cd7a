package io.munia.lab.llgr;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 9494 §4.2](https://www.rfc-editor.org/rfc/rfc9494#section-4.2).
@Tag("interop")
@Tag("frr")
class FrrLongLivedTest {
  private static final String FRR =
      """
      log stdout
      router bgp 64512
       bgp router-id 10.0.0.2
       no bgp network import-check
       bgp graceful-restart
       bgp graceful-restart restart-time 1
       bgp graceful-restart preserve-fw-state
       bgp long-lived-graceful-restart stale-time 3600
       neighbor 10.0.0.1 remote-as 64512
       neighbor 10.0.0.1 timers 3 9
       neighbor 10.0.0.1 timers connect 1
       neighbor 10.0.0.1 advertisement-interval 0
       address-family ipv4 unicast
        network 10.8.0.0/16
       exit-address-family
       address-family ipv6 unicast
        network fd08::/48
        neighbor 10.0.0.1 activate
       exit-address-family
      """;

  @Test
  void what_frr_had_is_the_last_choice_until_it_is_back() {
    Cable cable = Cable.plug("fllgr");
    Muniad muniad = cable.muniad(LongLived.OPTIONS);
    FrrPeer frr = FrrPeer.start(cable.theirs(), FRR);
    LongLived.theirsIsTheLastChoice(muniad, frr::kill, () -> frr.startAgain(FRR));
  }

  @Test
  void what_we_had_is_the_last_choice_of_frr() {
    Cable cable = Cable.plug("fllgr2");
    Muniad muniad = cable.muniad(LongLived.OPTIONS);
    FrrPeer frr = FrrPeer.start(cable.theirs(), FRR);
    LongLived.oursIsTheLastChoice(
        cable, muniad, () -> frr.vtysh("show bgp ipv4 unicast 10.9.0.0/16"), "llgr-stale");
    assertThat(frr.vtysh("show bgp neighbors 10.0.0.1"))
        .contains("Long-lived Graceful Restart: advertised and received");
  }
}
