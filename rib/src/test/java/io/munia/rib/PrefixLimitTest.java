package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.message.Notification;
import io.munia.bgp.session.Cease;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.PrefixLimit.Action;
import io.munia.rib.PrefixLimit.Counts;
import io.munia.rib.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Prefix limits either way: when something is said, what is left out, who is ended.
class PrefixLimitTest {
  private static final AddressFamily V4 = AddressFamily.IPV4_UNICAST;
  private static final int NO_EXPORT = 0xffff_ff01;

  private final Speaker us = new Speaker();

  @Test
  void a_threshold_is_warned_of_once_for_each_time_it_is_crossed() {
    var a = us.limited(1, in(10, Action.WARN, Counts.RECEIVED), Policy.ACCEPT_ALL);
    announce(a, 0, 7);
    assertThat(a.said).isEmpty();
    announce(a, 7, 8);
    announce(a, 0, 8);
    announce(a, 8, 9);
    assertThat(a.said)
        .containsExactly("it announces 8 ipv4-unicast prefixes, 80 % of its limit of 10");
    announce(a, 9, 10);
    assertThat(a.said).hasSize(1);
    announce(a, 10, 12);
    announce(a, 12, 14);
    assertThat(a.said)
        .hasSize(2)
        .last()
        .isEqualTo(
            "it announces more ipv4-unicast prefixes than its limit of 10; they are taken all the"
                + " same");
    withdraw(a, 4, 14);
    announce(a, 0, 9);
    assertThat(a.said).hasSize(3);
    assertThat(a.ended).isEmpty();
    assertThat(size()).isEqualTo(9);
  }

  @Test
  void what_comes_on_top_is_left_out_and_room_is_used_again() {
    var a = us.limited(1, in(10, Action.BLOCK, Counts.RECEIVED), Policy.ACCEPT_ALL);
    var b = us.client(2);
    announce(a, 0, 15);
    assertThat(b.heard.routes).hasSize(10);
    assertThat(a.session.limits())
        .singleElement()
        .satisfies(limited -> {
          assertThat(limited.prefixes()).isEqualTo(10);
          assertThat(limited.refused()).isEqualTo(5);
        });
    a.announce(List.of(prefix(3)), Speaker.attributes("65009", null));
    us.settle();
    assertThat(b.route(prefix(3).toString()).attributes().asPath()).hasToString("65009");
    withdraw(a, 0, 2);
    announce(a, 20, 25);
    assertThat(b.heard.routes)
        .hasSize(10)
        .containsKeys(prefix(20), prefix(21))
        .doesNotContainKey(prefix(22));
    assertThat(a.ended).isEmpty();
  }

  @Test
  void more_than_the_limit_ends_the_session_for_a_while() {
    var a = us.limited(1, in(10, Action.RESTART, Counts.RECEIVED), Policy.ACCEPT_ALL);
    announce(a, 0, 10);
    assertThat(a.ended).isEmpty();
    announce(a, 10, 11);
    announce(a, 11, 20);
    assertThat(a.ended).containsExactly(Cease.maximumPrefixes(V4, 10));
    assertThat(a.said).last().asString().endsWith("than its limit of 10 (11)");
  }

  @Test
  void what_policy_rejects_counts_where_all_counts_and_not_where_the_accepted_count() {
    var received = us.limited(1, in(3, Action.BLOCK, Counts.RECEIVED), noExport());
    announce(received, 0, 3, NO_EXPORT);
    announce(received, 3, 5);
    assertThat(size()).isEqualTo(3);
    withdraw(received, 0, 5);

    var accepted = us.limited(2, in(3, Action.BLOCK, Counts.ACCEPTED), noExport());
    announce(accepted, 0, 3, NO_EXPORT);
    announce(accepted, 3, 8);
    assertThat(size()).isEqualTo(6);
    assertThat(accepted.session.limits())
        .singleElement()
        .satisfies(limited -> {
          assertThat(limited.prefixes()).isEqualTo(3);
          assertThat(limited.refused()).isEqualTo(2);
        });
    // One that was rejected, would be accepted now and is one too many is not kept as it was.
    announce(accepted, 0, 1);
    assertThat(us.rib.view().route(prefix(0))).isEmpty();
    withdraw(accepted, 3, 4);
    announce(accepted, 0, 1);
    assertThat(us.rib.view().route(prefix(0))).isPresent();
  }

  @Test
  void a_policy_that_accepts_more_than_the_limit_ends_the_session() {
    var a = us.limited(1, in(3, Action.RESTART, Counts.ACCEPTED), noExport());
    announce(a, 0, 5, NO_EXPORT);
    announce(a, 5, 8);
    assertThat(a.ended).isEmpty();
    policy(a, Policy.ACCEPT_ALL);
    assertThat(a.ended).containsExactly(Cease.maximumPrefixes(V4, 3));
  }

  @Test
  void a_policy_accepts_no_more_than_the_limit_and_looks_at_all_before_it_leaves_some_out() {
    var a = us.limited(1, in(3, Action.BLOCK, Counts.ACCEPTED), noExport());
    var b = us.client(2);
    announce(a, 0, 2, NO_EXPORT);
    announce(a, 2, 5);
    assertThat(b.heard.routes).hasSize(3);
    policy(a, exportOnly());
    assertThat(b.heard.routes)
        .as("there was room, though only at the end")
        .containsOnlyKeys(prefix(0), prefix(1));
    assertThat(a.session.limits())
        .singleElement()
        .satisfies(one -> assertThat(one.refused()).isZero());
    policy(a, Policy.ACCEPT_ALL);
    assertThat(b.heard.routes).hasSize(3).containsKeys(prefix(0), prefix(1));
    assertThat(a.session.limits())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.prefixes()).isEqualTo(3);
          assertThat(one.refused()).isEqualTo(2);
        });
    assertThat(a.said).last().asString().contains("what comes on top is left out");
    assertThat(size()).as("what was refused is not remembered").isEqualTo(3);
  }

  private void policy(Speaker.Peer peer, Policy in) {
    us.rib.policies(Map.of(peer.session, new PeerProfile.Policies(in, Policy.ACCEPT_ALL)));
    us.settle();
  }

  @Test
  void a_neighbour_is_announced_so_many_and_its_own_do_not_count() {
    var a = us.client(1);
    var b = us.limited(2, out(10, Action.BLOCK), Policy.ACCEPT_ALL);
    announce(b, 100, 130);
    announce(a, 0, 15);
    assertThat(b.heard.routes).hasSize(10);
    assertThat(a.heard.routes).hasSize(30);
    assertThat(b.session.limits())
        .singleElement()
        .satisfies(limited -> {
          assertThat(limited.prefixes()).isEqualTo(10);
          assertThat(limited.refused()).isEqualTo(5);
        });
    assertThat(b.said).last().asString().contains("what comes on top is left out");
    withdraw(a, 0, 3);
    announce(a, 20, 25);
    assertThat(b.heard.routes).hasSize(10).doesNotContainKey(prefix(0));
    // Its own become somebody else's: they count from now on.
    withdraw(b, 100, 130);
    announce(a, 100, 130);
    assertThat(b.heard.routes).hasSize(10);
    b.refresh(V4);
    us.settle();
    assertThat(b.heard.routes).hasSize(10);
  }

  @Test
  void a_neighbour_that_is_announced_too_much_is_ended_where_that_is_asked_for() {
    var a = us.client(1);
    var b = us.limited(2, out(10, Action.RESTART), Policy.ACCEPT_ALL);
    var c = us.limited(3, out(10, Action.WARN), Policy.ACCEPT_ALL);
    announce(a, 0, 12);
    assertThat(b.ended).extracting(Notification::subcode).containsExactly(4);
    assertThat(c.ended).isEmpty();
    assertThat(c.said).hasSize(1);
    assertThat(c.heard.routes).hasSize(12);
  }

  private static PeerLimits in(int max, Action action, Counts counts) {
    return new PeerLimits(
        Map.of(V4, new PrefixLimit(max, 80, action, Duration.ofMinutes(15), counts)), Map.of());
  }

  private static PeerLimits out(int max, Action action) {
    return new PeerLimits(
        Map.of(),
        Map.of(V4, new PrefixLimit(max, 80, action, Duration.ofMinutes(15), Counts.RECEIVED)));
  }

  private static Policy exportOnly() {
    return new Policy(
        "no-export-in",
        List.of(
            new Policy.Rule(
                List.of(Policy.Match.Carries.community(NO_EXPORT)),
                List.of(new Policy.Change.SetLocalPref(50)),
                Policy.Action.ACCEPT)),
        Policy.Action.REJECT);
  }

  private static Policy noExport() {
    return new Policy(
        "no-export-out",
        List.of(
            new Policy.Rule(
                List.of(Policy.Match.Carries.community(NO_EXPORT)),
                List.of(),
                Policy.Action.REJECT)),
        Policy.Action.ACCEPT);
  }

  private int size() {
    return us.rib.view().size(V4);
  }

  private void announce(Speaker.Peer peer, int from, int to, int... communities) {
    peer.announce(prefixes(from, to), Speaker.attributes("65001", null, communities));
    us.settle();
  }

  private void withdraw(Speaker.Peer peer, int from, int to) {
    peer.withdraw(prefixes(from, to));
    us.settle();
  }

  private static List<Prefix> prefixes(int from, int to) {
    List<Prefix> prefixes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      prefixes.add(prefix(i));
    }
    return prefixes;
  }

  private static Prefix prefix(int number) {
    return new Prefix(IpAddress.v4(0xc600_0000 + (number << 8)), 24);
  }

  /// What another policy lets in is as many as there may be, in whatever way it comes.
  @Test
  void a_limit_of_what_is_accepted_holds_when_the_policy_changes() {
    var blocked = us.limited(1, in(3, Action.BLOCK, Counts.ACCEPTED), noExport());
    var ended = us.limited(2, in(3, Action.RESTART, Counts.ACCEPTED), noExport());
    announce(blocked, 0, 5, NO_EXPORT);
    announce(ended, 10, 15, NO_EXPORT);
    assertThat(ended.ended).isEmpty();
    us.rib.policies(
        Map.of(
            blocked.session,
            new PeerProfile.Policies(Policy.ACCEPT_ALL, Policy.ACCEPT_ALL),
            ended.session,
            new PeerProfile.Policies(Policy.ACCEPT_ALL, Policy.ACCEPT_ALL)));
    us.settle();
    assertThat(blocked.session.limits())
        .singleElement()
        .satisfies(limited -> {
          assertThat(limited.prefixes()).isEqualTo(3);
          assertThat(limited.refused()).isEqualTo(2);
        });
    assertThat(ended.ended).containsExactly(Cease.maximumPrefixes(V4, 3));
  }
}
