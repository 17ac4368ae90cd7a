package io.munia.lab.bfd;

import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 5883](https://www.rfc-editor.org/rfc/rfc5883) with FRR's bfdd.
@Tag("interop")
@Tag("frr")
class FrrMultihopTest {
  /// Not strict: FRR begins BFD over several hops when BGP is established, and not before.
  @Test
  void a_path_over_a_router_is_watched() {
    Multihop multihop = Multihop.lay("frrm");
    FrrPeer frr =
        FrrPeer.startWithBfd(
            multihop.theirs(),
            """
            log stdout
            router bgp 64512
             bgp router-id 10.255.0.2
             neighbor 10.255.0.1 remote-as 64512
             neighbor 10.255.0.1 update-source 10.255.0.2
             neighbor 10.255.0.1 timers connect 1
             neighbor 10.255.0.1 bfd 3 100 100
            """);
    multihop.holds("false", () -> frr.vtysh("show bfd peers").contains("Status: up"));
  }
}
