package io.munia.rib;

import static io.munia.rib.RibScriptTest.local;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.route.LocalRoute.Announce;
import io.munia.rib.route.LocalRoute.Discard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the forwarding table is told, and what waits for its answers.
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class RibFibTest {
  private static final AddressFamily V4 = AddressFamily.IPV4_UNICAST;

  private final Resolver resolver = new Resolver();
  private final Speaker us = new Speaker(resolver, Limits.ofHeap(1L << 30));
  private final Kernel kernel = new Kernel();

  /// Answers when told to.
  private static final class Kernel implements Fib {
    final Map<Prefix, Target> routes = new HashMap<>();
    final List<String> log = new ArrayList<>();
    private List<Change> batch = List.of();
    private Acknowledgements done = outcomes -> {};
    private int asked;
    private int askedBeforeConverged;
    private Watcher watcher = turns -> {};

    @Override
    public void watch(Watcher watcher) {
      this.watcher = watcher;
    }

    void turned(String prefix, Outcome outcome) {
      watcher.turned(List.of(new Turn(Prefix.parse(prefix), outcome)));
    }

    @Override
    public void apply(List<Change> batch, Acknowledgements done) {
      asked += batch.size();
      assertThat(this.batch).as("one batch at a time").isEmpty();
      this.batch = batch;
      this.done = done;
    }

    @Override
    public void converged(AddressFamily family) {
      log.add("converged " + family);
      askedBeforeConverged = asked;
    }

    boolean answer() {
      List<Change> answered = batch;
      if (answered.isEmpty()) {
        return false;
      }
      batch = List.of();
      for (Change change : answered) {
        log.add(change.prefix() + " " + change.target().getClass().getSimpleName());
        routes.put(change.prefix(), change.target());
      }
      done.done(answered.stream().<Outcome>map(change -> new Outcome.Installed()).toList());
      return true;
    }
  }

  /// Says how next hops are reached when told to.
  private static final class Resolver implements NextHops {
    private final Map<IpAddress, Listener> tracked = new HashMap<>();

    @Override
    public void track(IpAddress nextHop, Listener listener) {
      tracked.put(nextHop, listener);
    }

    @Override
    public void untrack(IpAddress nextHop) {
      tracked.remove(nextHop);
    }

    void reachable(String nextHop, int cost, int link) {
      IpAddress address = IpAddress.parse(nextHop);
      tracked
          .get(address)
          .resolved(address, new Resolution.Reachable(new Fib.Hop(address, link), cost));
    }

    void unreachable(String nextHop) {
      IpAddress address = IpAddress.parse(nextHop);
      tracked.get(address).resolved(address, new Resolution.Unreachable("no route"));
    }
  }

  private void settle() {
    us.settle();
    while (kernel.answer()) {
      us.settle();
    }
  }

  @Test
  void a_learned_route_goes_where_its_next_hop_is_reached() {
    us.rib.attach(kernel);
    var a = us.client(1);
    var b = us.client(2);
    a.announce("192.0.2.0/24", "65001");
    settle();
    assertThat(kernel.routes).isEmpty();
    assertThat(b.heard.routes).isEmpty();
    assertThat(
            us.rib
                .view()
                .route(Prefix.parse("192.0.2.0/24"))
                .orElseThrow()
                .paths()
                .getFirst()
                .eligible())
        .isEqualTo("next hop 10.0.0.1: not resolved yet");
    resolver.reachable("10.0.0.1", 5, 7);
    settle();
    assertThat(kernel.routes.get(Prefix.parse("192.0.2.0/24")))
        .isEqualTo(new Fib.Target.Forward(List.of(new Fib.Hop(IpAddress.parse("10.0.0.1"), 7))));
    assertThat(b.heard.routes).hasSize(1);
    resolver.reachable("10.0.0.1", 5, 8);
    settle();
    assertThat(kernel.routes.get(Prefix.parse("192.0.2.0/24")))
        .isEqualTo(new Fib.Target.Forward(List.of(new Fib.Hop(IpAddress.parse("10.0.0.1"), 8))));
    resolver.unreachable("10.0.0.1");
    settle();
    assertThat(kernel.routes.get(Prefix.parse("192.0.2.0/24"))).isEqualTo(new Fib.Target.Absent());
    assertThat(b.heard.routes).isEmpty();
  }

  @Test
  void the_nearer_next_hop_is_chosen_when_costs_change() {
    var a = us.client(1);
    var b = us.client(2);
    var c = us.client(3);
    a.announce("192.0.2.0/24", "65001");
    b.announce("192.0.2.0/24", "65001");
    settle();
    resolver.reachable("10.0.0.1", 10, 1);
    resolver.reachable("10.0.0.2", 20, 1);
    settle();
    assertThat(c.route("192.0.2.0/24").nextHop()).isEqualTo(a.address);
    resolver.reachable("10.0.0.2", 5, 1);
    settle();
    assertThat(c.route("192.0.2.0/24").nextHop()).isEqualTo(b.address);
  }

  @Test
  void a_route_of_our_own_that_is_no_discard_is_not_the_kernels() {
    us.rib.attach(kernel);
    us.rib.originations("static").announce(local("192.0.2.0/24", Discard.NO, Announce.AT_ONCE));
    us.rib.originations("static-2").announce(local("10.9.0.0/16", Discard.YES, Announce.AT_ONCE));
    settle();
    assertThat(kernel.routes)
        .containsExactlyEntriesOf(Map.of(Prefix.parse("10.9.0.0/16"), new Fib.Target.Discard()));
  }

  @Test
  void an_aggregate_waits_for_initial_routes_then_for_its_discard_and_goes_with_them() {
    us.rib.attach(kernel);
    var aggregates = us.rib.originations("ipam");
    aggregates.announce(local("10.64.0.0/20", Discard.YES, Announce.AFTER_DISCARD));
    var a = us.client(1);
    var b = us.client(2);
    a.announce("10.64.0.64/26", "");
    settle();
    assertThat(kernel.log).isEmpty();
    resolver.reachable("10.0.0.1", 0, 1);
    a.endOfRib(V4);
    us.settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse("10.64.0.64/26"));
    settle();
    assertThat(kernel.log).containsExactly("10.64.0.64/26 Forward", "10.64.0.0/20 Discard");
    assertThat(b.heard.routes).hasSize(2);
    a.session.down();
    settle();
    assertThat(kernel.routes.get(Prefix.parse("10.64.0.0/20"))).isEqualTo(new Fib.Target.Absent());
    assertThat(b.heard.routes).isEmpty();
    assertThat(kernel.log).endsWith("10.64.0.0/20 Absent", "10.64.0.64/26 Absent");
  }

  @Test
  void without_a_forwarding_table_an_aggregate_is_not_announced() {
    us.rib
        .originations("ipam")
        .announce(local("10.64.0.0/20", Discard.YES, Announce.AFTER_DISCARD));
    var a = us.client(1);
    a.endOfRib(V4);
    settle();
    assertThat(a.heard.routes).isEmpty();
  }

  @Test
  void converged_is_said_after_all_that_is_selected_was_asked_for() {
    us.rib.attach(kernel);
    var a = us.client(1);
    for (int i = 0; i < 3 * FibReader.BATCH_MAX; i++) {
      a.announce("10." + (i >> 8) + "." + (i & 0xff) + ".0/24", "65001");
    }
    settle();
    resolver.reachable("10.0.0.1", 0, 1);
    us.run(1);
    us.rib.converged(V4);
    settle();
    assertThat(kernel.log.subList(0, 2 * FibReader.BATCH_MAX))
        .noneMatch(line -> line.startsWith("converged"));
    assertThat(kernel.log).hasSize(3 * FibReader.BATCH_MAX + 1).contains("converged ipv4-unicast");
  }

  @Test
  void converged_is_not_said_before_what_changed_meanwhile_was_asked_for() {
    us.rib.attach(kernel);
    var a = us.client(1);
    int last = 2 * FibReader.BATCH_MAX - 1;
    for (int i = 0; i <= last; i++) {
      a.announce("10." + i / 256 + "." + i % 256 + ".0/24", "65001");
    }
    resolver.reachable("10.0.0.1", 0, 3);
    us.rib.converged(V4);
    us.settle();
    a.announce("10.3.255.0/24", "65002");
    settle();
    assertThat(kernel.log).hasSize(last + 2).contains("converged ipv4-unicast");
    assertThat(kernel.askedBeforeConverged).isEqualTo(last + 1);
  }

  @Test
  void converged_waits_for_the_next_hops_of_what_was_heard() {
    us.rib.attach(kernel);
    var a = us.client(1);
    a.announce("192.0.2.0/24", "65001");
    us.rib.converged(V4);
    settle();
    assertThat(kernel.log).isEmpty();
    resolver.reachable("10.0.0.1", 0, 7);
    settle();
    assertThat(kernel.log).containsExactly("192.0.2.0/24 Forward", "converged ipv4-unicast");
  }

  @Test
  void who_never_says_end_of_rib_counts_as_having_said_it_when_the_deferral_ends() {
    us.rib.attach(kernel);
    us.client(1);
    us.rib
        .originations("ipam")
        .announce(local("10.64.0.0/20", Discard.YES, Announce.AFTER_DISCARD));
    settle();
    assertThat(kernel.routes).isEmpty();
    us.rib.converged(V4);
    settle();
    assertThat(kernel.log).contains("10.64.0.0/20 Discard", "converged ipv4-unicast");
  }

  @Test
  void what_is_withdrawn_after_the_forwarding_table_was_let_go_stays_in_it() {
    us.rib.attach(kernel);
    var a = us.client(1);
    a.announce("192.0.2.0/24", "65001");
    settle();
    resolver.reachable("10.0.0.1", 5, 7);
    settle();
    assertThat(kernel.log).containsExactly("192.0.2.0/24 Forward");
    a.announce("198.51.100.0/24", "65001");
    us.settle(); // this batch is out
    us.rib.detach();
    a.withdraw("192.0.2.0/24", "198.51.100.0/24");
    settle();
    assertThat(kernel.log).containsExactly("192.0.2.0/24 Forward", "198.51.100.0/24 Forward");
    assertThat(us.rib.view().size(V4)).isZero();
  }

  @Test
  void an_aggregate_goes_and_comes_with_its_discard_after_that_was_acknowledged() {
    us.rib.attach(kernel);
    var a = us.client(1);
    us.rib
        .originations("ipam")
        .announce(local("10.64.0.0/20", Discard.YES, Announce.AFTER_DISCARD));
    a.endOfRib(V4);
    settle();
    assertThat(a.heard.routes).hasSize(1);
    kernel.turned("10.64.0.0/20", new Fib.Outcome.Failed(17, "somebody else's is there"));
    us.settle();
    assertThat(a.heard.routes).isEmpty();
    kernel.turned("10.64.0.0/20", new Fib.Outcome.Installed());
    settle();
    assertThat(a.heard.routes).hasSize(1);
  }

  @Test
  void news_of_what_is_not_selected_any_more_changes_nothing() {
    us.rib.attach(kernel);
    var a = us.client(1);
    a.announce("192.0.2.0/24", "65001");
    settle();
    resolver.reachable("10.0.0.1", 5, 7);
    settle();
    resolver.reachable("10.0.0.1", 5, 8);
    us.settle(); // the change is on its way
    kernel.turned("192.0.2.0/24", new Fib.Outcome.Installed());
    kernel.turned("203.0.113.0/24", new Fib.Outcome.Installed());
    settle();
    assertThat(kernel.routes.get(Prefix.parse("192.0.2.0/24")))
        .isEqualTo(new Fib.Target.Forward(List.of(new Fib.Hop(IpAddress.parse("10.0.0.1"), 8))));
  }
}
