package io.munia.lab.confederation;

import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("frr")
class FrrConfederationTest {

  @Test
  void frr_is_another_member() {
    Confederation.holds(
        host -> {
          FrrPeer frr =
              FrrPeer.start(
                  host,
                  """
                  log stdout
                  router bgp 64513
                   bgp router-id 10.0.0.2
                   bgp confederation identifier 65000
                   bgp confederation peers 64512
                   no bgp ebgp-requires-policy
                   no bgp network import-check
                   neighbor 10.0.0.1 remote-as 64512
                   neighbor 10.0.0.1 timers 3 9
                   neighbor 10.0.0.1 timers connect 1
                   neighbor 10.0.0.1 advertisement-interval 0
                   address-family ipv4 unicast
                    network 10.8.0.0/16
                   exit-address-family
                  """);
          return () -> frr.vtysh("show bgp ipv4 unicast " + Confederation.OUTSIDE_ROUTE);
        },
        "(64512) 65100",
        "10.0.1.2");
  }
}
