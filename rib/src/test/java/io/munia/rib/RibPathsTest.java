package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.session.Cease;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.PathsSent.AddPath;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.Speaker.Paths;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.policy.CommunityPattern;
import io.munia.rib.policy.CommunitySet;
import io.munia.rib.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Several paths to one destination: with ids ([RFC 7911](https://www.rfc-editor.org/rfc/rfc7911)),
/// as a route server's views, and the best external one.
///
/// [RFC 7947 §2.3](https://www.rfc-editor.org/rfc/rfc7947#section-2.3)
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class RibPathsTest {
  private static final Prefix PREFIX = Prefix.parse("192.0.2.0/24");
  private static final PathsSent ROUTE_SERVER = new PathsSent(new AddPath.All(), false, true);

  private final Speaker us = new Speaker();

  private Peer client(int number, Paths paths) {
    return us.peer(
        "c" + number, number, Role.CLIENT, Speaker.AS, Policy.ACCEPT_ALL, Policy.ACCEPT_ALL, paths);
  }

  private Peer customer(int number, Policy out) {
    return us.peer(
        "e" + number,
        number,
        Role.EBGP,
        new Asn(65000 + number),
        Policy.ACCEPT_ALL,
        out,
        new Paths(false, false, ROUTE_SERVER));
  }

  private static String paths(Peer peer) {
    return peer.heard.paths.getOrDefault(PREFIX, Map.of()).values().stream()
        .map(it -> it.attributes().asPath().toString())
        .sorted()
        .toList()
        .toString();
  }

  private List<String> news(Peer peer) {
    peer.heard.log.clear();
    us.settle();
    return List.copyOf(peer.heard.log);
  }

  @Test
  void the_path_that_changed_is_sent_again_by_its_id_and_no_other() {
    Peer one = us.client(1);
    Peer two = us.client(2);
    Peer all = client(3, Paths.out(new AddPath.All()));
    one.announce("192.0.2.0/24", "65001");
    two.announce("192.0.2.0/24", "65001 65002");
    us.settle();
    assertThat(paths(all)).isEqualTo("[65001, 65001 65002]");
    two.announce("192.0.2.0/24", "65001 65003 65004");
    List<String> news = news(all);
    assertThat(news).hasSize(1);
    assertThat(paths(all)).isEqualTo("[65001, 65001 65003 65004]");
    two.withdraw("192.0.2.0/24");
    assertThat(news(all)).containsExactly(news.getFirst().replace('+', '-'));
    assertThat(paths(all)).isEqualTo("[65001]");
  }

  /// Neighbours with ids cost most of it: what each group told is kept path by path.
  @Test
  void the_bound_of_the_tables_counts_what_was_told_as_well() {
    Speaker small =
        new Speaker(NextHops.assumed(), new Limits(1 << 20, 1 << 20, 1 << 20, 4096, 4096, 1 << 20));
    Peer one = small.client(1);
    List<Prefix> prefixes = new ArrayList<>();
    for (int i = 0; i < 4096; i++) {
      prefixes.add(new Prefix(IpAddress.v4(0xc600_0000 + (i << 8)), 24));
    }
    one.announce(prefixes.subList(0, 900), Speaker.attributes("65001", null));
    one.announce(prefixes.subList(900, 1800), Speaker.attributes("65002", null));
    one.announce(prefixes.subList(1800, 2700), Speaker.attributes("65003", null));
    small.settle();
    assertThat(one.ended).isEmpty();
    for (int i = 2; i < 22; i++) {
      small.peer(
          "c" + i,
          i,
          Role.CLIENT,
          Speaker.AS,
          Policy.ACCEPT_ALL,
          new Policy("out" + i, List.of(), Policy.Action.ACCEPT),
          Paths.out(new AddPath.All()));
    }
    small.settle();
    assertThat(one.ended).containsExactly(Cease.outOfResources());
  }

  /// Whoever asks may have forgotten: between the marks everything is told.
  @Test
  void a_refresh_tells_all_paths_again_in_every_shape() {
    us.client(1).announce("192.0.2.0/24", "65001");
    us.client(2).announce("192.0.2.0/24", "65001 65002");
    us.ebgp(9, 65009).announce("192.0.2.0/24", "65009 65001 65002");
    Peer all = client(3, Paths.out(new AddPath.All()));
    Peer customer = customer(4, Policy.ACCEPT_ALL);
    Peer external =
        us.peer(
            "i5",
            5,
            Role.IBGP,
            Speaker.AS,
            Policy.ACCEPT_ALL,
            Policy.ACCEPT_ALL,
            new Paths(false, false, new PathsSent(new AddPath.All(), true, false)));
    us.settle();
    for (Peer peer : List.of(all, customer, external)) {
      peer.refresh(AddressFamily.IPV4_UNICAST);
      List<String> news = news(peer);
      assertThat(news.stream().filter(line -> line.startsWith("+"))).hasSize(peer == all ? 3 : 1);
      assertThat(news).startsWith("begin").contains("end");
      assertThat(news(peer)).isEmpty();
    }
  }

  @Test
  void whoever_is_sent_the_best_path_hears_nothing_of_the_others() {
    us.client(1).announce("192.0.2.0/24", "65001");
    Peer two = us.client(2);
    Peer best = us.client(4);
    client(3, Paths.out(new AddPath.All()));
    us.settle();
    two.announce("192.0.2.0/24", "65001 65002");
    assertThat(news(best)).isEmpty();
    two.withdraw("192.0.2.0/24");
    assertThat(news(best)).isEmpty();
  }

  @Test
  void a_neighbour_may_have_several_paths_to_one_destination() {
    Peer many = client(1, new Paths(true, false, PathsSent.BEST));
    Peer all = client(2, Paths.out(new AddPath.All()));
    many.announce(List.of(PREFIX), 1, Speaker.attributes("65001", null), many.address);
    many.announce(List.of(PREFIX), 2, Speaker.attributes("65002", null), many.address);
    us.settle();
    assertThat(paths(all)).isEqualTo("[65001, 65002]");
    many.withdraw(List.of(PREFIX), 1);
    us.settle();
    assertThat(paths(all)).isEqualTo("[65002]");
    assertThat(many.heard.paths).isEmpty();
  }

  @Test
  void the_best_two_are_those_two_that_the_decision_would_choose_first() {
    Peer two = client(9, Paths.out(new AddPath.Best(2)));
    for (int i = 1; i <= 4; i++) {
      us.client(i).announce("192.0.2.0/24", "65001 ".repeat(5 - i).strip());
    }
    us.settle();
    assertThat(paths(two)).isEqualTo("[65001, 65001 65001]");
  }

  @Test
  void the_best_of_each_neighbour_as_is_sent() {
    Peer each = client(9, Paths.out(new AddPath.PerAs()));
    us.client(1).announce("192.0.2.0/24", "65001");
    us.client(2).announce("192.0.2.0/24", "65001 65009");
    us.client(3).announce("192.0.2.0/24", "65002 65009");
    us.settle();
    assertThat(paths(each)).isEqualTo("[65001, 65002 65009]");
  }

  @Test
  void no_more_paths_are_sent_than_the_limit_the_best_first() {
    Peer all = client(9, Paths.out(new AddPath.All()));
    for (int peer = 1; peer <= 2; peer++) {
      Peer many = client(peer, new Paths(true, false, PathsSent.BEST));
      for (int id = 1; id <= PathsSent.PATHS_MAX; id++) {
        many.announce(
            List.of(PREFIX),
            id,
            Speaker.attributes("65001 " + id + (peer == 1 ? " 65009" : ""), null),
            many.address);
      }
    }
    us.settle();
    assertThat(all.heard.paths.get(PREFIX)).hasSize(PathsSent.PATHS_MAX);
    assertThat(paths(all)).doesNotContain("65009");
  }

  @Test
  void a_route_server_hands_routes_on_as_if_it_were_not_there() {
    Peer from = customer(1, Policy.ACCEPT_ALL);
    Peer to = customer(2, Policy.ACCEPT_ALL);
    from.announce(List.of(PREFIX), Speaker.attributes("65001 65009", 7L));
    us.settle();
    Heard.Announced heard = to.route("192.0.2.0/24");
    assertThat(heard.nextHop()).isEqualTo(from.address);
    assertThat(heard.attributes().asPath()).hasToString("65001 65009");
    assertThat(heard.attributes().med()).isEqualTo(7L);
    assertThat(heard.attributes().localPref()).isNull();
  }

  @Test
  void the_client_that_the_best_path_came_from_is_told_the_next_and_is_alone_to_hear_of_it() {
    Peer one = customer(1, Policy.ACCEPT_ALL);
    Peer two = customer(2, Policy.ACCEPT_ALL);
    Peer three = customer(3, Policy.ACCEPT_ALL);
    one.announce("192.0.2.0/24", "65001");
    two.announce("192.0.2.0/24", "65002 65009");
    us.settle();
    assertThat(paths(one)).isEqualTo("[65002 65009]");
    assertThat(paths(two)).isEqualTo("[65001]");
    assertThat(paths(three)).isEqualTo("[65001]");
    two.announce("192.0.2.0/24", "65002 65008");
    assertThat(news(three)).isEmpty();
    assertThat(paths(one)).isEqualTo("[65002 65008]");
    two.withdraw("192.0.2.0/24");
    assertThat(news(three)).isEmpty();
    assertThat(paths(one)).isEqualTo("[]");
  }

  @Test
  void what_a_clients_policy_rejects_hides_nothing_behind_it() {
    Policy notOne =
        new Policy(
            "not-one",
            List.of(
                new Policy.Rule(
                    List.of(new Policy.Match.FromPeer("e1")), List.of(), Policy.Action.REJECT)),
            Policy.Action.ACCEPT);
    Peer picky = customer(3, notOne);
    customer(1, Policy.ACCEPT_ALL).announce("192.0.2.0/24", "65001");
    customer(2, Policy.ACCEPT_ALL).announce("192.0.2.0/24", "65002 65009");
    us.settle();
    assertThat(paths(picky)).isEqualTo("[65002 65009]");
  }

  @Test
  void the_best_external_path_is_announced_where_the_best_is_an_internal_neighbours() {
    PathsSent external = new PathsSent(new AddPath.All(), true, false);
    Peer asks =
        us.peer(
            "i1",
            1,
            Role.IBGP,
            Speaker.AS,
            Policy.ACCEPT_ALL,
            Policy.ACCEPT_ALL,
            new Paths(false, false, external));
    Peer internal = us.peer("i2", 2, Role.IBGP, Speaker.AS, Policy.ACCEPT_ALL, Policy.ACCEPT_ALL);
    Peer client = client(3, new Paths(false, false, external));
    Peer outside = us.ebgp(4, 65004);
    outside.announce("192.0.2.0/24", "65004 65009");
    internal.announce("192.0.2.0/24", "65005");
    us.settle();
    assertThat(paths(asks)).isEqualTo("[65004 65009]");
    assertThat(paths(internal)).isEqualTo("[]");
    assertThat(paths(client)).as("reflected to it").isEqualTo("[65005]");
    internal.withdraw("192.0.2.0/24");
    assertThat(news(asks)).as("it has that already").isEmpty();
    outside.withdraw("192.0.2.0/24");
    us.settle();
    assertThat(paths(asks)).isEqualTo("[]");
  }

  /// The second order of changes is kept for as long as somebody reads it.
  @Test
  void nothing_is_kept_of_several_paths_when_the_last_reader_has_gone() {
    us.client(1).announce("192.0.2.0/24", "65001");
    us.settle();
    long before = us.rib.bytes();
    Peer all = client(3, Paths.out(new AddPath.All()));
    us.settle();
    assertThat(us.rib.bytes()).isGreaterThan(before);
    for (String name : List.of("one", "two")) {
      Policy other = new Policy(name, List.of(), Policy.Action.ACCEPT);
      us.rib.policies(Map.of(all.session, new PeerProfile.Policies(Policy.ACCEPT_ALL, other)));
      us.settle();
    }
    all.session.down();
    us.settle();
    assertThat(us.rib.bytes()).isEqualTo(before);
  }

  @Test
  void a_client_that_is_sent_another_path_than_its_own_is_said_to_be() {
    Peer one = customer(1, Policy.ACCEPT_ALL);
    Peer two = customer(2, Policy.ACCEPT_ALL);
    one.announce("192.0.2.0/24", "65001");
    us.settle();
    assertThat(us.rib.view().explain(PREFIX, "e1").orElseThrow().export().orElseThrow().why())
        .isEqualTo("it was learned from there");
    two.announce("192.0.2.0/24", "65002 65003");
    us.settle();
    assertThat(us.rib.view().announced("e1", PREFIX)).isPresent();
    assertThat(us.rib.view().explain(PREFIX, "e1").orElseThrow().export().orElseThrow().announced())
        .isTrue();
  }

  /// Neighbours choose which of the rules that say `next` match: more ways through them than there
  /// are numbers for, in one batch.
  @Test
  void a_policy_with_more_ways_through_it_than_numbers_sends_every_path_as_it_is() {
    List<Policy.Rule> rules = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      rules.add(
          new Policy.Rule(
              List.of(
                  new Policy.Match.Carries(
                      new CommunitySet("", List.of(CommunityPattern.standard(i))),
                      Policy.Quantifier.ANY)),
              List.of(),
              Policy.Action.NEXT));
    }
    Peer all =
        us.peer(
            "all",
            20,
            Role.CLIENT,
            Speaker.AS,
            Policy.ACCEPT_ALL,
            new Policy("many", rules, Policy.Action.ACCEPT),
            Paths.out(new AddPath.All()));
    us.settle();
    int told = 0;
    for (int i = 1; i <= 9; i++) {
      Peer peer = us.client(i);
      for (int prefix = 0; prefix < 4096; prefix++, told++) {
        int bits = told;
        int[] communities = IntStream.range(0, 16).filter(bit -> (bits >> bit & 1) != 0).toArray();
        peer.announce(
            "10." + (prefix >> 8) + "." + (prefix & 0xff) + ".0/24", "65001", communities);
      }
    }
    us.settle();
    assertThat(all.heard.paths.values().stream().mapToInt(Map::size).sum()).isEqualTo(told);
  }
}
