package io.munia.lab.addpath;

import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("frr")
@Tag("bird")
class FrrAddPathTest {

  @Test
  void frr_is_sent_several_paths_and_sends_several() {
    BothWays lab = BothWays.lay("frradd");
    FrrPeer frr =
        FrrPeer.start(
            lab.host(),
            """
            log stdout
            router bgp 64512
             bgp router-id 10.0.0.12
             no bgp network import-check
             no bgp ebgp-requires-policy
             neighbor 10.0.0.1 remote-as 64512
             neighbor 10.0.0.1 timers 3 9
             neighbor 10.0.0.1 timers connect 1
             neighbor 10.0.0.1 advertisement-interval 0
             neighbor 10.0.0.13 remote-as 65013
             neighbor 10.0.0.13 timers connect 1
             address-family ipv4 unicast
              network 10.1.0.0/16
              neighbor 10.0.0.1 addpath-tx-all-paths
             exit-address-family
            """);
    lab.pass(
        () ->
            frr.vtysh("show bgp ipv4 unicast " + BothWays.PREFIX)
                .lines()
                .filter(line -> line.contains("from 10.0.0.1 "))
                .count(),
        () ->
            frr.vtysh(
                "configure terminal",
                "router bgp 64512",
                "address-family ipv4 unicast",
                "no network " + BothWays.PREFIX));
  }
}
