package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.ModelPolicies.Given;
import io.munia.rib.PathsSent.AddPath;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.Speaker.Paths;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.route.Multipath;
import io.munia.rib.route.Path;
import io.munia.rib.route.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever happens in whatever order, when all is quiet every neighbour has been told exactly what
/// a naive speaker, computing everything anew from what neighbours said last, would tell it: both
/// families, every role, policies, next hops that come and go, sessions that take nothing for long,
/// are lost and come back at once with another policy, are given other policies while they are up,
/// and ask for refreshes meanwhile; one path per destination and several, both ways, and the views
/// of a route server's clients.
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class RibModelTest {
  private static final List<Role> ROLES = List.of(Role.EBGP, Role.IBGP, Role.CLIENT);
  private static final int SEEDS = Integer.getInteger("munia.seeds", 24);
  private static final int FIRST_SEED = Integer.getInteger("munia.seed", 1);
  private static final int PREFIXES = 60;
  private static final int NEXT_HOPS = 4;

  /// Rings that overflow and slices that end at once, so that everybody falls behind now and then.
  private static final Limits SMALL = new Limits(1 << 20, 700, 1 << 20, 7, 5, 1 << 30);

  private static final List<Paths> SHAPES =
      List.of(
          Paths.PLAIN,
          new Paths(true, false, PathsSent.BEST),
          new Paths(false, false, new PathsSent(new AddPath.All(), true, true)),
          new Paths(true, false, new PathsSent(new AddPath.All(), true, true)),
          Paths.out(new AddPath.All()),
          new Paths(true, true, PathsSent.BEST),
          Paths.out(new AddPath.Best(2)),
          new Paths(true, true, new PathsSent(new AddPath.Best(2), false, true)),
          Paths.out(new AddPath.PerAs()));

  private final ModelNextHops nextHops = new ModelNextHops();
  private final ModelFib fib = new ModelFib();
  private Multipath multipath = Multipath.OFF;
  private Speaker us = new Speaker(nextHops, SMALL);
  private final NaiveSpeaker naive = new NaiveSpeaker(nextHops);
  private final List<Peer> peers = naive.peers;
  private List<Paths> shapes = List.of(Paths.PLAIN);
  private List<Given> letOut = ModelPolicies.OUT;
  private List<Role> roles = ROLES;
  private int number;

  static LongStream seeds() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_neighbour_ends_up_with_what_a_naive_speaker_would_tell_it(long seed) {
    walk(seed, new Random(seed));
  }

  /// All shapes of groups with each other, and with few policies and roles, so that groups have
  /// several members.
  @ParameterizedTest
  @MethodSource("seeds")
  void every_neighbour_ends_up_with_the_paths_that_a_naive_speaker_would_tell_it(long seed) {
    Random random = new Random(seed);
    shapes = some(SHAPES, 1 + random.nextInt(3), random);
    letOut = some(ModelPolicies.OUT, 1 + random.nextInt(2), random);
    roles = some(ROLES, 1 + random.nextInt(3), random);
    walk(seed, random);
  }

  private static <T> List<T> some(List<T> of, int count, Random random) {
    List<T> mixed = new ArrayList<>(of);
    Collections.shuffle(mixed, random);
    return mixed.subList(0, count);
  }

  private void walk(long seed, Random random) {
    for (int i = 0; i < 4; i++) {
      comeUp(random);
    }
    for (int step = 0; step < 600; step++) {
      act(random);
      if (step % 100 == 99) {
        quiet();
        check("seed " + seed + " step " + step);
      }
    }
    empty("seed " + seed);
  }

  /// The same where the forwarding table uses several paths.
  @ParameterizedTest
  @MethodSource("seeds")
  void packets_go_where_a_naive_speaker_would_send_them(long seed) {
    Random random = new Random(seed);
    multipath = new Multipath(1 + random.nextInt(3), 1 + random.nextInt(3), random.nextBoolean());
    us = new Speaker(nextHops, SMALL, multipath);
    us.rib.attach(fib);
    shapes = some(SHAPES, 1 + random.nextInt(2), random);
    roles = some(ROLES, 1 + random.nextInt(3), random);
    walk(seed, random);
    assertThat(fib.routes).isEmpty();
  }

  private void act(Random random) {
    Peer peer = peers.get(random.nextInt(peers.size()));
    switch (random.nextInt(22)) {
      case 0 -> {
        if (peers.size() < 9) {
          comeUp(random);
        }
      }
      case 1 -> {
        if (peers.size() > 2) {
          goDown(peer);
        }
      }
      case 2 -> {
        goDown(peer);
        comeUp(peer.name, peer.number, naive.role(peer), random);
      }
      case 3 ->
          peer.refresh(
              random.nextBoolean() ? AddressFamily.IPV4_UNICAST : AddressFamily.IPV6_UNICAST);
      case 4 -> peer.heard.room = random.nextInt(3);
      case 5 -> {
        peer.heard.room = -1;
        peer.session.writable();
      }
      case 6, 7, 8 -> withdraw(peer, random);
      case 9, 10, 11, 12, 13, 14 -> announce(peer, random);
      case 15 -> {
        if (random.nextBoolean()) {
          us.rib.serve();
        } else {
          us.rib.trim();
        }
      }
      case 16 ->
          nextHops.turn(nextHop(random.nextInt(NEXT_HOPS), version(random)), random.nextInt(3));
      case 17 -> nextHops.answer();
      case 18 -> changePolicies(random);
      default -> us.run(1 + random.nextInt(3));
    }
  }

  private void comeUp(Random random) {
    number++;
    comeUp("p" + number, number, roles.get(random.nextInt(roles.size())), random);
  }

  private void comeUp(String name, int number, Role role, Random random) {
    Given given = ModelPolicies.IN.get(random.nextInt(ModelPolicies.IN.size()));
    Given let = letOut.get(random.nextInt(letOut.size()));
    Peer peer =
        us.peer(
            name,
            number,
            role,
            role == Role.EBGP ? new Asn(65000 + number % 3) : Speaker.AS,
            given.policy(),
            let.policy(),
            shapes.get(random.nextInt(shapes.size())));
    naive.up(peer, role, given, let);
  }

  /// One reload: some neighbours, often those of one group, go on under other policies.
  private void changePolicies(Random random) {
    Map<RibPeer, PeerProfile.Policies> changed = new HashMap<>();
    Given given = ModelPolicies.IN.get(random.nextInt(ModelPolicies.IN.size()));
    Given let = ModelPolicies.OUT.get(random.nextInt(ModelPolicies.OUT.size()));
    int what = random.nextInt(3);
    for (Peer peer : peers) {
      if (random.nextBoolean()) {
        if (what != 0) {
          naive.in(peer, given);
        }
        if (what != 1) {
          naive.out(peer, let);
        }
        changed.put(peer.session, naive.policies(peer));
      }
    }
    us.rib.policies(changed);
  }

  private void goDown(Peer peer) {
    peer.session.down();
    naive.down(peer);
  }

  private void announce(Peer peer, Random random) {
    String path = naive.role(peer) == Role.EBGP ? peer.as.toString() : "65001";
    path += " 65010".repeat(random.nextInt(2));
    Long med = random.nextInt(3) == 0 ? Long.valueOf(random.nextInt(3)) : null;
    PathAttributes attributes =
        random.nextInt(3) == 0
            ? Speaker.attributes(path, med, ModelPolicies.COMMUNITY)
            : Speaker.attributes(path, med);
    List<Prefix> prefixes = prefixes(random);
    IpAddress nextHop = nextHop(random.nextInt(NEXT_HOPS), prefixes.getFirst().version());
    int id = id(peer, random);
    peer.announce(prefixes, id, attributes, nextHop);
    for (Prefix prefix : prefixes) {
      naive.announced(prefix, new NaiveSpeaker.Offer(peer, id, attributes, nextHop));
    }
  }

  private static int id(Peer peer, Random random) {
    return peer.paths.idsIn() ? random.nextInt(3) : 0;
  }

  private void withdraw(Peer peer, Random random) {
    List<Prefix> prefixes = prefixes(random);
    int id = id(peer, random);
    peer.withdraw(prefixes, id);
    prefixes.forEach(prefix -> naive.withdrawn(peer, prefix, id));
  }

  private static List<Prefix> prefixes(Random random) {
    IpVersion version = version(random);
    List<Prefix> prefixes = new ArrayList<>();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      prefixes.add(prefix(version, random.nextInt(PREFIXES)));
    }
    return prefixes.stream().distinct().toList();
  }

  private static IpVersion version(Random random) {
    return random.nextInt(3) == 0 ? IpVersion.V6 : IpVersion.V4;
  }

  private static Prefix prefix(IpVersion version, int number) {
    return Prefix.parse(
        version == IpVersion.V4
            ? "192.0." + number + ".0/24"
            : "2001:db8:" + Integer.toHexString(number) + "::/48");
  }

  private static IpAddress nextHop(int number, IpVersion version) {
    return IpAddress.parse((version == IpVersion.V4 ? "10.1.0." : "fd01::") + (1 + number));
  }

  private void quiet() {
    for (Peer peer : peers) {
      peer.heard.room = -1;
      peer.session.writable();
    }
    do {
      us.settle();
    } while (nextHops.answer());
  }

  private void empty(String where) {
    List.copyOf(peers).forEach(this::goDown);
    us.settle();
    for (AddressFamily family : AddressFamily.values()) {
      assertThat(us.rib.view().size(family)).as(where).isZero();
    }
    assertThat(nextHops.tracked()).as("%s: next hops still tracked", where).isZero();
  }

  private void check(String where) {
    for (IpVersion version : IpVersion.values()) {
      for (int i = 0; i < PREFIXES; i++) {
        Prefix prefix = prefix(version, i);
        assertThat(
                us.rib.view().route(prefix).stream()
                    .map(Route::paths)
                    .flatMap(List::stream)
                    .filter(Path::best)
                    .map(Path::peer)
                    .findFirst())
            .as("%s: chosen for %s", where, prefix)
            .isEqualTo(naive.best(prefix).map(offer -> offer.from().name));
        if (multipath.on()) {
          assertThat(fib.hops(prefix).stream().map(Fib.Hop::gateway).sorted().toList())
              .as("%s: packets to %s, %s", where, prefix, multipath)
              .isEqualTo(naive.hops(prefix, multipath));
        }
      }
    }
    peers.forEach(peer -> check(where, peer));
    for (AddressFamily family : AddressFamily.values()) {
      long prefixes =
          naive.prefixes().stream().filter(prefix -> prefix.unicastFamily() == family).count();
      assertThat(us.rib.view().size(family)).as(where).isEqualTo((int) prefixes);
    }
  }

  private void check(String where, Peer peer) {
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
    assertThat(heard).as("%s: told to %s, %s", where, peer, peer.paths).isEqualTo(expected);
    expected.forEach((prefix, told) ->
        assertThat(us.rib.view().announced(peer.name, prefix).orElseThrow().paths())
            .as("%s: shown as told to %s of %s", where, peer, prefix)
            .hasSize(told.size()));
    assertThat(peer.session.counters().prefixesOut())
        .as(where)
        .isEqualTo(expected.values().stream().mapToInt(List::size).sum());
    assertThat(peer.session.counters().pathsIn()).as(where).isEqualTo(naive.pathsIn(peer));
    assertThat(peer.heard.references).as("%s: kept for %s", where, peer).isZero();
    assertThat(peer.heard.endOfRib).as(where).hasSize(2);
  }
}
