package io.munia.lab.linklocal;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 8950 §4](https://www.rfc-editor.org/rfc/rfc8950#section-4)
@Tag("interop")
@Tag("frr")
class FrrLinkLocalTest {

  @Test
  void routes_of_both_families_cross_a_link_without_addresses() {
    LinkLocal lab = LinkLocal.lay("llfrr");
    FrrPeer frr =
        FrrPeer.start(
            lab.left(),
            """
            log stdout
            router bgp 64900
             bgp router-id 10.0.0.2
             no bgp ebgp-requires-policy
             no bgp network import-check
             neighbor fe80::1 remote-as 64512
             neighbor fe80::1 interface eth0
             neighbor fe80::1 capability extended-nexthop
             neighbor fe80::1 timers connect 1
             neighbor fe80::1 advertisement-interval 0
             address-family ipv4 unicast
              network 10.8.0.0/16
              neighbor fe80::1 activate
             exit-address-family
             address-family ipv6 unicast
              network fd08::/48
              neighbor fe80::1 activate
             exit-address-family
            """);
    Muniad muniad = lab.muniad();
    until(frr, "a session", () -> muniad.established("left"));
    until(frr, "FRR's IPv4 route in our kernel", () -> lab.leads("10.8.0.0/16", "eth0"));
    until(frr, "FRR's IPv6 route in our kernel", () -> lab.leads("fd08::/48", "eth0"));
    until(
        frr,
        "FRR has our routes",
        () ->
            frr.vtysh("show bgp ipv4 unicast 10.9.0.0/16").contains("fe80::1")
                && frr.vtysh("show bgp ipv6 unicast fd09::/48").contains("fe80::1"));
  }

  private static void until(
      FrrPeer frr, String what, java.util.function.BooleanSupplier condition) {
    try {
      Until.holds(what, Cable.LIMIT, condition);
    } catch (io.munia.lab.LabFailure late) {
      throw new AssertionError(late.getMessage() + "\n" + frr.log(), late);
    }
  }
}
