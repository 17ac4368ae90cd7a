package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.rib.ModelPolicies.Given;
import io.munia.rib.PathsSent.AddPath;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.PrefixLimit.Action;
import io.munia.rib.Speaker.Extras;
import io.munia.rib.Speaker.Paths;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.route.Multipath;
import io.munia.rib.route.Path;
import io.munia.rib.route.PathOrigin;
import io.munia.rib.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  private static final int SEEDS = Integer.getInteger("munia.seeds", 16);
  private static final int FIRST_SEED = Integer.getInteger("munia.seed", 1);
  private static final int PREFIXES = 60;
  private static final int NEXT_HOPS = 4;
  private static final Asn OUTSIDE = new Asn(64000);
  private static final Asn MEMBER = new Asn(64513);
  private static final List<Prefix> COVERS =
      List.of(
          Prefix.parse("192.0.0.0/16"),
          Prefix.parse("192.0.0.0/18"),
          Prefix.parse("192.0.32.0/19"),
          Prefix.parse("2001:db8::/32"),
          Prefix.parse("2001:db8::/43"));

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

  /// Refreshes that began since all was quiet.
  private final Map<String, Integer> begun = new HashMap<>();

  private int number;

  /// Whether everything is in it that a configuration can have.
  private boolean everything;

  private @Nullable Asn confederation;

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

  /// All that a configuration can have at once: aggregates that hide what they stand for, clusters,
  /// a confederation, limits, intervals, and refreshes that a neighbour delimits.
  @ParameterizedTest
  @MethodSource("seeds")
  void every_neighbour_ends_up_with_what_all_options_together_say(long seed) {
    Random random = new Random(seed);
    everything = true;
    us.rib.attach(fib);
    shapes = some(SHAPES, 1 + random.nextInt(3), random);
    letOut = some(ModelPolicies.OUT, 1 + random.nextInt(2), random);
    confederation = random.nextBoolean() ? OUTSIDE : null;
    roles =
        some(
            confederation == null
                ? ROLES
                : List.of(Role.EBGP, Role.IBGP, Role.CLIENT, Role.CONFEDERATION),
            1 + random.nextInt(4),
            random);
    walk(seed, random);
    assertThat(fib.routes).isEmpty();
  }

  private static <T> List<T> some(List<T> of, int count, Random random) {
    List<T> mixed = new ArrayList<>(of);
    Collections.shuffle(mixed, random);
    return mixed.subList(0, Math.min(count, mixed.size()));
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
    switch (random.nextInt(everything ? 28 : 22)) {
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
      case 22, 23 -> delimit(peer, random);
      case 24 -> changeClusters(random);
      case 25, 26 -> changeAggregates(random);
      case 27 -> intervalsEnd(1);
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
    Asn as =
        switch (role) {
          case EBGP -> new Asn(65000 + number % 3);
          case CONFEDERATION -> new Asn(64513 + number % 2);
          case IBGP, CLIENT -> Speaker.AS;
        };
    Paths paths = shapes.get(random.nextInt(shapes.size()));
    Peer peer =
        us.peer(
            name,
            number,
            role,
            as,
            given.policy(),
            let.policy(),
            everything ? extras(paths, random) : Extras.NONE.sending(paths));
    naive.up(peer, role, given, let);
    if (everything) {
      for (AddressFamily family : AddressFamily.UNICAST) {
        peer.endOfRib(family);
      }
    }
  }

  private Extras extras(Paths paths, Random random) {
    PrefixLimit limit =
        new PrefixLimit(
            4 + random.nextInt(20), 100, Action.BLOCK, Duration.ZERO, PrefixLimit.Counts.RECEIVED);
    Map<AddressFamily, PrefixLimit> limits = Map.of(AddressFamily.IPV4_UNICAST, limit);
    PeerLimits limited =
        switch (random.nextInt(8)) {
          case 0, 1 -> new PeerLimits(limits, Map.of());
          case 2 -> paths.equals(Paths.PLAIN) ? new PeerLimits(Map.of(), limits) : PeerLimits.NONE;
          default -> PeerLimits.NONE;
        };
    return new Extras(
        cluster(random),
        random.nextInt(3) > 0,
        random.nextInt(4) == 0 ? Duration.ofSeconds(5) : Duration.ZERO,
        confederation,
        limited,
        paths);
  }

  private static RouterId cluster(Random random) {
    return List.of(Speaker.ID, RouterId.parse("10.9.0.1"), RouterId.parse("10.9.0.2"))
        .get(random.nextInt(3));
  }

  /// A refresh begins, or ends that has begun; not more often than generations tell apart, and not
  /// where what is stale still counts for a limit.
  private void delimit(Peer peer, Random random) {
    AddressFamily family =
        random.nextBoolean() ? AddressFamily.IPV4_UNICAST : AddressFamily.IPV6_UNICAST;
    if (naive.endsRefresh(peer, family)) {
      peer.refreshMark(family, RouteRefresh.Subtype.END);
    } else if (peer.extras.limits().in().isEmpty()
        && begun.merge(peer.name + family, 1, Integer::sum) <= 2
        && naive.beginsRefresh(peer, family)) {
      peer.refreshMark(family, RouteRefresh.Subtype.BEGINNING);
    }
  }

  private void changeClusters(Random random) {
    naive.clusters = random.nextBoolean() ? Set.of() : Set.of(cluster(random));
    us.rib.clusters(naive.clusters);
  }

  private void changeAggregates(Random random) {
    List<Aggregate> wanted = new ArrayList<>();
    for (Prefix prefix : COVERS) {
      Set<PathOrigin> sources =
          switch (random.nextInt(3)) {
            case 0 -> Set.of(PathOrigin.EBGP);
            case 1 -> Set.of(PathOrigin.IBGP);
            default -> Set.of(PathOrigin.values());
          };
      if (random.nextInt(3) == 0) {
        wanted.add(
            new Aggregate(
                prefix,
                sources,
                List.of(),
                1 + random.nextInt(3),
                random.nextInt(3) == 0
                    ? new Aggregate.Suppress.None()
                    : new Aggregate.Suppress.All(),
                random.nextInt(3) == 0 ? Aggregate.Towards.EXTERNAL : Aggregate.Towards.ALL,
                Optional.empty(),
                Aggregate.Atomic.AUTO,
                random.nextBoolean() ? Set.of() : Set.of(ModelPolicies.COMMUNITY)));
      }
    }
    naive.aggregates = wanted;
    us.rib.aggregate(wanted);
  }

  private void intervalsEnd(int most) {
    for (int i = 0; i < most && !us.alarms.isEmpty(); i++) {
      us.alarms.poll().run();
    }
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
    PathAttributes plain =
        random.nextInt(3) == 0
            ? Speaker.attributes(path, med, ModelPolicies.COMMUNITY)
            : Speaker.attributes(path, med);
    PathAttributes attributes = everything ? travelled(peer, plain, random) : plain;
    List<Prefix> prefixes = prefixes(random);
    IpAddress nextHop = nextHop(random.nextInt(NEXT_HOPS), prefixes.getFirst().version());
    int id = id(peer, random);
    peer.announce(prefixes, id, attributes, nextHop);
    for (Prefix prefix : prefixes) {
      naive.announced(prefix, new NaiveSpeaker.Offer(peer, id, attributes, nextHop));
    }
  }

  /// Through members of the confederation and clusters, some of them ours.
  private PathAttributes travelled(Peer peer, PathAttributes was, Random random) {
    Role role = naive.role(peer);
    List<AsPath.Segment> segments = new ArrayList<>(was.asPath().segments());
    boolean inside = confederation != null && (role == Role.IBGP || role == Role.CLIENT);
    if (role == Role.CONFEDERATION || inside && random.nextInt(3) == 0) {
      List<Asn> members = new ArrayList<>();
      members.add(role == Role.CONFEDERATION ? peer.as : MEMBER);
      if (random.nextInt(6) == 0) {
        members.add(Speaker.AS);
      }
      segments.addFirst(new AsPath.Segment(AsPath.Kind.CONFED_SEQUENCE, members));
    }
    if (random.nextInt(8) == 0) {
      Asn ours = random.nextBoolean() ? Speaker.AS : OUTSIDE;
      segments.add(new AsPath.Segment(AsPath.Kind.SEQUENCE, List.of(ours)));
    }
    boolean reflected = (role == Role.IBGP || role == Role.CLIENT) && random.nextInt(3) == 0;
    List<RouterId> clusters = new ArrayList<>();
    for (int i = 0; reflected && i <= random.nextInt(2); i++) {
      clusters.add(random.nextInt(3) == 0 ? cluster(random) : RouterId.parse("10.9.9.9"));
    }
    return new PathAttributes(
        was.origin(),
        new AsPath(segments),
        was.med(),
        null,
        false,
        null,
        was.communities(),
        List.of(),
        List.of(),
        reflected ? new RouterId(0x0a08_0000 + random.nextInt(3)) : null,
        clusters,
        List.of());
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
      intervalsEnd(1000);
      us.settle();
    } while (nextHops.answer() || !us.alarms.isEmpty());
    for (Peer peer : peers) {
      for (AddressFamily family : AddressFamily.UNICAST) {
        naive.endsRefresh(peer, family); // it was waited for long enough
      }
    }
    begun.clear();
    naive.look();
  }

  private void empty(String where) {
    List.copyOf(peers).forEach(this::goDown);
    us.settle();
    for (AddressFamily family : AddressFamily.UNICAST) {
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
    for (AddressFamily family : AddressFamily.UNICAST) {
      long prefixes =
          Stream.concat(naive.prefixes().stream(), naive.active().stream().map(Aggregate::prefix))
              .filter(prefix -> prefix.unicastFamily() == family)
              .count();
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
    for (Aggregate aggregate : naive.active()) {
      naive
          .told(peer, aggregate)
          .ifPresent(told -> expected.put(aggregate.prefix(), List.of(told)));
    }
    Map<Prefix, List<String>> heard = new TreeMap<>();
    peer.heard.paths.forEach((prefix, paths) ->
        heard.put(prefix, paths.values().stream().map(NaiveSpeaker::text).sorted().toList()));
    if (!peer.extras.limits().out().isEmpty()) {
      keepsToItsLimit(where, peer, heard, expected);
      return;
    }
    assertThat(heard).as("%s: told to %s, %s", where, peer, peer.paths).isEqualTo(expected);
    for (Prefix prefix : naive.prefixes()) {
      assertThat(us.rib.view().explain(prefix, peer.name).orElseThrow().export().orElseThrow())
          .as("%s: explained to %s of %s", where, peer, prefix)
          .matches(it -> it.announced() == expected.containsKey(prefix));
    }
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

  /// Which of them it is told depends on the order in which they came.
  private static void keepsToItsLimit(
      String where,
      Peer peer,
      Map<Prefix, List<String>> heard,
      Map<Prefix, List<String>> expected) {
    assertThat(expected).as("%s: told to %s", where, peer).containsAllEntriesOf(heard);
    peer.extras
        .limits()
        .out()
        .forEach((family, limit) ->
            assertThat(
                    heard.keySet().stream()
                        .filter(prefix -> prefix.unicastFamily() == family)
                        .count())
                .as("%s: told to %s", where, peer)
                .isLessThanOrEqualTo(limit.max()));
  }
}
