package io.munia.rib;

import static io.munia.rib.RibScriptTest.local;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.AddressFamily;
import io.munia.net.Prefix;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.aggregate.Aggregate.Atomic;
import io.munia.rib.aggregate.Aggregate.Suppress;
import io.munia.rib.aggregate.Aggregate.Towards;
import io.munia.rib.aggregate.AggregateReport;
import io.munia.rib.aggregate.AggregateReport.State;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.route.LocalRoute;
import io.munia.rib.route.LocalRoute.Announce;
import io.munia.rib.route.LocalRoute.Discard;
import io.munia.rib.route.PathOrigin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What becomes of aggregates, one story each ([RFC 4271
/// §9.2.2.2](https://www.rfc-editor.org/rfc/rfc4271#section-9.2.2.2)).
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class AggregateTest {
  private static final AddressFamily V4 = AddressFamily.IPV4_UNICAST;
  private static final String OUTER = "10.64.0.0/12";
  private static final String INNER = "10.64.0.0/16";
  private static final String FIRST = "10.64.1.0/24";
  private static final String SECOND = "10.64.2.0/24";
  private static final String FAR = "10.65.0.0/24";

  private final Speaker us = new Speaker();
  private final AnsweringFib kernel = new AnsweringFib();
  private final Speaker.Peer a = us.client(1);
  private final Speaker.Peer b = us.client(2);
  private final Speaker.Peer spine = us.ebgp(3, 64900);

  AggregateTest() {
    us.rib.attach(kernel);
    a.endOfRib(V4);
  }

  private void settle() {
    us.settle();
    while (kernel.answer()) {
      us.settle();
    }
  }

  private static Aggregate aggregate(String prefix) {
    return Aggregate.of(Prefix.parse(prefix));
  }

  private static Aggregate summary(String prefix) {
    return aggregate(prefix).suppressing(new Suppress.All(), Towards.ALL);
  }

  private static PrefixRange range(String prefix, int min, int max) {
    return new PrefixRange(Prefix.parse(prefix), min, max);
  }

  private AggregateReport report(String prefix) {
    return us.rib.view().aggregates().stream()
        .filter(report -> report.prefix().equals(Prefix.parse(prefix)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean has(Speaker.Peer peer, String prefix) {
    return peer.heard.routes.containsKey(Prefix.parse(prefix));
  }

  @Test
  void it_lives_while_a_contributor_does_and_is_announced_once_its_discard_stands() {
    us.rib.aggregate(List.of(aggregate(OUTER)));
    settle();
    assertThat(report(OUTER).state()).isEqualTo(State.NO_CONTRIBUTORS);
    a.announce(FIRST, "65001");
    us.settle();
    assertThat(report(OUTER).state()).isEqualTo(State.AWAITS_DISCARD);
    assertThat(has(b, OUTER)).isFalse();
    settle();
    assertThat(kernel.discards(OUTER)).isTrue();
    assertThat(report(OUTER))
        .isEqualTo(
            new AggregateReport(
                Prefix.parse(OUTER), AggregateReport.Kind.CONFIGURED, State.ACTIVE, 1, 1, 0));
    PathAttributes told = spine.route(OUTER).attributes();
    assertThat(told.asPath()).hasToString("64512");
    assertThat(told.atomicAggregate()).isTrue();
    assertThat(told.aggregator()).isEqualTo(new PathAttributes.Aggregator(Speaker.AS, Speaker.ID));
    assertThat(has(spine, FIRST)).isTrue();
    a.withdraw(FIRST);
    settle();
    assertThat(has(spine, OUTER)).isFalse();
    assertThat(kernel.routes).isEmpty();
    assertThat(report(OUTER).state()).isEqualTo(State.NO_CONTRIBUTORS);
  }

  @Test
  void it_waits_for_a_neighbours_initial_routes() {
    Speaker fresh = new Speaker();
    AnsweringFib fib = new AnsweringFib();
    fresh.rib.attach(fib);
    Speaker.Peer peer = fresh.client(1);
    fresh.rib.aggregate(List.of(aggregate(OUTER)));
    peer.announce(FIRST, "");
    fresh.settle();
    fib.answer();
    fresh.settle();
    assertThat(fresh.rib.view().aggregates().getFirst().state())
        .isEqualTo(State.AWAITS_INITIAL_ROUTES);
    assertThat(fib.discards(OUTER)).isFalse();
  }

  @Test
  void neighbours_hear_of_it_before_they_lose_its_contributors_and_the_other_way_round() {
    a.announce(FIRST, "65001");
    a.announce(SECOND, "65001");
    settle();
    spine.heard.log.clear();
    us.rib.aggregate(List.of(summary(OUTER)));
    settle();
    assertThat(spine.heard.log).containsExactly("+ " + OUTER, "- " + FIRST, "- " + SECOND);
    assertThat(spine.heard.routes).containsOnlyKeys(Prefix.parse(OUTER));
    assertThat(report(OUTER).hidden()).isEqualTo(2);
    assertThat(us.rib.view().suppressedBy(Prefix.parse(FIRST))).hasValue(Prefix.parse(OUTER));
    spine.heard.log.clear();
    us.rib.aggregate(List.of());
    settle();
    assertThat(spine.heard.log).containsExactly("+ " + FIRST, "+ " + SECOND, "- " + OUTER);
    assertThat(us.rib.view().aggregates()).isEmpty();
    assertThat(us.rib.view().suppressedBy(Prefix.parse(FIRST))).isEmpty();
  }

  @Test
  void a_contributor_that_comes_later_is_not_announced_at_all() {
    us.rib.aggregate(List.of(summary(OUTER)));
    a.announce(FIRST, "65001");
    settle();
    spine.heard.log.clear();
    a.announce(SECOND, "65001");
    settle();
    a.withdraw(SECOND);
    settle();
    assertThat(spine.heard.log).isEmpty();
    a.withdraw(FIRST);
    settle();
    assertThat(spine.heard.log).containsExactly("- " + OUTER);
  }

  @Test
  void inside_the_as_everything_stays_where_it_says_so() {
    us.rib.aggregate(List.of(aggregate(OUTER).suppressing(new Suppress.All(), Towards.EXTERNAL)));
    a.announce(FIRST, "65001");
    settle();
    assertThat(has(b, FIRST)).isTrue();
    assertThat(has(spine, FIRST)).isFalse();
    us.rib.aggregate(List.of(summary(OUTER)));
    settle();
    assertThat(has(b, FIRST)).isFalse();
    assertThat(has(b, OUTER)).isTrue();
    assertThat(spine.heard.routes).containsOnlyKeys(Prefix.parse(OUTER));
  }

  @Test
  void ranges_say_what_contributes_and_what_is_hidden() {
    us.rib.aggregate(
        List.of(
            new Aggregate(
                Prefix.parse(OUTER),
                Set.of(PathOrigin.IBGP),
                List.of(range(OUTER, 20, 24)),
                2,
                new Suppress.Within(List.of(range(INNER, 24, 24))),
                Towards.ALL,
                Optional.empty(),
                Atomic.AUTO,
                Set.of(1))));
    a.announce(FIRST, "65001");
    a.announce("10.64.1.0/26", "65001");
    spine.announce("10.65.3.0/24", "64900");
    settle();
    assertThat(report(OUTER).state()).isEqualTo(State.TOO_FEW);
    a.announce(FAR, "65001");
    settle();
    assertThat(report(OUTER).contributors()).isEqualTo(2);
    assertThat(report(OUTER).hidden()).isEqualTo(1);
    assertThat(b.heard.routes.keySet())
        .extracting(Prefix::toString)
        .containsExactlyInAnyOrder(OUTER, FAR, "10.64.1.0/26", "10.65.3.0/24");
    assertThat(b.route(OUTER).attributes().communities()).containsExactly(1);
    a.withdraw(FAR);
    settle();
    assertThat(has(b, OUTER)).isFalse();
    assertThat(has(b, FIRST)).isTrue();
  }

  @Test
  void its_attributes_follow_its_contributors_and_it_is_not_withdrawn_for_that() {
    var statics = us.rib.originations("static");
    us.rib.aggregate(List.of(summary(OUTER)));
    statics.announce(local(FIRST, Discard.NO, Announce.AT_ONCE));
    settle();
    assertThat(b.route(OUTER).attributes().atomicAggregate()).isFalse();
    assertThat(b.route(OUTER).attributes().origin()).isEqualTo(Origin.IGP);
    b.heard.log.clear();
    PathAttributes learned = Speaker.attributes("65001", null);
    a.announce(
        List.of(Prefix.parse(SECOND)),
        new PathAttributes(
            Origin.INCOMPLETE,
            learned.asPath(),
            null,
            null,
            false,
            null,
            List.of(0xffff_ff01),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of()));
    settle();
    assertThat(b.heard.log).containsExactly("+ " + OUTER);
    assertThat(b.route(OUTER).attributes().atomicAggregate()).isTrue();
    assertThat(b.route(OUTER).attributes().origin()).isEqualTo(Origin.INCOMPLETE);
    assertThat(b.route(OUTER).attributes().communities()).isEmpty();
  }

  @Test
  void one_inside_another_neither_feeds_it_nor_is_hidden_by_it() {
    us.rib.aggregate(List.of(summary(OUTER), summary(INNER)));
    a.announce(FIRST, "65001");
    settle();
    assertThat(report(OUTER).contributors()).isEqualTo(1);
    assertThat(report(INNER).contributors()).isEqualTo(1);
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(OUTER), Prefix.parse(INNER));
    us.rib.aggregate(List.of(summary(OUTER)));
    settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(OUTER));
    a.withdraw(FIRST);
    settle();
    assertThat(b.heard.routes).isEmpty();
  }

  @Test
  void a_borrowed_address_is_always_announced() {
    us.rib.aggregate(List.of(summary(OUTER)));
    us.rib
        .originations("ipam")
        .announce(
            new LocalRoute(
                Prefix.parse("10.64.1.7/32"),
                PathOrigin.IPAM_ADDRESS,
                Discard.NO,
                Announce.AT_ONCE,
                Set.of()));
    settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(OUTER), Prefix.parse("10.64.1.7/32"));
  }

  @Test
  void what_it_hid_comes_back_when_its_discard_is_lost() {
    us.rib.aggregate(List.of(summary(OUTER)));
    a.announce(FIRST, "65001");
    settle();
    kernel.turned(OUTER, new Fib.Outcome.Failed(17, "somebody else's is there"));
    us.settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(FIRST));
    assertThat(report(OUTER).state()).isEqualTo(State.AWAITS_DISCARD);
    settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(OUTER));
  }

  @Test
  void another_route_to_its_prefix_takes_its_place_and_hides_nobody() {
    us.rib.aggregate(List.of(summary(OUTER)));
    a.announce(FIRST, "65001");
    settle();
    PathAttributes learned = Speaker.attributes("65001", null);
    a.announce(
        List.of(Prefix.parse(OUTER)),
        new PathAttributes(
            Origin.IGP,
            learned.asPath(),
            null,
            200L,
            false,
            null,
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of()));
    settle();
    assertThat(report(OUTER).state()).isEqualTo(State.NOT_PREFERRED);
    assertThat(has(b, FIRST)).isTrue();
    a.withdraw(OUTER);
    settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(OUTER));
  }

  @Test
  void a_neighbour_that_takes_nothing_does_not_hold_the_others_up() {
    a.announce(FIRST, "65001");
    settle();
    b.heard.writable = false;
    us.rib.aggregate(List.of(summary(OUTER)));
    settle();
    assertThat(spine.heard.routes).containsOnlyKeys(Prefix.parse(OUTER));
    assertThat(us.busy()).isFalse();
    b.heard.writable = true;
    b.session.writable();
    settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(OUTER));
  }

  @Test
  void one_that_has_much_to_catch_up_with_hears_of_it_first_too() {
    Limits smallRings = new Limits(1 << 20, 4096, 1 << 20, 1 << 16, 4096, 1L << 40);
    Speaker other = new Speaker(NextHops.assumed(), smallRings);
    AnsweringFib fib = new AnsweringFib();
    other.rib.attach(fib);
    Speaker.Peer from = other.client(1);
    Speaker.Peer slow = other.client(2);
    Speaker.Peer quick = other.client(3);
    from.endOfRib(V4);
    from.announce(FIRST, "65001");
    other.settle();
    fib.answer();
    slow.heard.writable = false;
    other.rib.aggregate(List.of(summary(OUTER)));
    other.settle(); // the discard is asked for
    for (int i = 0; i < 100; i++) {
      String net = "172." + i + ".";
      from.announce(
          IntStream.range(0, 1000)
              .mapToObj(j -> Prefix.parse(net + j / 4 + "." + j % 4 * 64 + "/26"))
              .toList(),
          Speaker.attributes("65001", null));
    }
    other.settle();
    assertThat(quick.heard.routes).hasSize(1 + 100_000);
    assertThat(slow.heard.routes).hasSize(1);
    slow.heard.writable = true;
    fib.answer();
    other.settle();
    assertThat(slow.heard.routes).hasSize(1 + 100_000);
    assertThat(slow.heard.log.indexOf("+ " + OUTER))
        .isLessThan(slow.heard.log.indexOf("- " + FIRST));
  }

  @Test
  void the_kernels_stale_routes_are_not_removed_before_it_is_asked_for() {
    us.rib.aggregate(List.of(aggregate(OUTER)));
    a.announce(FIRST, "65001");
    us.rib.converged(V4);
    settle();
    assertThat(kernel.log).contains(OUTER + " Discard").endsWith("converged ipv4-unicast");
  }

  @Test
  void the_span_of_a_rack_stands_beside_those_of_the_configuration() {
    var ipam = us.rib.originations("ipam");
    ipam.announce(
        new LocalRoute(
            Prefix.parse("10.64.0.0/20"),
            PathOrigin.IPAM_AGGREGATE,
            Discard.YES,
            Announce.AFTER_DISCARD,
            Set.of()));
    ipam.announce(
        new LocalRoute(
            Prefix.parse("10.64.0.0/26"),
            PathOrigin.IPAM_BLOCK,
            Discard.YES,
            Announce.AT_ONCE,
            Set.of(0xffff_ff01)));
    us.rib.aggregate(List.of(aggregate(OUTER)));
    settle();
    assertThat(us.rib.view().aggregates())
        .extracting(AggregateReport::kind, AggregateReport::state, AggregateReport::contributors)
        .containsExactly(
            tuple(AggregateReport.Kind.CONFIGURED, State.ACTIVE, 2),
            tuple(AggregateReport.Kind.IPAM, State.ACTIVE, -1));
    assertThat(us.rib.view().contributors(Prefix.parse("10.64.0.0/20"), 0, 9).prefixes())
        .containsExactly(Prefix.parse("10.64.0.0/26"));
    assertThat(spine.heard.routes)
        .containsOnlyKeys(Prefix.parse(OUTER), Prefix.parse("10.64.0.0/20"));
  }

  @Test
  void contributors_are_shown_page_by_page() {
    us.rib.aggregate(List.of(aggregate(OUTER)));
    for (int i = 0; i < 10; i++) {
      a.announce("10.64." + i + ".0/24", "65001");
      a.announce("10.32." + i + ".0/24", "65001");
    }
    settle();
    RibView.Page first = us.rib.view().contributors(Prefix.parse(OUTER), 0, 7);
    RibView.Page second = us.rib.view().contributors(Prefix.parse(OUTER), first.next(), 7);
    assertThat(first.prefixes()).hasSize(7);
    assertThat(second.prefixes()).hasSize(3);
    assertThat(second.next()).isNegative();
  }

  /// A destination contributes by its selected path, and is hidden whole or not at all, whatever
  /// else there is of it.
  @Test
  void a_path_that_is_not_selected_is_hidden_with_the_one_that_is() {
    Speaker.Peer early = all(8);
    spine.announce(FIRST, "64900 65001 65002");
    a.announce(FIRST, "65001");
    spine.announce(SECOND, "64900");
    b.announce(SECOND, "65001 65002");
    settle();
    us.rib.aggregate(
        List.of(
            new Aggregate(
                Prefix.parse(OUTER),
                Set.of(PathOrigin.EBGP),
                List.of(),
                1,
                new Suppress.All(),
                Towards.ALL,
                Optional.empty(),
                Atomic.AUTO,
                Set.of())));
    settle();
    Speaker.Peer late = all(9);
    settle();
    assertThat(late.heard.paths).isEqualTo(early.heard.paths);
    assertThat(late.heard.paths.get(Prefix.parse(FIRST))).hasSize(2);
    assertThat(late.heard.paths).doesNotContainKey(Prefix.parse(SECOND));
  }

  private Speaker.Peer all(int number) {
    return us.peer(
        "all" + number,
        number,
        PeerProfile.Role.CLIENT,
        Speaker.AS,
        Policy.ACCEPT_ALL,
        Policy.ACCEPT_ALL,
        Speaker.Paths.out(new PathsSent.AddPath.All()));
  }

  /// Whoever waits for its interval is waited for, and the loop rests meanwhile.
  @Test
  void an_aggregate_waits_for_an_interval_without_work() {
    Speaker.Peer slow = us.every(Duration.ofSeconds(30), 8);
    a.announce(FIRST, "65001");
    settle();
    us.rib.aggregate(List.of(summary(OUTER)));
    us.rib.serve();
    us.run(1000);
    kernel.answer();
    us.run(1000);
    assertThat(us.busy()).isFalse();
    assertThat(has(spine, FIRST)).isTrue();
    while (!us.alarms.isEmpty()) {
      us.alarms.poll().run();
      us.run(1000);
    }
    assertThat(slow.heard.routes).containsOnlyKeys(Prefix.parse(OUTER));
    assertThat(spine.heard.routes).containsOnlyKeys(Prefix.parse(OUTER));
  }

  /// What changes all the time is no reason to wait for ever, whichever paths a neighbour is sent.
  @Test
  void an_aggregate_hides_its_contributors_while_other_routes_change_all_the_time() {
    Speaker.Peer all = all(8);
    a.announce(FIRST, "65001");
    settle();
    us.rib.aggregate(List.of(summary(OUTER)));
    for (int i = 0; i < 100; i++) {
      b.announce("192.0.2.0/24", "65002 6501" + i % 10);
      if (us.busy()) {
        us.run(1);
      } else {
        us.rib.serve();
      }
      kernel.answer();
    }
    assertThat(has(all, FIRST)).isFalse();
    assertThat(has(spine, FIRST)).isFalse();
  }

  @Test
  void it_waits_for_a_neighbour_with_an_interval_without_keeping_the_loop_busy() {
    Speaker.Peer slow = us.every(Duration.ofSeconds(30), 4);
    us.rib.aggregate(List.of(summary(OUTER)));
    us.settle();
    a.announce("192.0.2.0/24", "65001");
    us.settle();
    a.announce(FIRST, "65001");
    quiet();
    assertThat(has(slow, OUTER)).as("its interval runs").isFalse();
    assertThat(has(spine, OUTER)).isTrue();
    assertThat(has(spine, FIRST)).as("until all have been told of the aggregate").isTrue();
    us.alarms.poll().run();
    quiet();
    assertThat(has(slow, OUTER)).isTrue();
    assertThat(has(spine, FIRST)).isFalse();
    us.rib.aggregate(List.of());
    quiet();
    assertThat(has(spine, FIRST)).isTrue();
    while (!us.alarms.isEmpty()) {
      us.alarms.poll().run();
      quiet();
    }
    assertThat(has(slow, FIRST)).isTrue();
    assertThat(has(slow, OUTER)).isFalse();
    assertThat(has(spine, OUTER)).isFalse();
  }

  /// Does what there is to do now, and finds that nothing is left but to wait.
  private void quiet() {
    do {
      us.rib.serve();
      us.run(1000);
      assertThat(us.busy()).as("busy for nothing").isFalse();
    } while (kernel.answer());
  }
}
