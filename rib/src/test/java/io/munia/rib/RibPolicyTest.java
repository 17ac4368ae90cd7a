package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.PeerProfile.Policies;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.RibView.Stage;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.policy.Policy.Rule;
import io.munia.rib.route.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What policies do to routes, to those that are there when a policy changes as well.
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class RibPolicyTest {
  private static final String ONE = "192.0.2.0/24";
  private static final String TWO = "198.51.100.0/24";
  private static final int TAG = 65000 << 16 | 1;

  private final Speaker us = new Speaker();

  @Test
  void weight_decides_before_local_pref_and_is_not_sent() {
    var a = peer("a", 1, accepting(new Change.SetWeight(5), new Change.SetLocalPref(50)));
    var b = peer("b", 2, accepting(new Change.SetLocalPref(200)));
    var c = us.client(3);
    a.announce(ONE, "65001");
    b.announce(ONE, "65001");
    us.settle();
    assertThat(best(ONE).peer()).isEqualTo("a");
    assertThat(best(ONE).weight()).isEqualTo(5);
    assertThat(best(ONE).decidedBy()).isEqualTo("higher weight");
    assertThat(c.route(ONE).attributes().localPref()).isEqualTo(50);
    var lost = explained(ONE, "").paths().getLast().comparison().orElseThrow();
    assertThat(lost).isEqualTo(new Explanation.Comparison("higher weight", "0", "5"));
  }

  @Test
  void a_next_hop_given_at_import_is_the_one_that_counts() {
    IpAddress given = IpAddress.parse("10.9.9.9");
    var a = peer("a", 1, accepting(new Change.NextHopAddress(given)));
    var b = us.client(2);
    a.announce(ONE, "65001");
    us.settle();
    assertThat(best(ONE).nextHop()).isEqualTo(given);
    assertThat(b.route(ONE).nextHop()).isEqualTo(given);
    var received = us.rib.view().learned("a", Prefix.parse(ONE), Stage.RECEIVED).orElseThrow();
    assertThat(received.paths().getFirst().nextHop()).isEqualTo(a.address);
  }

  @Test
  void our_own_address_given_as_next_hop_makes_a_path_of_no_use() {
    var a = peer("a", 1, accepting(new Change.NextHopAddress(Speaker.LOCAL_V4)));
    a.announce(ONE, "65001");
    us.settle();
    assertThat(path(ONE).eligible()).isEqualTo("its next hop is this speaker");
  }

  @Test
  void the_next_hop_at_export_is_kept_our_own_or_another() {
    var a = us.client(1);
    a.announce(ONE, "65001");
    IpAddress given = IpAddress.parse("10.9.9.9");
    var keep = us.peer("k", 2, Role.EBGP, as(2), Policy.ACCEPT_ALL, out(new Change.NextHopKeep()));
    var self =
        us.peer("s", 3, Role.CLIENT, Speaker.AS, Policy.ACCEPT_ALL, out(new Change.NextHopSelf()));
    var other =
        us.peer("o", 4, Role.EBGP, as(4), Policy.ACCEPT_ALL, out(new Change.NextHopAddress(given)));
    us.settle();
    assertThat(keep.route(ONE).nextHop()).isEqualTo(a.address);
    assertThat(self.route(ONE).nextHop()).isEqualTo(Speaker.LOCAL_V4);
    assertThat(other.route(ONE).nextHop()).isEqualTo(given);
  }

  @Test
  void what_was_received_and_what_policy_left_of_it_are_both_to_be_seen() {
    Policy policy =
        new Policy(
            "p",
            List.of(
                new Rule(in(ONE), List.of(), Action.REJECT),
                new Rule(List.of(), List.of(new Change.SetMed(7)), Action.ACCEPT)),
            Action.REJECT);
    var a = peer("a", 1, policy);
    a.announce(ONE, "65001");
    a.announce(TWO, "65001");
    us.settle();
    assertThat(us.rib.view().learned("a", Prefix.parse(ONE), Stage.ACCEPTED)).isEmpty();
    assertThat(learned(ONE, Stage.RECEIVED).eligible()).isEqualTo("rejected by policy p");
    assertThat(learned(TWO, Stage.RECEIVED).attributes().med()).isNull();
    assertThat(learned(TWO, Stage.ACCEPTED).attributes().med()).isEqualTo(7);
  }

  @Test
  void an_import_policy_that_changes_is_asked_about_what_is_there() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce(ONE, "65001");
    a.announce(TWO, "65001");
    us.settle();
    b.heard.log.clear();
    change(a, rejecting(ONE), Policy.ACCEPT_ALL);
    assertThat(b.heard.log).containsExactly("- " + ONE);
    assertThat(path(ONE).eligible()).isEqualTo("rejected by policy not-" + ONE);
    b.heard.log.clear();
    change(a, accepting(new Change.SetMed(3)), Policy.ACCEPT_ALL);
    assertThat(b.heard.log).containsExactlyInAnyOrder("+ " + ONE, "+ " + TWO);
    assertThat(b.route(ONE).attributes().med()).isEqualTo(3);
    b.heard.log.clear();
    change(a, Policy.ACCEPT_ALL, Policy.ACCEPT_ALL);
    assertThat(b.route(TWO).attributes().med()).isNull();
    assertThat(a.heard.log).containsOnly("eor ipv4-unicast", "eor ipv6-unicast");
  }

  @Test
  void an_export_policy_that_changes_sends_what_differs_and_nothing_else() {
    var a = us.client(1);
    var b = us.client(2);
    var c = us.client(3);
    for (int i = 0; i < 200; i++) {
      a.announce("10.0." + i + ".0/24", "65001");
    }
    a.announce(ONE, "65001");
    a.announce(TWO, "65001", TAG);
    us.settle();
    b.heard.log.clear();
    c.heard.log.clear();
    Policy differs =
        new Policy(
            "differs",
            List.of(
                new Rule(in(ONE), List.of(), Action.REJECT),
                new Rule(
                    List.of(Match.Carries.community(TAG)),
                    List.of(new Change.SetMed(4)),
                    Action.ACCEPT)),
            Action.ACCEPT);
    change(b, Policy.ACCEPT_ALL, differs);
    assertThat(b.heard.log).containsExactlyInAnyOrder("- " + ONE, "+ " + TWO);
    assertThat(b.route(TWO).attributes().med()).isEqualTo(4);
    assertThat(c.heard.log).isEmpty();
    b.heard.log.clear();
    change(b, Policy.ACCEPT_ALL, Policy.ACCEPT_ALL);
    assertThat(b.heard.log).containsExactlyInAnyOrder("+ " + ONE, "+ " + TWO);
    assertThat(b.heard.routes).isEqualTo(c.heard.routes);
  }

  @Test
  void a_policy_of_another_name_that_does_the_same_sends_nothing() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce(ONE, "65001");
    us.settle();
    b.heard.log.clear();
    change(b, Policy.ACCEPT_ALL, out());
    assertThat(b.heard.log).isEmpty();
    a.announce(TWO, "65001");
    us.settle();
    assertThat(b.heard.log).containsExactly("+ " + TWO);
  }

  @Test
  void neighbours_that_swap_their_policies_hear_what_differs() {
    var a = us.client(1);
    Policy one = out(new Change.SetMed(1));
    Policy two = out(new Change.SetMed(2));
    var b = us.peer("b", 2, Role.CLIENT, Speaker.AS, Policy.ACCEPT_ALL, one);
    var c = us.peer("c", 3, Role.CLIENT, Speaker.AS, Policy.ACCEPT_ALL, two);
    a.announce(ONE, "65001");
    us.settle();
    Map<RibPeer, Policies> changed = new HashMap<>();
    changed.put(b.session, new Policies(Policy.ACCEPT_ALL, two));
    changed.put(c.session, new Policies(Policy.ACCEPT_ALL, one));
    us.rib.policies(changed);
    us.settle();
    assertThat(b.route(ONE).attributes().med()).isEqualTo(2);
    assertThat(c.route(ONE).attributes().med()).isEqualTo(1);
    a.announce(TWO, "65001");
    us.settle();
    assertThat(b.route(TWO).attributes().med()).isEqualTo(2);
    assertThat(c.route(TWO).attributes().med()).isEqualTo(1);
  }

  @Test
  void a_marked_refresh_is_begun_anew_with_everything_when_the_policy_changes_in_it() {
    var a = us.client(1);
    var b = us.client(2);
    a.announce(ONE, "65001");
    us.settle();
    b.heard.log.clear();
    b.heard.writable = false;
    b.refresh(AddressFamily.IPV4_UNICAST);
    us.settle();
    change(b, Policy.ACCEPT_ALL, out());
    b.heard.writable = true;
    b.session.writable();
    us.settle();
    assertThat(b.heard.log.subList(b.heard.log.lastIndexOf("begin"), b.heard.log.size()))
        .containsExactly("begin", "+ " + ONE, "end");
  }

  @Test
  void what_a_neighbour_is_told_is_explained_with_the_rules_that_were_asked() {
    var a = us.client(1);
    us.peer("b", 2, Role.CLIENT, Speaker.AS, Policy.ACCEPT_ALL, rejecting(ONE));
    a.announce(ONE, "65001");
    a.announce(TWO, "65001");
    us.settle();
    var export = explained(ONE, "b").export().orElseThrow();
    assertThat(export.announced()).isFalse();
    assertThat(export.why()).isEqualTo("rejected by the export policy");
    assertThat(export.policy().orElseThrow().decidedBy()).isEqualTo(1);
    export = explained(TWO, "b").export().orElseThrow();
    assertThat(export.announced()).isTrue();
    assertThat(export.policy().orElseThrow().asked().getFirst().found()).isEqualTo(TWO);
    assertThat(explained(ONE, "c1").export().orElseThrow().why())
        .isEqualTo("it was learned from there");
    assertThat(explained(ONE, "nobody").export().orElseThrow().why())
        .isEqualTo("the session is not established");
  }

  @Test
  void med_is_explained_by_the_path_of_the_same_neighbour_as_that_has_less() {
    peer("a", 1, accepting(new Change.SetMed(10))).announce(ONE, "65001 7");
    peer("b", 2, accepting(new Change.SetMed(20))).announce(ONE, "65001 7");
    peer("c", 3, accepting(new Change.SetMed(5))).announce(ONE, "65002 7");
    us.settle();
    assertThat(comparison("b"))
        .contains(new Explanation.Comparison("lower MED", "20 of AS 65001", "10 of AS 65001"));
  }

  @Test
  void rules_are_counted_for_all_neighbours_and_sessions() {
    Policy policy = rejecting(ONE);
    for (int i = 1; i <= 3; i++) {
      var a = peer("a" + i, i, policy);
      a.announce(ONE, "65001");
      a.announce(TWO, "65001");
      a.session.down();
      us.settle();
    }
    var hits = us.rib.view().importHits(policy).orElseThrow();
    assertThat(hits.of(0)).isEqualTo(3);
    assertThat(hits.of(-1)).isEqualTo(3);
    us.rib.keepHits(List.of());
    assertThat(us.rib.view().importHits(policy)).isEmpty();
  }

  private Explanation explained(String prefix, String to) {
    return us.rib.view().explain(Prefix.parse(prefix), to).orElseThrow();
  }

  private Path best(String prefix) {
    return us.rib.view().route(Prefix.parse(prefix)).orElseThrow().paths().stream()
        .filter(Path::best)
        .findFirst()
        .orElseThrow();
  }

  private Path path(String prefix) {
    return us.rib.view().route(Prefix.parse(prefix)).orElseThrow().paths().getFirst();
  }

  private Path learned(String prefix, Stage stage) {
    return us.rib.view().learned("a", Prefix.parse(prefix), stage).orElseThrow().paths().getFirst();
  }

  private void change(Peer peer, Policy in, Policy out) {
    us.rib.policies(Map.of(peer.session, new Policies(in, out)));
    us.settle();
  }

  private Peer peer(String name, int number, Policy in) {
    return us.peer(name, number, Role.CLIENT, Speaker.AS, in, Policy.ACCEPT_ALL);
  }

  private static io.munia.net.Asn as(int number) {
    return new io.munia.net.Asn(65000 + number);
  }

  private static Policy accepting(Change... changes) {
    return policy("in", changes);
  }

  private static Policy out(Change... changes) {
    return policy("out", changes);
  }

  private static Policy policy(String name, Change... changes) {
    return new Policy(
        name, List.of(new Rule(List.of(), List.of(changes), Action.ACCEPT)), Action.REJECT);
  }

  private static Policy rejecting(String prefix) {
    return new Policy(
        "not-" + prefix, List.of(new Rule(in(prefix), List.of(), Action.REJECT)), Action.ACCEPT);
  }

  private static List<Match> in(String prefix) {
    Prefix one = Prefix.parse(prefix);
    return List.of(new Match.PrefixIn(List.of(new PrefixRange(one, one.length(), one.length()))));
  }

  /// How the path of a peer to ONE lost.
  private Optional<Explanation.Comparison> comparison(String peer) {
    return explained(ONE, "").paths().stream()
        .filter(each -> each.path().peer().equals(peer))
        .findFirst()
        .orElseThrow()
        .comparison();
  }

  /// A path that had lost before is none that another loses to.
  @Test
  void who_lost_by_med_is_told_of_a_path_that_came_so_far() {
    var a = peer("a", 1, Policy.ACCEPT_ALL);
    var b = peer("b", 2, Policy.ACCEPT_ALL);
    var c = peer("c", 3, Policy.ACCEPT_ALL);
    a.announce(List.of(Prefix.parse(ONE)), Speaker.attributes("65001", 10L));
    b.announce(List.of(Prefix.parse(ONE)), Speaker.attributes("65001", 20L));
    c.announce(List.of(Prefix.parse(ONE)), Speaker.attributes("65001 65002", 5L));
    us.settle();
    assertThat(comparison("b"))
        .contains(new Explanation.Comparison("lower MED", "20 of AS 65001", "10 of AS 65001"));
  }

  /// What another rule asks is asked in earnest, too.
  @Test
  void rules_of_a_nested_policy_are_counted() {
    Policy inner = rejecting(ONE);
    Policy outer =
        new Policy(
            "outer",
            List.of(new Rule(List.of(new Match.AcceptedBy(inner)), List.of(), Action.ACCEPT)),
            Action.REJECT);
    var a = peer("a", 1, outer);
    a.announce(ONE, "65001");
    a.announce(TWO, "65001");
    a.announce(List.of(Prefix.parse(ONE), Prefix.parse(TWO)), Speaker.attributes("65002", null));
    us.settle();
    explained(ONE, "");
    var hits = us.rib.view().importHits(inner).orElseThrow();
    assertThat(hits.of(0)).isEqualTo(2);
    assertThat(hits.of(-1)).isEqualTo(2);
    assertThat(us.rib.view().importHits(outer).orElseThrow().of(0)).isEqualTo(2);
    us.rib.keepHits(List.of(outer));
    assertThat(us.rib.view().importHits(inner)).isPresent();
  }

  /// An answer that is remembered counts as often as it is used.
  @Test
  void a_nested_policy_that_looks_at_no_prefix_is_counted_for_each_route() {
    Policy inner =
        new Policy(
            "inner",
            List.of(
                new Rule(
                    List.of(new Match.FamilyIs(io.munia.net.AddressFamily.IPV4_UNICAST)),
                    List.of(),
                    Action.ACCEPT)),
            Action.REJECT);
    Policy outer =
        new Policy(
            "outer",
            List.of(new Rule(List.of(new Match.AcceptedBy(inner)), List.of(), Action.ACCEPT)),
            Action.REJECT);
    peer("a", 1, outer)
        .announce(List.of(Prefix.parse(ONE), Prefix.parse(TWO)), Speaker.attributes("65002", null));
    us.settle();
    assertThat(us.rib.view().importHits(inner).orElseThrow().of(0)).isEqualTo(2);
  }

  /// One is in the middle of a refresh, the other is not: only the one is told where it begins.
  @Test
  void who_moves_with_a_neighbour_that_asked_for_a_refresh_hears_no_beginning_of_one() {
    var asking = peer("b", 2, Policy.ACCEPT_ALL);
    peer("a", 1, Policy.ACCEPT_ALL);
    us.settle();
    us.rib.policies(Map.of(asking.session, new Policies(Policy.ACCEPT_ALL, rejecting(TWO))));
    peer("x", 9, Policy.ACCEPT_ALL).announce(ONE, "65001");
    us.settle();
    asking.refresh(io.munia.net.AddressFamily.IPV4_UNICAST);
    asking.heard.room = 2;
    us.settle();
    var joining = us.peer("c", 3, Role.CLIENT, Speaker.AS, Policy.ACCEPT_ALL, rejecting(TWO));
    us.settle();
    us.rib.policies(
        Map.of(
            asking.session,
            new Policies(Policy.ACCEPT_ALL, Policy.ACCEPT_ALL),
            joining.session,
            new Policies(Policy.ACCEPT_ALL, Policy.ACCEPT_ALL)));
    us.settle();
    asking.heard.room = -1;
    asking.session.writable();
    us.settle();
    assertThat(joining.heard.log).doesNotContain("begin");
    assertThat(asking.heard.log).containsSubsequence("begin", "end");
  }
}
