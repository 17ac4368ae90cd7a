package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.ModelPolicies.Given;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.route.Path;
import io.munia.rib.route.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever happens in whatever order, when all is quiet every neighbour has been told exactly what
/// a naive speaker, computing everything anew from what neighbours said last, would tell it: both
/// families, every role, policies, next hops that come and go, sessions that take nothing for long,
/// are lost and come back at once with another policy, are given other policies while they are up,
/// and ask for refreshes meanwhile.
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class RibModelTest {
  private static final List<Role> ROLES = List.of(Role.EBGP, Role.IBGP, Role.CLIENT);
  private static final int SEEDS = Integer.getInteger("munia.seeds", 24);
  private static final int FIRST_SEED = Integer.getInteger("munia.seed", 1);
  private static final int PREFIXES = 60;
  private static final int NEXT_HOPS = 4;

  /// Rings that overflow and slices that end at once, so that everybody falls behind now and then.
  private static final Limits SMALL = new Limits(1 << 20, 700, 1 << 20, 7, 5, 1 << 30);

  private record Said(PathAttributes attributes, IpAddress nextHop) {}

  private final ModelNextHops nextHops = new ModelNextHops();
  private final Speaker us = new Speaker(nextHops, SMALL);
  private final List<Peer> peers = new ArrayList<>();
  private final Map<Peer, Map<Prefix, Said>> said = new HashMap<>();
  private final Map<Peer, Role> roles = new HashMap<>();
  private final Map<Peer, Given> in = new HashMap<>();
  private final Map<Peer, Given> out = new HashMap<>();
  private int number;

  static LongStream seeds() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_neighbour_ends_up_with_what_a_naive_speaker_would_tell_it(long seed) {
    Random random = new Random(seed);
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
        comeUp(peer.name, peer.number, roles.get(peer), random);
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
    comeUp("p" + number, number, ROLES.get(random.nextInt(ROLES.size())), random);
  }

  private void comeUp(String name, int number, Role role, Random random) {
    Given given = ModelPolicies.IN.get(random.nextInt(ModelPolicies.IN.size()));
    Given let = ModelPolicies.OUT.get(random.nextInt(ModelPolicies.OUT.size()));
    Peer peer =
        us.peer(
            name,
            number,
            role,
            role == Role.EBGP ? new Asn(65000 + number % 3) : Speaker.AS,
            given.policy(),
            let.policy());
    peers.add(peer);
    said.put(peer, new HashMap<>());
    roles.put(peer, role);
    in.put(peer, given);
    out.put(peer, let);
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
          in.put(peer, given);
        }
        if (what != 1) {
          out.put(peer, let);
        }
        changed.put(
            peer.session, new PeerProfile.Policies(in.get(peer).policy(), out.get(peer).policy()));
      }
    }
    us.rib.policies(changed);
  }

  private void goDown(Peer peer) {
    peer.session.down();
    peers.remove(peer);
  }

  private void announce(Peer peer, Random random) {
    String path = roles.get(peer) == Role.EBGP ? peer.as.toString() : "65001";
    path += " 65010".repeat(random.nextInt(2));
    Long med = random.nextInt(3) == 0 ? Long.valueOf(random.nextInt(3)) : null;
    PathAttributes attributes =
        random.nextInt(3) == 0
            ? Speaker.attributes(path, med, ModelPolicies.COMMUNITY)
            : Speaker.attributes(path, med);
    List<Prefix> prefixes = prefixes(random);
    IpAddress nextHop = nextHop(random.nextInt(NEXT_HOPS), prefixes.getFirst().version());
    peer.announce(prefixes, attributes, nextHop);
    for (Prefix prefix : prefixes) {
      said.get(peer).put(prefix, new Said(attributes, nextHop));
    }
  }

  private void withdraw(Peer peer, Random random) {
    List<Prefix> prefixes = prefixes(random);
    peer.withdraw(prefixes);
    prefixes.forEach(said.get(peer)::remove);
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
    Map<Prefix, Peer> best = new HashMap<>();
    for (IpVersion version : IpVersion.values()) {
      for (int i = 0; i < PREFIXES; i++) {
        Prefix prefix = prefix(version, i);
        Peer chosen = naive(prefix);
        if (chosen != null) {
          best.put(prefix, chosen);
        }
        assertThat(
                us.rib.view().route(prefix).stream()
                    .map(Route::paths)
                    .flatMap(List::stream)
                    .filter(Path::best)
                    .map(Path::peer)
                    .findFirst())
            .as("%s: chosen for %s", where, prefix)
            .isEqualTo(Optional.ofNullable(chosen).map(peer -> peer.name));
      }
    }
    peers.forEach(peer -> check(where, peer, best));
    for (AddressFamily family : AddressFamily.values()) {
      long prefixes =
          peers.stream()
              .flatMap(peer -> said.get(peer).keySet().stream())
              .filter(prefix -> prefix.unicastFamily() == family)
              .distinct()
              .count();
      assertThat(us.rib.view().size(family)).as(where).isEqualTo((int) prefixes);
    }
  }

  private void check(String where, Peer peer, Map<Prefix, Peer> best) {
    Map<Prefix, String> expected = new TreeMap<>();
    best.forEach((prefix, from) -> {
      PathAttributes let =
          from == peer || roles.get(from) == Role.IBGP && roles.get(peer) == Role.IBGP
              ? null
              : out.get(peer).apply(prefix, from.name, attributes(from, prefix));
      if (let != null) {
        expected.put(prefix, told(peer, from, prefix, let));
      }
    });
    Map<Prefix, String> heard = new TreeMap<>();
    peer.heard.routes.forEach(
        (prefix, it) -> heard.put(prefix, text(it.nextHop(), it.attributes())));
    assertThat(heard).as("%s: told to %s", where, peer).isEqualTo(expected);
    assertThat(peer.session.counters().prefixesOut()).as(where).isEqualTo(expected.size());
    assertThat(peer.session.counters().pathsIn()).as(where).isEqualTo(said.get(peer).size());
    assertThat(peer.heard.references).as("%s: kept for %s", where, peer).isZero();
    assertThat(peer.heard.endOfRib).as(where).hasSize(2);
  }

  private String told(Peer peer, Peer from, Prefix prefix, PathAttributes let) {
    boolean external = roles.get(peer) == Role.EBGP;
    IpAddress own = prefix.version() == IpVersion.V4 ? Speaker.LOCAL_V4 : Speaker.LOCAL_V6;
    IpAddress nextHop = external ? own : said.get(from).get(prefix).nextHop();
    boolean reflected = !external && roles.get(from) != Role.EBGP;
    return nextHop
        + " "
        + (external ? Speaker.AS + " " : "")
        + let.asPath()
        + " "
        + (external ? null : let.med())
        + " "
        + (external ? null : let.localPref() == null ? Long.valueOf(100) : let.localPref())
        + " "
        + let.communities()
        + " "
        + (reflected ? from.here().remoteId() + " " + List.of(Speaker.ID) : "null []");
  }

  private static String text(IpAddress nextHop, PathAttributes it) {
    return nextHop
        + " "
        + it.asPath()
        + " "
        + it.med()
        + " "
        + it.localPref()
        + " "
        + it.communities()
        + " "
        + it.originatorId()
        + " "
        + it.clusterList();
  }

  /// The whole decision on values, by elimination, in the words of the RFC.
  private @Nullable Peer naive(Prefix prefix) {
    List<Peer> left =
        new ArrayList<>(
            peers.stream()
                .filter(it -> said.get(it).containsKey(prefix))
                .filter(it -> attributes(it, prefix) != null)
                .filter(it -> nextHops.reachable(said.get(it).get(prefix).nextHop()))
                .toList());
    keepLowest(left, peer -> -in.get(peer).weight(said.get(peer).get(prefix).attributes()));
    keepLowest(left, peer -> -localPref(attributes(peer, prefix)));
    keepLowest(left, peer -> attributes(peer, prefix).asPath().length());
    List<Peer> all = List.copyOf(left);
    left.removeIf(peer ->
        all.stream()
            .anyMatch(other ->
                attributes(other, prefix)
                        .asPath()
                        .first()
                        .equals(attributes(peer, prefix).asPath().first())
                    && med(other, prefix) < med(peer, prefix)));
    keepLowest(left, peer -> roles.get(peer) == Role.EBGP ? 0 : 1);
    keepLowest(left, peer -> nextHops.cost(said.get(peer).get(prefix).nextHop()));
    return left.stream().min(Comparator.comparing(peer -> peer.address)).orElse(null);
  }

  /// As import policy left them; null where it rejected the path.
  private @Nullable PathAttributes attributes(Peer peer, Prefix prefix) {
    return in.get(peer).apply(prefix, peer.name, said.get(peer).get(prefix).attributes());
  }

  private static long localPref(PathAttributes attributes) {
    Long value = attributes.localPref();
    return value == null ? 100 : value;
  }

  private long med(Peer peer, Prefix prefix) {
    Long med = attributes(peer, prefix).med();
    return med == null ? 0 : med;
  }

  private static void keepLowest(List<Peer> left, ToLongFunction<Peer> rank) {
    long lowest = left.stream().mapToLong(rank).min().orElse(0);
    left.removeIf(peer -> rank.applyAsLong(peer) != lowest);
  }
}
