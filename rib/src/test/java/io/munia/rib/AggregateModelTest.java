package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.Prefix;
import io.munia.rib.PathsSent.AddPath;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.Speaker.Paths;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.aggregate.Aggregate.Atomic;
import io.munia.rib.aggregate.Aggregate.Suppress;
import io.munia.rib.aggregate.Aggregate.Towards;
import io.munia.rib.aggregate.AggregateReport;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.route.LocalRoute;
import io.munia.rib.route.LocalRoute.Announce;
import io.munia.rib.route.LocalRoute.Discard;
import io.munia.rib.route.Path;
import io.munia.rib.route.PathOrigin;
import io.munia.rib.route.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Routes and aggregates come, change and go in any order, with slices that end at once and
/// neighbours that take nothing for a while. When all is quiet, what was counted step by step is
/// what a count of the whole table gives, and every neighbour believes what follows from it. And a
/// neighbour that is served as it comes never loses a destination that is there all the time,
/// however often it is taken into an aggregate and let out again.
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class AggregateModelTest {
  private static final int SEEDS = Integer.getInteger("munia.seeds", 24);
  private static final int FIRST_SEED = Integer.getInteger("munia.seed", 1);
  private static final Limits SMALL = new Limits(1 << 20, 700, 1 << 20, 5, 7, 1 << 30);

  private static final List<Prefix> COVERS =
      prefixes(
          "10.0.0.0/8",
          "10.64.0.0/12",
          "10.64.0.0/16",
          "10.65.0.0/16",
          "10.64.0.0/20",
          "192.168.0.0/16",
          "0.0.0.0/0",
          "fd64::/32",
          "fd64::/48",
          "fd00::/8");
  private static final List<Prefix> ROUTES =
      prefixes(
          "10.64.0.0/24",
          "10.64.1.0/24",
          "10.64.2.0/24",
          "10.64.0.0/26",
          "10.64.0.64/26",
          "10.64.16.0/20",
          "10.64.0.0/20",
          "10.64.0.0/16",
          "10.65.0.0/24",
          "10.65.1.0/24",
          "10.80.0.0/24",
          "10.1.0.0/16",
          "172.16.0.0/24",
          "192.168.0.0/24",
          "192.168.1.0/24",
          "10.64.1.7/32",
          "10.0.0.0/8",
          "fd64::/64",
          "fd64:0:0:1::/64",
          "fd64:0:1::/48",
          "fd65::/48",
          "fd64::/48",
          "2001:db8::/32");

  /// There from the beginning to the end.
  private static final List<Prefix> CONSTANT = prefixes("10.64.3.0/24", "fd64:0:0:9::/64");

  private final Speaker us = new Speaker(NextHops.assumed(), SMALL);
  private final AnsweringFib kernel = new AnsweringFib();
  private final Peer constant = us.client(1);
  private final List<Peer> speaking = List.of(us.client(2), us.ebgp(3, 64900), us.ebgp(4, 64901));
  private final Peer watched = us.ebgp(5, 64902);

  /// Those who hear of paths that were not chosen, which go and come with the chosen one where an
  /// aggregate hides it.
  private final List<Peer> several = List.of(several("c6", 6), several("e7", 7));

  private final RouteSource.Originations statics = us.rib.originations("static");
  private final Map<Prefix, Aggregate> configured = new TreeMap<>();

  private Peer several(String name, int number) {
    boolean external = name.startsWith("e");
    return us.peer(
        name,
        number,
        external ? Role.EBGP : Role.CLIENT,
        external ? new Asn(64903) : Speaker.AS,
        Policy.ACCEPT_ALL,
        Policy.ACCEPT_ALL,
        Paths.out(new AddPath.All()));
  }

  private static List<Prefix> prefixes(String... texts) {
    return Stream.of(texts).map(Prefix::parse).toList();
  }

  static LongStream seeds() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_is_counted_and_told_is_what_a_look_at_everything_gives(long seed) {
    Random random = new Random(seed);
    us.rib.attach(kernel);
    for (AddressFamily family : AddressFamily.UNICAST) {
      constant.endOfRib(family);
    }
    CONSTANT.forEach(
        prefix -> constant.announce(List.of(prefix), Speaker.attributes("65001", null)));
    quiet();
    for (int step = 0; step < 600; step++) {
      act(random);
      if (step % 60 == 59) {
        quiet();
        check("seed " + seed + " step " + step);
      }
    }
    assertThat(holes(watched)).as("seed " + seed).isEmpty();
    configured.clear();
    us.rib.aggregate(List.of());
    quiet();
    check("seed " + seed + " without any");
    assertThat(us.rib.view().aggregates()).isEmpty();
  }

  private void act(Random random) {
    Peer peer = speaking.get(random.nextInt(speaking.size()));
    Prefix route = ROUTES.get(random.nextInt(ROUTES.size()));
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> announce(peer, route, random);
      case 4, 5 -> peer.withdraw(List.of(route));
      case 6 -> originate(route, random);
      case 7 -> statics.withdraw(route);
      case 8, 9 -> configure(random);
      case 10 -> peer.heard.room = random.nextInt(3);
      case 11 -> {
        peer.heard.room = -1;
        peer.session.writable();
      }
      case 12 -> us.rib.serve();
      case 13 -> kernel.answer();
      default -> us.run(1 + random.nextInt(4));
    }
  }

  /// Only what carries a higher LOCAL_PREF could take the aggregates' place.
  private static void announce(Peer peer, Prefix route, Random random) {
    PathAttributes plain = Speaker.attributes(random.nextBoolean() ? "64900 65010" : "", null);
    String path = peer.name.startsWith("e") ? peer.as.toString() + " 65010" : "";
    peer.announce(
        List.of(route),
        new PathAttributes(
            List.of(Origin.values()).get(random.nextInt(3)),
            path.isEmpty() ? plain.asPath() : Speaker.attributes(path, null).asPath(),
            null,
            null,
            false,
            null,
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of()));
  }

  private void originate(Prefix route, Random random) {
    PathOrigin origin =
        route.isHost()
            ? PathOrigin.IPAM_ADDRESS
            : random.nextBoolean() ? PathOrigin.STATIC : PathOrigin.IPAM_BLOCK;
    statics.announce(new LocalRoute(route, origin, Discard.NO, Announce.AT_ONCE, Set.of()));
  }

  private void configure(Random random) {
    Prefix prefix = COVERS.get(random.nextInt(COVERS.size()));
    if (random.nextInt(3) == 0) {
      configured.remove(prefix);
    } else {
      configured.put(prefix, aggregate(prefix, random));
    }
    us.rib.aggregate(List.copyOf(configured.values()));
  }

  private static Aggregate aggregate(Prefix prefix, Random random) {
    List<PrefixRange> ranges =
        List.of(
            new PrefixRange(
                prefix, prefix.length() + random.nextInt(12), prefix.version().bits() - 2));
    List<Suppress> suppress =
        List.of(
            new Suppress.None(),
            new Suppress.All(),
            new Suppress.All(),
            new Suppress.Within(ranges));
    Set<PathOrigin> sources = new HashSet<>();
    for (PathOrigin origin : PathOrigin.values()) {
      if (random.nextInt(4) > 0) {
        sources.add(origin);
      }
    }
    return new Aggregate(
        prefix,
        random.nextBoolean() ? Set.of(PathOrigin.values()) : sources,
        random.nextInt(3) == 0 ? ranges : List.of(),
        random.nextInt(3) == 0 ? 2 : 1,
        suppress.get(random.nextInt(suppress.size())),
        random.nextInt(4) == 0 ? Towards.EXTERNAL : Towards.ALL,
        random.nextInt(4) == 0 ? Optional.of(Origin.EGP) : Optional.empty(),
        List.of(Atomic.values()).get(random.nextInt(3)),
        Set.of(random.nextInt(3)));
  }

  private void quiet() {
    for (Peer peer : speaking) {
      peer.heard.room = -1;
      peer.session.writable();
    }
    us.settle();
    while (kernel.answer()) {
      us.settle();
    }
  }

  // ---- everything anew

  private record Best(PathOrigin origin, String peer, PathAttributes attributes) {}

  private void check(String when) {
    Map<Prefix, Best> best = best();
    Set<Prefix> active = new TreeSet<>();
    for (Aggregate each : configured.values()) {
      List<Prefix> inside = contributors(each, best);
      AggregateReport report =
          us.rib.view().aggregates().stream()
              .filter(one -> one.prefix().equals(each.prefix()))
              .findFirst()
              .orElseThrow();
      assertThat(report.contributors()).as(when + " " + each).isEqualTo(inside.size());
      assertThat(new TreeSet<>(us.rib.view().contributors(each.prefix(), 0, 1000).prefixes()))
          .as(when + " " + each)
          .isEqualTo(new TreeSet<>(inside));
      if (inside.size() >= each.contributorsMin()) {
        assertThat(best).as(when + " " + each).containsKey(each.prefix());
        if (best.get(each.prefix()).origin() == PathOrigin.AGGREGATE) {
          active.add(each.prefix());
          attributes(each, inside, best, when);
        }
      }
      assertThat(report.state() == AggregateReport.State.ACTIVE)
          .as(when + " " + report)
          .isEqualTo(active.contains(each.prefix()));
    }
    best.forEach((prefix, one) -> {
      if (one.origin() == PathOrigin.AGGREGATE) {
        assertThat(active).as(when).contains(prefix);
        assertThat(kernel.discards(prefix.toString())).as(when + " " + prefix).isTrue();
      }
    });
    for (Peer peer : speaking) {
      told(peer, best, active, when);
    }
    told(watched, best, active, when);
    told(constant, best, active, when);
    several.forEach(peer -> toldOfPaths(peer, active, when));
  }

  private Map<Prefix, Best> best() {
    Map<Prefix, Best> best = new TreeMap<>();
    for (AddressFamily family : AddressFamily.UNICAST) {
      for (Prefix prefix : us.rib.view().page(family, 0, 1000).prefixes()) {
        Route route = us.rib.view().route(prefix).orElseThrow();
        for (Path path : route.paths()) {
          if (path.best()) {
            best.put(prefix, new Best(path.origin(), path.peer(), path.attributes()));
          }
        }
      }
    }
    return best;
  }

  private static List<Prefix> contributors(Aggregate aggregate, Map<Prefix, Best> best) {
    List<Prefix> inside = new ArrayList<>();
    best.forEach((prefix, one) -> {
      if (takes(aggregate, prefix, one.origin())) {
        inside.add(prefix);
      }
    });
    return inside;
  }

  private static boolean takes(Aggregate aggregate, Prefix prefix, PathOrigin origin) {
    return origin != PathOrigin.AGGREGATE
        && aggregate.prefix().contains(prefix)
        && !aggregate.prefix().equals(prefix)
        && aggregate.sources().contains(origin)
        && (aggregate.ranges().isEmpty() || within(aggregate.ranges(), prefix));
  }

  private static boolean within(List<PrefixRange> ranges, Prefix prefix) {
    return ranges.stream()
        .anyMatch(range ->
            range.prefix().contains(prefix)
                && prefix.length() >= range.lengthMin()
                && prefix.length() <= range.lengthMax());
  }

  private boolean hidden(Prefix prefix, Best one, Set<Prefix> active, Peer from) {
    return configured.values().stream()
        .filter(each -> active.contains(each.prefix()))
        .filter(each -> each.towards() == Towards.ALL || from.name.startsWith("e"))
        .filter(each -> one.origin() != PathOrigin.IPAM_ADDRESS)
        .filter(each -> takes(each, prefix, one.origin()))
        .anyMatch(each ->
            switch (each.suppress()) {
              case Suppress.None() -> false;
              case Suppress.All() -> true;
              case Suppress.Within(var ranges) -> within(ranges, prefix);
            });
  }

  private void told(Peer peer, Map<Prefix, Best> best, Set<Prefix> active, String when) {
    Set<Prefix> expected = new TreeSet<>();
    best.forEach((prefix, one) -> {
      if (!one.peer().equals(peer.name) && !hidden(prefix, one, active, peer)) {
        expected.add(prefix);
      }
    });
    assertThat(peer.heard.routes.keySet())
        .as("%s %s active %s%n%s", when, peer, active, configured.values())
        .isEqualTo(expected);
  }

  /// The chosen path decides for all of them.
  private void toldOfPaths(Peer peer, Set<Prefix> active, String when) {
    Map<Prefix, Integer> expected = new TreeMap<>();
    best()
        .forEach((prefix, chosen) -> {
          for (Path path : us.rib.view().route(prefix).orElseThrow().paths()) {
            boolean stands = path.origin() != PathOrigin.AGGREGATE || active.contains(prefix);
            if (stands && !hidden(prefix, chosen, active, peer)) {
              expected.merge(prefix, 1, Integer::sum);
            }
          }
        });
    Map<Prefix, Integer> heard = new TreeMap<>();
    peer.heard.paths.forEach((prefix, each) -> heard.put(prefix, each.size()));
    assertThat(heard)
        .as("%s %s active %s%n%s", when, peer, active, configured.values())
        .isEqualTo(expected);
  }

  private void attributes(
      Aggregate aggregate, List<Prefix> inside, Map<Prefix, Best> best, String when) {
    PathAttributes told = watched.heard.routes.get(aggregate.prefix()).attributes();
    boolean lost =
        inside.stream().anyMatch(each -> best.get(each).attributes().asPath().length() > 0);
    Origin worst =
        inside.stream()
            .map(each -> best.get(each).attributes().origin())
            .max(Origin::compareTo)
            .orElseThrow();
    assertThat(told.atomicAggregate())
        .as(when + " " + aggregate)
        .isEqualTo(
            switch (aggregate.atomic()) {
              case AUTO -> lost;
              case ALWAYS -> true;
              case NEVER -> false;
            });
    assertThat(told.origin())
        .as(when + " " + aggregate)
        .isEqualTo(aggregate.origin().orElse(worst));
    assertThat(told.aggregator()).isEqualTo(new PathAttributes.Aggregator(Speaker.AS, Speaker.ID));
    assertThat(Set.copyOf(told.communities())).as(when).isEqualTo(aggregate.communities());
  }

  /// Moments at which this neighbour knew no way to what was there all the time.
  private static List<String> holes(Peer peer) {
    List<String> holes = new ArrayList<>();
    Set<Prefix> known = new TreeSet<>();
    Set<Prefix> met = new HashSet<>();
    for (String line : peer.heard.log) {
      if (line.startsWith("+ ")) {
        known.add(Prefix.parse(line.substring(2)));
      } else if (line.startsWith("- ")) {
        known.remove(Prefix.parse(line.substring(2)));
      }
      for (Prefix prefix : CONSTANT) {
        boolean covered = known.stream().anyMatch(each -> each.contains(prefix));
        if (covered) {
          met.add(prefix);
        } else if (met.contains(prefix)) {
          holes.add(prefix + " after " + line);
        }
      }
    }
    return holes;
  }
}
