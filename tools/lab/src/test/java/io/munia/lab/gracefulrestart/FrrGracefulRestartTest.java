package io.munia.lab.gracefulrestart;

import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 4724 §4](https://www.rfc-editor.org/rfc/rfc4724#section-4).
@Tag("interop")
@Tag("frr")
class FrrGracefulRestartTest {

  @Test
  void bgpd_is_killed_and_its_routes_stay_until_it_is_back() {
    Cable cable = Cable.plug("grfrr");
    var muniad = cable.muniad();
    FrrPeer frr = FrrPeer.start(cable.theirs(), configuration("  network 10.7.0.0/16"));
    GracefulRestart.neighbourRestarts(
        cable, muniad, frr::kill, () -> frr.startAgain(configuration("")));
  }

  @Test
  void muniad_is_killed_and_frrs_kernel_keeps_its_routes() {
    Cable cable = Cable.plug("grfrr2");
    var muniad = cable.muniad(GracefulRestart.FULL);
    FrrPeer.start(cable.theirs(), configuration("  network 10.7.0.0/16"));
    GracefulRestart.weRestart(cable, muniad);
  }

  private static String configuration(String second) {
    return """
    log stdout
    router bgp 64512
     bgp router-id 10.0.0.2
     bgp log-neighbor-changes
     bgp graceful-restart
     bgp graceful-restart preserve-fw-state
     bgp graceful-restart restart-time 60
     bgp graceful-restart select-defer-time 5
     no bgp network import-check
     neighbor 10.0.0.1 remote-as 64512
     neighbor 10.0.0.1 timers 3 9
     neighbor 10.0.0.1 timers connect 1
     neighbor 10.0.0.1 advertisement-interval 0
     address-family ipv4 unicast
      network 10.8.0.0/16
    %s
     exit-address-family
     address-family ipv6 unicast
      network fd08::/48
      neighbor 10.0.0.1 activate
     exit-address-family
    """
        .formatted(second);
  }
}
