package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.message.Notification;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.policy.Policy.Rule;
import io.munia.rib.route.LocalRoute;
import io.munia.rib.route.LocalRoute.Announce;
import io.munia.rib.route.LocalRoute.Discard;
import io.munia.rib.route.Path;
import io.munia.rib.route.PathOrigin;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// "A announces … B hears …", in bytes on both sides: who is told what ([RFC 4271
/// §9.2](https://www.rfc-editor.org/rfc/rfc4271#section-9.2)).
class RibScriptTest {
  private static final int NO_EXPORT = 0xffff_ff01;

  private final Speaker us = new Speaker();

  @Test
  void a_route_of_one_client_reaches_the_others_and_not_itself() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce("192.0.2.0/24", "65001");
    us.settle();
    assertThat(b.route("192.0.2.0/24").nextHop()).isEqualTo(a.address);
    assertThat(a.heard.routes).isEmpty();
    a.withdraw("192.0.2.0/24");
    us.settle();
    assertThat(b.heard.routes).isEmpty();
    assertThat(a.heard.log).containsOnly("eor ipv4-unicast", "eor ipv6-unicast");
  }

  @Test
  void a_reflected_route_names_its_originator_and_our_cluster() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce("2001:db8::/32", "65001");
    us.settle();
    PathAttributes heard = b.route("2001:db8::/32").attributes();
    assertThat(heard.originatorId()).isEqualTo(RouterId.parse("10.0.0.1"));
    assertThat(heard.clusterList()).containsExactly(Speaker.ID);
  }

  @Test
  void what_one_non_client_says_another_does_not_hear() {
    var a = us.peer("a", 1, Role.IBGP, Speaker.AS, Policy.ACCEPT_ALL, Policy.ACCEPT_ALL);
    var b = us.peer("b", 2, Role.IBGP, Speaker.AS, Policy.ACCEPT_ALL, Policy.ACCEPT_ALL);
    var c = us.client(3);
    a.announce("192.0.2.0/24", "65001");
    c.announce("198.51.100.0/24", "65001");
    us.settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse("198.51.100.0/24"));
    assertThat(c.heard.routes).containsOnlyKeys(Prefix.parse("192.0.2.0/24"));
  }

  @Test
  void an_external_neighbour_hears_our_as_and_our_address() {
    var a = us.client(1);
    var e = us.ebgp(9, 65009);
    a.announce("192.0.2.0/24", "65001");
    a.announce("198.51.100.0/24", "65001", NO_EXPORT);
    us.settle();
    assertThat(e.heard.routes).containsOnlyKeys(Prefix.parse("192.0.2.0/24"));
    assertThat(e.route("192.0.2.0/24").nextHop()).isEqualTo(Speaker.LOCAL_V4);
    assertThat(e.route("192.0.2.0/24").attributes().asPath()).hasToString("64512 65001");
  }

  @Test
  void who_becomes_the_source_of_the_best_path_gets_a_withdrawal_alone() {
    var a = us.client(1);
    var b = us.client(2);
    var c = us.client(3);
    a.announce("192.0.2.0/24", "65001 65002");
    us.settle();
    b.heard.log.clear();
    c.heard.log.clear();
    b.announce("192.0.2.0/24", "65001");
    us.settle();
    assertThat(b.heard.log).containsExactly("- 192.0.2.0/24");
    assertThat(c.heard.log).containsExactly("+ 192.0.2.0/24");
    assertThat(c.route("192.0.2.0/24").nextHop()).isEqualTo(b.address);
    assertThat(a.route("192.0.2.0/24").nextHop()).isEqualTo(b.address);
  }

  @Test
  void a_lost_neighbour_takes_its_routes_with_it() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce("192.0.2.0/24", "65001");
    us.settle();
    a.session.down();
    us.settle();
    assertThat(b.heard.routes).isEmpty();
    assertThat(us.rib.view().size(AddressFamily.IPV4_UNICAST)).isZero();
    var again = us.client(1);
    us.settle();
    assertThat(again.heard.routes).isEmpty();
    assertThat(again.heard.endOfRib).hasSize(2);
  }

  @Test
  void a_late_member_hears_all_that_is_there_then_end_of_rib() {
    var a = us.client(1);
    a.announce("192.0.2.0/24", "65001");
    us.settle();
    var b = us.client(2);
    us.settle();
    assertThat(b.heard.log)
        .containsSubsequence("+ 192.0.2.0/24", "eor ipv4-unicast")
        .contains("eor ipv6-unicast");
  }

  @Test
  void a_refresh_is_marked_and_sends_all_again() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce("192.0.2.0/24", "65001");
    us.settle();
    b.heard.log.clear();
    b.refresh(AddressFamily.IPV4_UNICAST);
    us.settle();
    assertThat(b.heard.log).containsExactly("begin", "+ 192.0.2.0/24", "end");
  }

  @Test
  void many_refreshes_at_once_are_one() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce("192.0.2.0/24", "65001");
    us.settle();
    b.heard.log.clear();
    for (int i = 0; i < 1000; i++) {
      b.refresh(AddressFamily.IPV4_UNICAST);
    }
    us.settle();
    assertThat(b.heard.log).containsExactly("begin", "+ 192.0.2.0/24", "end");
  }

  @Test
  void what_asks_for_refreshes_during_one_gets_one_more() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce("192.0.2.0/24", "65001");
    us.settle();
    b.heard.log.clear();
    b.heard.writable = false;
    for (int i = 0; i < 100; i++) {
      b.refresh(AddressFamily.IPV4_UNICAST);
      us.settle();
    }
    b.heard.writable = true;
    b.session.writable();
    us.settle();
    assertThat(b.heard.log)
        .containsExactly("begin", "+ 192.0.2.0/24", "end", "begin", "+ 192.0.2.0/24", "end");
  }

  @Test
  void a_looped_path_is_kept_and_shown_with_the_reason() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce("192.0.2.0/24", "65001 64512");
    us.settle();
    assertThat(b.heard.routes).isEmpty();
    Path path = us.rib.view().route(Prefix.parse("192.0.2.0/24")).orElseThrow().paths().getFirst();
    assertThat(path.best()).isFalse();
    assertThat(path.eligible()).contains("loop");
  }

  @Test
  void the_choice_is_explained_by_its_step() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce("192.0.2.0/24", "65001 65002");
    b.announce("192.0.2.0/24", "65001");
    us.settle();
    List<Path> paths =
        us.rib.view().longestMatch(Prefix.parse("192.0.2.7/32")).orElseThrow().paths();
    assertThat(paths.get(0).peer()).isEqualTo("c2");
    assertThat(paths).extracting(Path::decidedBy).containsOnly("shorter AS_PATH");
    assertThat(us.rib.view().announced("c1", Prefix.parse("192.0.2.0/24"))).isPresent();
    assertThat(us.rib.view().announced("c2", Prefix.parse("192.0.2.0/24"))).isEmpty();
  }

  @Test
  void import_policy_rejects_by_prefix_and_changes_what_it_lets_in() {
    Policy in =
        new Policy(
            "from-a",
            List.of(
                new Rule(
                    List.of(
                        new Match.PrefixIn(
                            List.of(new PrefixRange(Prefix.parse("192.0.2.0/24"), 24, 32)))),
                    List.of(
                        new Change.SetLocalPref(200), Change.AddCommunities.community(0xfde8_0001)),
                    Action.ACCEPT)),
            Action.REJECT);
    var a = us.peer("a", 1, Role.EBGP, new Asn(65001), in, Policy.ACCEPT_ALL);
    var b = us.client(2);
    a.announce(
        List.of(Prefix.parse("192.0.2.0/24"), Prefix.parse("198.51.100.0/24")),
        Speaker.attributes("65001", null));
    us.settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse("192.0.2.0/24"));
    assertThat(b.route("192.0.2.0/24").attributes().localPref()).isEqualTo(200);
    assertThat(b.route("192.0.2.0/24").attributes().communities()).containsExactly(0xfde8_0001);
    assertThat(
            us.rib
                .view()
                .route(Prefix.parse("198.51.100.0/24"))
                .orElseThrow()
                .paths()
                .getFirst()
                .eligible())
        .isEqualTo("rejected by policy from-a");
    assertThat(a.session.counters().pathsIn()).isEqualTo(2);
    assertThat(b.session.counters().prefixesOut()).isEqualTo(1);
  }

  @Test
  void export_policy_prepends_and_rejects() {
    Policy out =
        new Policy(
            "to-e",
            List.of(
                new Rule(
                    List.of(new Match.OriginIn(Set.of(PathOrigin.STATIC))),
                    List.of(new Change.Prepend(2)),
                    Action.ACCEPT)),
            Action.REJECT);
    var e = us.peer("e", 1, Role.EBGP, new Asn(65001), Policy.ACCEPT_ALL, out);
    var b = us.client(2);
    b.announce("198.51.100.0/24", "65002");
    us.rib.originations("static").announce(local("192.0.2.0/24", Discard.NO, Announce.AT_ONCE));
    us.settle();
    assertThat(e.heard.routes).containsOnlyKeys(Prefix.parse("192.0.2.0/24"));
    assertThat(e.route("192.0.2.0/24").attributes().asPath()).hasToString("64512 64512 64512");
    assertThat(b.route("192.0.2.0/24").nextHop()).isEqualTo(Speaker.LOCAL_V4);
  }

  @Test
  void a_next_hop_that_is_ours_is_not_chosen() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce("192.0.2.0/24", "65001");
    us.settle();
    assertThat(b.heard.routes).hasSize(1);
    a.announce(
        List.of(Prefix.parse("192.0.2.0/24")),
        Speaker.attributes("65001", null),
        IpAddress.parse("10.0.0.100"));
    us.settle();
    assertThat(b.heard.routes).isEmpty();
    assertThat(
            us.rib
                .view()
                .route(Prefix.parse("192.0.2.0/24"))
                .orElseThrow()
                .paths()
                .getFirst()
                .eligible())
        .isEqualTo("its next hop is this speaker");
  }

  @Test
  void who_takes_nothing_and_holds_back_too_many_withdrawn_routes_is_ended() {
    var small = new Speaker(NextHops.assumed(), new Limits(1 << 20, 700, 20, 64, 64, 1 << 30));
    var a = small.client(1);
    var stuck = small.client(2);
    var well = small.client(3);
    small.settle();
    stuck.heard.writable = false;
    for (int i = 0; i < 50; i++) {
      a.announce("192.0." + i + ".0/24", "65001");
      small.settle();
    }
    assertThat(stuck.ended).isEmpty();
    for (int i = 0; i < 50; i++) {
      a.withdraw("192.0." + i + ".0/24");
      small.settle();
    }
    assertThat(well.heard.routes).isEmpty();
    assertThat(well.ended).isEmpty();
    assertThat(stuck.ended).contains(new Notification(6, 8));
    stuck.session.down();
    small.settle();
    small.settle();
    assertThat(small.rib.view().size(AddressFamily.IPV4_UNICAST)).isZero();
  }

  static LocalRoute local(String prefix, Discard discard, Announce announce) {
    return new LocalRoute(Prefix.parse(prefix), PathOrigin.STATIC, discard, announce, Set.of());
  }

  @Test
  void whoever_comes_while_another_is_stuck_at_its_start_hears_all_before_end_of_rib() {
    var stuck = us.client(1);
    stuck.heard.writable = false;
    us.settle();
    var a = us.client(2);
    a.heard.writable = false;
    a.announce("192.0.2.0/24", "65001");
    us.settle();
    var late = us.client(3);
    us.settle();
    assertThat(late.heard.atEndOfRib).containsOnlyKeys(Prefix.parse("192.0.2.0/24"));
  }

  @Test
  void a_refresh_that_is_asked_for_again_meanwhile_follows_the_first() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce("192.0.2.0/24", "65001");
    us.settle();
    b.heard.writable = false;
    b.heard.log.clear();
    b.refresh(AddressFamily.IPV4_UNICAST);
    us.settle();
    b.refresh(AddressFamily.IPV4_UNICAST);
    us.settle();
    b.heard.writable = true;
    b.session.writable();
    us.settle();
    assertThat(b.heard.log)
        .containsExactly("begin", "+ 192.0.2.0/24", "end", "begin", "+ 192.0.2.0/24", "end");
  }

  @Test
  void who_fills_the_tables_with_destinations_is_ended_and_nobody_else() {
    var small = new Speaker(NextHops.assumed(), new Limits(1 << 20, 700, 1 << 20, 64, 64, 64_000));
    var quiet = small.client(1);
    var greedy = small.client(2);
    quiet.announce("192.0.2.0/24", "65001");
    for (int i = 0; i < 1000 && greedy.ended.isEmpty(); i++) {
      greedy.announce("10." + i / 256 + "." + i % 256 + ".0/24", "65002");
      small.settle();
    }
    assertThat(greedy.ended).containsExactly(new Notification(6, 8));
    greedy.announce("10.200.0.0/24", "65002");
    small.settle();
    assertThat(greedy.ended).as("asked once").hasSize(1);
    greedy.session.down();
    small.settle();
    quiet.announce("198.51.100.0/24", "65001");
    small.settle();
    assertThat(quiet.ended).isEmpty();
    assertThat(small.rib.view().size(AddressFamily.IPV4_UNICAST)).isEqualTo(2);
  }

  @Test
  void who_fills_the_tables_with_attributes_is_ended_though_another_has_more_routes() {
    var small = new Speaker(NextHops.assumed(), new Limits(1 << 20, 700, 1 << 20, 64, 64, 64_000));
    var quiet = small.client(1);
    var greedy = small.client(2);
    for (int i = 0; i < 200; i++) {
      quiet.announce("172.16." + i + ".0/24", "65001");
    }
    int[] communities = new int[900];
    for (int i = 0; i < 100 && greedy.ended.isEmpty(); i++) {
      java.util.Arrays.fill(communities, i);
      greedy.announce("10.0." + i + ".0/24", "65002", communities);
      small.settle();
    }
    assertThat(greedy.ended).containsExactly(new Notification(6, 8));
    assertThat(quiet.ended).isEmpty();
  }

  /// What was selected when a cost changed need not be the best any longer: what comes then must
  /// not be compared with it alone.
  @Test
  void a_path_that_goes_while_costs_change_leaves_the_best_behind() {
    var hops = new ModelNextHops();
    var router = new Speaker(hops, Limits.ofHeap(1L << 30));
    var prefix = List.of(Prefix.parse("192.0.2.0/24"));
    var attributes = Speaker.attributes("65001", null);
    var far = IpAddress.parse("10.1.0.1");
    var near = IpAddress.parse("10.1.0.2");
    var first = router.client(1);
    first.announce(prefix, attributes, far);
    router.client(2).announce(prefix, attributes, near);
    router.settle();
    hops.answer();
    router.settle();
    hops.turn(far, 1);
    hops.answer();
    router.client(3).announce(prefix, attributes, near);
    first.withdraw(prefix);
    router.settle();
    assertThat(router.rib.view().route(prefix.getFirst()).orElseThrow().paths())
        .filteredOn(Path::best)
        .extracting(Path::peer)
        .containsExactly("c2");
  }
}
