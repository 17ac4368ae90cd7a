package io.munia.rib;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.LongLived;
import io.munia.bgp.capability.Restart;
import io.munia.net.AddressFamily;
import io.munia.net.Prefix;
import io.munia.rib.route.Path;
import io.munia.rib.route.Path.Freshness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The helper's part of [RFC 4724 §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2) and of
/// [RFC 9494 §4.2](https://www.rfc-editor.org/rfc/rfc9494#section-4.2).
class GracefulRestartTest {
  private static final Set<AddressFamily> BOTH = Set.of(IPV4_UNICAST, IPV6_UNICAST);
  private static final String ONE = "192.0.2.0/24";
  private static final String OTHER = "198.51.100.0/24";
  private static final String SIX = "2001:db8::/32";
  private static final int NO_LLGR = 0xffff_0007;
  private static final int LLGR_STALE = 0xffff_0006;
  private static final Retention KEPT =
      new Retention(BOTH, Duration.ofMinutes(2), Duration.ofMinutes(6), Map.of());
  private static final Retention LONG =
      new Retention(
          BOTH,
          Duration.ofMinutes(2),
          Duration.ofMinutes(6),
          Map.of(IPV4_UNICAST, Duration.ofHours(1)));

  private final Speaker us = new Speaker();
  private Speaker.Peer a = back(BOTH);
  private final Speaker.Peer b = us.client(2);

  private Speaker.Peer back(Set<AddressFamily> forwarding) {
    us.restart = new Restart(true, true, true, 120, BOTH, forwarding);
    Speaker.Peer peer = us.client(1);
    us.restart = Restart.NONE;
    return peer;
  }

  private void announce(String... prefixes) {
    for (String prefix : prefixes) {
      a.announce(prefix, "65001");
    }
    us.settle();
  }

  private void endOfRib() {
    BOTH.forEach(a::endOfRib);
    us.settle();
  }

  private void lose(Retention how) {
    a.session.lost(how);
    us.settle();
    b.heard.log.clear();
  }

  private Path path(String prefix) {
    return us.rib.view().route(Prefix.parse(prefix)).orElseThrow().paths().getFirst();
  }

  private void alarm(int which) {
    List<Runnable> all = List.copyOf(us.alarms);
    all.get(which).run();
    us.settle();
  }

  @Test
  void paths_of_a_neighbour_that_is_lost_stay_chosen_and_are_shown_stale() {
    announce(ONE, SIX);
    lose(KEPT);
    assertThat(b.heard.log).isEmpty();
    assertThat(path(ONE).best()).isTrue();
    assertThat(path(ONE).freshness()).isEqualTo(Freshness.STALE);
    assertThat(us.rib.view().stale("c1"))
        .extracting(StaleRoutes::family, StaleRoutes::paths, StaleRoutes::back)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(IPV4_UNICAST, 1, false),
            org.assertj.core.groups.Tuple.tuple(IPV6_UNICAST, 1, false));
    assertThat(us.rib.view().explain(Prefix.parse(ONE), "").orElseThrow().paths().getFirst().kept())
        .isEqualTo(
            "kept though the session was lost: until the neighbour is back, else it goes in 120 s");
  }

  @Test
  void what_is_told_again_is_not_sent_again_and_the_rest_goes_at_end_of_rib() {
    announce(ONE, OTHER, SIX);
    lose(KEPT);
    a = back(BOTH);
    announce(ONE);
    assertThat(b.heard.log).isEmpty();
    assertThat(path(ONE).freshness()).isEqualTo(Freshness.FRESH);
    assertThat(path(OTHER).freshness()).isEqualTo(Freshness.STALE);
    assertThat(us.rib.view().stale("c1"))
        .extracting(StaleRoutes::paths)
        .as("one of two left in IPv4")
        .containsExactlyInAnyOrder(1, 1);
    a.endOfRib(IPV4_UNICAST);
    us.settle();
    assertThat(b.heard.log).containsExactly("- " + OTHER);
    a.endOfRib(IPV6_UNICAST);
    us.settle();
    assertThat(b.heard.log).containsExactly("- " + OTHER, "- " + SIX);
    assertThat(us.rib.view().stale("c1")).isEmpty();
  }

  @Test
  void a_family_without_the_forwarding_bit_goes_when_the_neighbour_is_back() {
    announce(ONE, SIX);
    lose(KEPT);
    a = back(Set.of(IPV4_UNICAST));
    us.settle();
    assertThat(b.heard.log).containsExactly("- " + SIX);
  }

  @Test
  void a_neighbour_that_is_not_back_in_time_loses_what_it_had() {
    announce(ONE, SIX);
    lose(KEPT);
    alarm(0);
    alarm(1);
    assertThat(b.heard.routes).isEmpty();
    us.alarms.forEach(Runnable::run);
    assertThat(a.said).isEmpty();
    a = back(BOTH);
    announce(ONE);
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(ONE));
  }

  @Test
  void an_end_of_rib_that_never_comes_is_waited_for_so_long() {
    announce(ONE, OTHER);
    lose(KEPT);
    a = back(BOTH);
    announce(ONE);
    us.alarms.forEach(Runnable::run);
    us.settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(ONE));
    assertThat(a.said)
        .contains(
            "ipv4-unicast: End-of-RIB has not come in time; what was kept of its paths and not told"
                + " again goes");
  }

  /// [RFC 4724 §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2): consecutive restarts.
  @Test
  void what_is_stale_already_goes_when_the_neighbour_is_lost_again() {
    announce(ONE, OTHER);
    lose(KEPT);
    a = back(BOTH);
    announce(ONE);
    a.session.lost(KEPT);
    us.settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(ONE));
    a = back(BOTH);
    endOfRib();
    assertThat(b.heard.routes).isEmpty();
  }

  @Test
  void a_neighbour_that_is_lost_faster_than_the_tables_are_swept_is_lost_for_good() {
    announce(ONE);
    for (int i = 0; i < 5; i++) {
      a.session.lost(KEPT);
      a = back(BOTH);
      a.announce(ONE, "65001");
    }
    us.settle();
    endOfRib();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(ONE));
    assertThat(a.session.counters().pathsIn()).isOne();
  }

  @Test
  void another_speaker_in_its_place_inherits_nothing() {
    announce(ONE);
    lose(KEPT);
    Speaker.Peer other = us.ebgp(1, 65001);
    us.settle();
    assertThat(b.heard.routes).as("e1 is another name").hasSize(1);
    other.session.down();
    us.rib.forget("c1");
    us.settle();
    assertThat(b.heard.routes).isEmpty();
  }

  @Test
  void the_end_of_a_session_for_good_takes_what_was_kept() {
    announce(ONE);
    lose(KEPT);
    a.session.down();
    us.settle();
    assertThat(b.heard.routes).isEmpty();
    assertThat(us.rib.view().stale("c1")).isEmpty();
  }

  @Test
  void a_neighbour_that_is_back_is_told_everything_and_nothing_of_its_own() {
    b.announce(OTHER, "65002");
    announce(ONE);
    lose(KEPT);
    a = back(BOTH);
    us.settle();
    assertThat(a.heard.routes).containsOnlyKeys(Prefix.parse(OTHER));
    assertThat(a.heard.endOfRib).hasSize(2);
  }

  /// [RFC 9494 §4.2](https://www.rfc-editor.org/rfc/rfc9494#section-4.2).
  @Test
  void behind_the_restart_time_paths_are_the_last_choice_and_told_to_those_who_know() {
    us.longLived = new LongLived(true, Map.of(), Set.of());
    Speaker.Peer knowing = us.client(3);
    us.longLived = new LongLived(true, Map.of(IPV4_UNICAST, 3600), BOTH);
    a.session.down();
    a = back(BOTH);
    us.longLived = LongLived.NONE;
    announce(ONE, SIX);
    a.announce(OTHER, "65001", NO_LLGR);
    us.settle();
    lose(LONG);
    alarm(0);
    alarm(1);
    assertThat(b.heard.routes).as("does not know").isEmpty();
    assertThat(knowing.heard.routes).containsOnlyKeys(Prefix.parse(ONE));
    assertThat(knowing.route(ONE).attributes().communities()).containsExactly(LLGR_STALE);
    assertThat(path(ONE).freshness()).isEqualTo(Freshness.LLGR_STALE);
    assertThat(
            us.rib
                .view()
                .explain(Prefix.parse(ONE), "c2")
                .orElseThrow()
                .export()
                .orElseThrow()
                .why())
        .isEqualTo("kept by long-lived graceful restart, which this neighbour does not know");
    b.announce(ONE, "65002 65003 65004");
    us.settle();
    assertThat(path(ONE).peer()).isEqualTo("c2");
    assertThat(path(ONE).decidedBy()).isEqualTo("not LLGR-stale");
    a = backForLong();
    announce(ONE);
    endOfRib();
    assertThat(path(ONE).peer()).as("fresh again, and shorter").isEqualTo("c1");
    assertThat(path(ONE).freshness()).isEqualTo(Freshness.FRESH);
  }

  private Speaker.Peer backForLong() {
    us.longLived = new LongLived(true, Map.of(IPV4_UNICAST, 3600), Set.of(IPV4_UNICAST));
    Speaker.Peer peer = back(BOTH);
    us.longLived = LongLived.NONE;
    return peer;
  }

  @Test
  void what_is_kept_for_long_outlives_another_loss_and_goes_when_its_time_is_over() {
    a.session.down();
    a = backForLong();
    announce(ONE, OTHER);
    lose(LONG);
    List<Runnable> first = List.copyOf(us.alarms);
    first.getFirst().run();
    first.get(1).run();
    us.settle();
    a = backForLong();
    announce(ONE);
    a.session.lost(LONG);
    us.settle();
    assertThat(path(ONE).freshness()).isEqualTo(Freshness.LLGR_STALE);
    assertThat(path(OTHER).freshness()).isEqualTo(Freshness.LLGR_STALE);
    us.alarms.forEach(Runnable::run);
    us.settle();
    assertThat(us.rib.view().size(IPV4_UNICAST)).isZero();
  }

  /// [RFC 4724 §4.1](https://www.rfc-editor.org/rfc/rfc4724#section-4.1).
  @Test
  void who_has_restarted_announces_nothing_before_it_has_heard_all() {
    us.rib.defer(Set.of(IPV4_UNICAST));
    Speaker.Peer late = us.client(4);
    announce(ONE, SIX);
    assertThat(late.heard.routes).containsOnlyKeys(Prefix.parse(SIX));
    assertThat(late.heard.endOfRib).containsExactly(IPV6_UNICAST);
    us.rib.announce(IPV4_UNICAST);
    us.settle();
    assertThat(late.heard.routes).containsOnlyKeys(Prefix.parse(SIX), Prefix.parse(ONE));
    assertThat(late.heard.endOfRib).hasSize(2);
  }
}
