package io.munia.lab.reflection;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("frr")
class FrrReflectionTest {

  @Test
  void clients_hear_each_other_with_originator_and_cluster_list() {
    Reflector reflector = Reflector.lay("rrf");
    Muniad muniad = reflector.muniad();
    FrrPeer first = client(reflector, 11);
    FrrPeer second = client(reflector, 12);

    Until.holds(
        "both clients are Established",
        Cable.LIMIT,
        () -> muniad.established("client11") && muniad.established("client12"));
    Until.holds(
        "the second client has the first one's routes",
        Cable.LIMIT,
        () ->
            route(second, "10.1.11.0/24").contains("10.0.0.11 from 10.0.0.1")
                && route(second, "fd01:11::/32").contains("fd00::11 from 10.0.0.1"));
    for (String prefix : new String[] {"10.1.11.0/24", "fd01:11::/32"}) {
      assertThat(route(second, prefix)).contains("Originator: 10.0.0.11, Cluster list: 10.0.0.1");
    }

    first.vtysh(
        "configure terminal", "router bgp 64512", "address-family ipv4", "no network 10.1.11.0/24");
    Until.holds(
        "the withdrawal is reflected, and nothing else",
        Cable.LIMIT,
        () -> !route(second, "10.1.11.0/24").contains("10.0.0.11"));
    assertThat(route(second, "fd01:11::/32")).contains("fd00::11 from 10.0.0.1");
    assertThat(route(first, "10.1.12.0/24")).contains("10.0.0.12 from 10.0.0.1");
  }

  private static String route(FrrPeer frr, String prefix) {
    return frr.vtysh("show bgp " + (prefix.contains(":") ? "ipv6" : "ipv4") + " unicast " + prefix);
  }

  private static FrrPeer client(Reflector reflector, int number) {
    return FrrPeer.start(
        reflector.client(number),
        """
        log stdout
        router bgp 64512
         bgp router-id 10.0.0.%1$d
         no bgp network import-check
         neighbor 10.0.0.1 remote-as 64512
         neighbor 10.0.0.1 timers connect 1
         neighbor 10.0.0.1 advertisement-interval 0
         address-family ipv4 unicast
          network 10.1.%1$d.0/24
         exit-address-family
         address-family ipv6 unicast
          network fd01:%1$d::/32
          neighbor 10.0.0.1 activate
         exit-address-family
        """
            .formatted(number));
  }
}
