package io.munia.fib.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.fib.netlink.message.Captured;
import io.munia.net.IpAddress;
import io.munia.rib.Fib.Hop;
import io.munia.rib.NextHops.Resolution;
import io.munia.rib.NextHops.Resolution.Reachable;
import io.munia.rib.NextHops.Resolution.Unreachable;
import org.junit.jupiter.api.Test;

final class NextHopResolverTest {
  private static Resolution judge(String nextHop, String captured) {
    return NextHopResolver.judge(IpAddress.parse(nextHop), Captured.route(captured));
  }

  @Test
  void a_neighbour_on_the_link_is_its_own_gateway_and_costs_nothing() {
    assertThat(judge("10.9.0.7", Captured.LOOKUP_ON_LINK))
        .isEqualTo(new Reachable(new Hop(IpAddress.parse("10.9.0.7"), 3), 0));
  }

  @Test
  void through_a_gateway_the_metric_is_the_cost() {
    assertThat(judge("198.51.100.9", Captured.IPV4_GATEWAY))
        .isEqualTo(new Reachable(new Hop(IpAddress.parse("10.9.0.2"), 3), 20));
    assertThat(judge("2001:db8:1::9", Captured.IPV6_MULTIPATH))
        .isEqualTo(new Reachable(new Hop(IpAddress.parse("fd00:9::2"), 3), 1044));
  }

  @Test
  void our_own_address_a_blackhole_and_a_dead_link_lead_nowhere() {
    assertThat(judge("10.9.0.1", Captured.LOOKUP_LOCAL))
        .isEqualTo(new Unreachable("it is an address of this host"));
    assertThat(judge("2001:db8::1", Captured.IPV6_BLACKHOLE))
        .isEqualTo(new Unreachable("a blackhole route covers it"));
    String linkDown = Captured.LOOKUP_ON_LINK.replace("fd 01 00000000", "fd 01 10000000");
    assertThat(judge("10.9.0.7", linkDown))
        .isEqualTo(new Unreachable("the link of 10.9.0.0/24 is down"));
  }
}
