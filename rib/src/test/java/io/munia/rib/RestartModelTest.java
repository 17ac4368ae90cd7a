package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.LongLived;
import io.munia.bgp.capability.Restart;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.ModelPolicies.Given;
import io.munia.rib.PathsSent.AddPath;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.Speaker.Extras;
import io.munia.rib.Speaker.Paths;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.route.Path;
import io.munia.rib.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Neighbours are lost gracefully, come back with less or more or under another policy, are lost
/// again before they have told all, or stay away until their time is over: what the others hear in
/// the end is what a naive speaker works out anew ([RFC 4724
/// §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2)).
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class RestartModelTest {
  private static final int SEEDS = Integer.getInteger("munia.seeds", 16);
  private static final int FIRST_SEED = Integer.getInteger("munia.seed", 1);
  private static final int PREFIXES = 40;
  private static final Set<AddressFamily> BOTH =
      Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
  private static final Retention KEPT =
      new Retention(BOTH, Duration.ofMinutes(2), Duration.ofMinutes(6), Map.of());

  /// More losses of one neighbour than this, while nothing is swept, are losses for good.
  private static final int LOSSES_MAX = 2;

  private static final List<Paths> SHAPES =
      List.of(Paths.PLAIN, new Paths(true, true, PathsSent.BEST), Paths.out(new AddPath.All()));
  private static final List<Role> ROLES = List.of(Role.EBGP, Role.IBGP, Role.CLIENT);

  private final ModelNextHops nextHops = new ModelNextHops();
  private final Speaker us =
      new Speaker(nextHops, new Limits(1 << 20, 700, 1 << 20, 7, 5, 1 << 30));
  private final NaiveSpeaker naive = new NaiveSpeaker(nextHops);
  private final Set<Peer> away = new HashSet<>();
  private final Map<String, Integer> losses = new HashMap<>();
  private int number;

  static LongStream seeds() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_is_left_of_a_neighbour_that_restarts_is_what_it_told_again(long seed) {
    Random random = new Random(seed);
    us.restart = new Restart(true, true, true, 120, BOTH, BOTH);
    us.longLived = LongLived.NONE;
    for (int i = 0; i < 4; i++) {
      comeUp(random);
    }
    for (int step = 0; step < 400; step++) {
      act(random);
      if (step % 80 == 79) {
        quiet();
        check("seed " + seed + " step " + step);
      }
    }
    for (Peer peer : List.copyOf(naive.peers)) {
      peer.session.down();
    }
    us.settle();
    for (AddressFamily family : AddressFamily.values()) {
      assertThat(us.rib.view().size(family)).isZero();
    }
    assertThat(nextHops.tracked()).isZero();
  }

  private void act(Random random) {
    if (naive.peers.isEmpty()) {
      comeUp(random);
    }
    Peer peer = naive.peers.get(random.nextInt(naive.peers.size()));
    boolean there = !away.contains(peer);
    switch (random.nextInt(16)) {
      case 0 -> {
        if (naive.peers.size() < 7) {
          comeUp(random);
        }
      }
      case 1 -> {
        if (naive.peers.size() > 2) {
          peer.session.down();
          naive.down(peer);
          away.remove(peer);
        }
      }
      case 2, 3 -> {
        if (there && losses.merge(peer.name, 1, Integer::sum) <= LOSSES_MAX) {
          naive.lost(peer);
          peer.session.lost(KEPT);
          away.add(peer);
        }
      }
      case 4, 5, 6 -> {
        if (!there) {
          comeBack(peer, random);
        }
      }
      case 7 -> {
        if (there) {
          endOfRib(peer);
        }
      }
      case 8 -> changePolicies(random);
      case 9, 10, 11, 12 -> {
        if (there) {
          say(peer, random);
        }
      }
      default -> us.run(1 + random.nextInt(3));
    }
  }

  private void comeUp(Random random) {
    number++;
    Role role = ROLES.get(random.nextInt(ROLES.size()));
    Given in = ModelPolicies.IN.get(random.nextInt(ModelPolicies.IN.size()));
    Given out = ModelPolicies.OUT.get(random.nextInt(ModelPolicies.OUT.size()));
    Extras extras = Extras.NONE.sending(SHAPES.get(random.nextInt(SHAPES.size())));
    naive.up(peer("p" + number, number, role, in, out, extras), role, in, out);
  }

  private Peer peer(String name, int number, Role role, Given in, Given out, Extras extras) {
    Asn as = role == Role.EBGP ? new Asn(65000 + number % 3) : Speaker.AS;
    return us.peer(name, number, role, as, in.policy(), out.policy(), extras);
  }

  private void comeBack(Peer lost, Random random) {
    Given in = ModelPolicies.IN.get(random.nextInt(ModelPolicies.IN.size()));
    Given out = ModelPolicies.OUT.get(random.nextInt(ModelPolicies.OUT.size()));
    Peer now = peer(lost.name, lost.number, naive.role(lost), in, out, lost.extras);
    naive.back(lost, now, in, out);
    away.remove(lost);
  }

  private void endOfRib(Peer peer) {
    for (AddressFamily family : AddressFamily.values()) {
      peer.endOfRib(family);
      naive.endsRefresh(peer, family);
    }
  }

  private void changePolicies(Random random) {
    Map<RibPeer, PeerProfile.Policies> changed = new HashMap<>();
    Given in = ModelPolicies.IN.get(random.nextInt(ModelPolicies.IN.size()));
    for (Peer peer : naive.peers) {
      if (random.nextBoolean()) {
        naive.in(peer, in);
        changed.put(peer.session, naive.policies(peer));
      }
    }
    us.rib.policies(changed);
  }

  private void say(Peer peer, Random random) {
    boolean v4 = random.nextInt(3) > 0;
    int id = peer.paths.idsIn() ? random.nextInt(3) : 0;
    List<Prefix> prefixes = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(6); i++) {
      prefixes.add(prefix(v4, random.nextInt(PREFIXES)));
    }
    List<Prefix> distinct = prefixes.stream().distinct().toList();
    if (random.nextInt(4) == 0) {
      peer.withdraw(distinct, id);
      distinct.forEach(prefix -> naive.withdrawn(peer, prefix, id));
      return;
    }
    String path = naive.role(peer) == Role.EBGP ? peer.as.toString() : "65001";
    var attributes =
        Speaker.attributes(
            path + " 65010".repeat(random.nextInt(2)),
            random.nextInt(3) == 0 ? Long.valueOf(random.nextInt(3)) : null);
    IpAddress nextHop = IpAddress.parse((v4 ? "10.1.0." : "fd01::") + (1 + random.nextInt(3)));
    peer.announce(distinct, id, attributes, nextHop);
    for (Prefix prefix : distinct) {
      naive.announced(prefix, new NaiveSpeaker.Offer(peer, id, attributes, nextHop));
    }
  }

  private static Prefix prefix(boolean v4, int number) {
    return Prefix.parse(
        v4 ? "192.0." + number + ".0/24" : "2001:db8:" + Integer.toHexString(number) + "::/48");
  }

  /// All timers run out: who is away stays away, who is back has told all that it tells.
  private void quiet() {
    do {
      us.settle();
      while (!us.alarms.isEmpty()) {
        us.alarms.poll().run();
      }
      us.settle();
    } while (nextHops.answer() || !us.alarms.isEmpty());
    away.forEach(naive::down);
    away.clear();
    for (Peer peer : naive.peers) {
      for (AddressFamily family : AddressFamily.values()) {
        naive.endsRefresh(peer, family);
      }
    }
    losses.clear();
    naive.look();
  }

  private void check(String where) {
    for (int i = 0; i < PREFIXES; i++) {
      for (boolean v4 : List.of(true, false)) {
        Prefix prefix = prefix(v4, i);
        assertThat(
                us.rib.view().route(prefix).stream()
                    .map(Route::paths)
                    .flatMap(List::stream)
                    .filter(Path::best)
                    .map(Path::peer)
                    .findFirst())
            .as("%s: chosen for %s", where, prefix)
            .isEqualTo(naive.best(prefix).map(offer -> offer.from().name));
        assertThat(us.rib.view().route(prefix).stream().flatMap(route -> route.paths().stream()))
            .as("%s: nothing of %s is stale", where, prefix)
            .allMatch(path -> path.freshness() == Path.Freshness.FRESH);
      }
    }
    for (Peer peer : naive.peers) {
      Map<Prefix, List<String>> expected = new TreeMap<>();
      for (Prefix prefix : naive.prefixes()) {
        List<String> told = naive.told(peer, prefix);
        if (!told.isEmpty()) {
          expected.put(prefix, told);
        }
      }
      Map<Prefix, List<String>> heard = new TreeMap<>();
      peer.heard.paths.forEach((prefix, paths) ->
          heard.put(prefix, paths.values().stream().map(NaiveSpeaker::text).sorted().toList()));
      assertThat(heard).as("%s: told to %s", where, peer).isEqualTo(expected);
      assertThat(peer.session.counters().pathsIn()).as(where).isEqualTo(naive.pathsIn(peer));
      assertThat(peer.heard.endOfRib).as(where).hasSize(2);
      assertThat(us.rib.view().stale(peer.name)).as(where).isEmpty();
    }
  }
}
