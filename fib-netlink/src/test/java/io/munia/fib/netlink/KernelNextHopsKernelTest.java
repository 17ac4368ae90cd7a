package io.munia.fib.netlink;

import static io.munia.fib.netlink.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.Fib.Change;
import io.munia.rib.Fib.Hop;
import io.munia.rib.Fib.Target;
import io.munia.rib.NextHops;
import io.munia.rib.NextHops.Resolution;
import io.munia.rib.NextHops.Resolution.Reachable;
import io.munia.rib.NextHops.Resolution.Unreachable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Against the kernel itself: one link, `left`, 10.9.0.1/24 and fd00:9::1/64.
@Tag("kernel")
final class KernelNextHopsKernelTest {
  private static final IpAddress NEIGHBOUR = IpAddress.parse("10.9.0.2");
  private static final IpAddress NEIGHBOUR6 = IpAddress.parse("fd00:9::2");
  private static final IpAddress FAR = IpAddress.parse("192.0.2.7");

  private final BlockingQueue<Resolution> heard = new LinkedBlockingQueue<>();
  private final NextHops.Listener listener = (_, resolution) -> heard.add(resolution);
  private final NetlinkFib fib = start();
  private final NextHops nextHops = fib.nextHops(Runnable::run);
  private int left;

  private static NetlinkFib start() {
    NetlinkFib.Started start = NetlinkFib.start(FibSettings.defaults());
    assertThat(start).isInstanceOf(NetlinkFib.Started.Running.class);
    return ((NetlinkFib.Started.Running) start).fib();
  }

  @BeforeEach
  void link() {
    ip("link set lo up");
    ip("link add left type veth peer name left-far");
    ip("link set left-far up");
    ip("link set left up");
    ip("address add 10.9.0.1/24 dev left");
    ip("address add fd00:9::1/64 dev left nodad");
    String shown = ip("link show left");
    left = Integer.parseInt(shown.substring(0, shown.indexOf(':')));
  }

  @AfterEach
  void noLink() {
    fib.close();
    ip("link delete left");
    ip("route flush table main");
    ip("-6 route flush table main");
  }

  private Resolution next() throws InterruptedException {
    Resolution resolution = heard.poll(20, TimeUnit.SECONDS);
    assertThat(resolution).as("an answer within 20 s").isNotNull();
    return resolution == null ? new Unreachable("") : resolution;
  }

  /// What comes in the end, after what may come on the way there.
  private void awaitResolution(Resolution expected) throws InterruptedException {
    Resolution resolution = next();
    while (!resolution.equals(expected)) {
      resolution = next();
    }
  }

  @Test
  void a_neighbour_on_the_link_follows_the_link_and_its_addresses() throws Exception {
    Reachable onLink = new Reachable(new Hop(NEIGHBOUR, left), 0);
    Unreachable noRoute = new Unreachable("no route leads to it");
    nextHops.track(NEIGHBOUR, listener);
    assertThat(next()).isEqualTo(onLink);
    ip("link set left down");
    awaitResolution(noRoute);
    ip("link set left up");
    awaitResolution(onLink);
    ip("address del 10.9.0.1/24 dev left");
    awaitResolution(noRoute);
    ip("address add 10.9.0.5/29 dev left");
    awaitResolution(onLink);
    ip("link set left-far down");
    awaitResolution(new Unreachable("the link of 10.9.0.0/29 is down"));
    ip("link set left-far up");
    awaitResolution(onLink);
  }

  @Test
  void ipv6_neighbours_are_followed_too_and_link_local_ones_are_not() throws Exception {
    Reachable onLink = new Reachable(new Hop(NEIGHBOUR6, left), 0);
    nextHops.track(NEIGHBOUR6, listener);
    assertThat(next()).isEqualTo(onLink);
    ip("address del fd00:9::1/64 dev left");
    awaitResolution(new Unreachable("no route leads to it"));
    ip("address add fd00:9::1/64 dev left nodad");
    awaitResolution(onLink);
    nextHops.track(IpAddress.parse("fe80::1"), listener);
    assertThat(next())
        .isEqualTo(new Unreachable("a link-local next hop says nothing without its interface"));
  }

  @Test
  void a_far_one_is_reached_through_a_gateway_at_the_routes_metric() throws Exception {
    nextHops.track(NEIGHBOUR6, listener);
    assertThat(next()).isEqualTo(new Reachable(new Hop(NEIGHBOUR6, left), 0));
    nextHops.track(FAR, listener);
    assertThat(next()).isEqualTo(new Unreachable("no route leads to it"));
    ip("route add 192.0.2.0/24 via 10.9.0.2 proto static metric 77");
    assertThat(next()).isEqualTo(new Reachable(new Hop(NEIGHBOUR, left), 77));
    ip("route add blackhole 192.0.2.0/25");
    assertThat(next()).isEqualTo(new Unreachable("a blackhole route covers it"));
    ip("route del blackhole 192.0.2.0/25");
    assertThat(next()).isEqualTo(new Reachable(new Hop(NEIGHBOUR, left), 77));
    ip(
        "route add 192.0.2.6/31 proto static nexthop via 10.9.0.3 dev left nexthop via 10.9.0.4 dev left");
    assertThat(next()).isEqualTo(new Reachable(new Hop(IpAddress.parse("10.9.0.3"), left), 0));
    nextHops.untrack(FAR);
    ip("route del 192.0.2.6/31");
    nextHops.track(NEIGHBOUR, listener);
    assertThat(next()).isEqualTo(new Reachable(new Hop(NEIGHBOUR, left), 0));
  }

  @Test
  void another_metric_of_the_way_there_is_another_cost() throws Exception {
    nextHops.track(FAR, listener);
    assertThat(next()).isInstanceOf(Unreachable.class);
    ip("route add 192.0.2.0/24 via 10.9.0.2 proto static metric 77");
    assertThat(next()).isEqualTo(new Reachable(new Hop(NEIGHBOUR, left), 77));
    ip("route add 192.0.2.0/24 via 10.9.0.2 proto static metric 20");
    assertThat(next()).isEqualTo(new Reachable(new Hop(NEIGHBOUR, left), 20));
    ip("route del 192.0.2.0/24 metric 20");
    assertThat(next()).isEqualTo(new Reachable(new Hop(NEIGHBOUR, left), 77));
  }

  private void write(String prefix, Target target) throws Exception {
    CompletableFuture<Object> written = new CompletableFuture<>();
    fib.apply(List.of(new Change(Prefix.parse(prefix), target)), written::complete);
    written.get(20, TimeUnit.SECONDS);
  }

  @Test
  void learned_routes_and_own_addresses_do_not_count() throws Exception {
    write("0.0.0.0/0", new Target.Forward(List.of(new Hop(NEIGHBOUR, left))));
    nextHops.track(FAR, listener);
    assertThat(next()).isEqualTo(new Unreachable("only a learned route leads to it: 0.0.0.0/0"));
    ip("route add default via 10.9.0.3 proto bird metric 50");
    write("0.0.0.0/0", new Target.Absent());
    assertThat(next()).isEqualTo(new Reachable(new Hop(IpAddress.parse("10.9.0.3"), left), 50));
    nextHops.track(IpAddress.parse("10.9.0.1"), listener);
    assertThat(next()).isEqualTo(new Unreachable("it is an address of this host"));
  }

  @Test
  void a_learned_host_route_to_a_neighbour_does_not_take_the_neighbour_away() throws Exception {
    IpAddress other = IpAddress.parse("10.9.0.66");
    write("10.9.0.2/32", new Target.Forward(List.of(new Hop(other, left))));
    write("fd00:9::2/128", new Target.Discard());
    nextHops.track(NEIGHBOUR, listener);
    assertThat(next()).isEqualTo(new Reachable(new Hop(NEIGHBOUR, left), 0));
    nextHops.track(NEIGHBOUR6, listener);
    assertThat(next()).isEqualTo(new Reachable(new Hop(NEIGHBOUR6, left), 0));
    nextHops.track(FAR, listener);
    assertThat(next()).isEqualTo(new Unreachable("no route leads to it"));
    ip("route add 192.0.2.0/24 via 10.9.0.2 proto static");
    assertThat(next()).isInstanceOf(Reachable.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void without_a_forwarding_table_next_hops_are_followed_all_the_same() throws Exception {
    KernelNextHops.Started start = KernelNextHops.start(Runnable::run);
    assertThat(start).isInstanceOf(KernelNextHops.Started.Running.class);
    try (KernelNextHops alone = ((KernelNextHops.Started.Running) start).nextHops()) {
      alone.track(NEIGHBOUR, listener);
      assertThat(next()).isEqualTo(new Reachable(new Hop(NEIGHBOUR, left), 0));
      ip("link set left down");
      awaitResolution(new Unreachable("no route leads to it"));
    }
  }
}
