package io.munia.peering.text;

import io.munia.net.Prefix;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.FibConfig;
import io.munia.peering.model.IpamConfig;
import io.munia.peering.model.IpamConfig.Pool;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeerOptions.ReflectorClient;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.StaticRoute;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.aggregate.Aggregate.Suppress;
import io.munia.rib.aggregate.Aggregate.Towards;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.route.PathOrigin;
import java.util.ArrayList;
import java.util.List;

/// What makes the discard route of a configured aggregate dangerous. Where more specific routes are
/// known it is harmless: the longest match leads on. So the question is who may not know them:
///
/// - this speaker, where import policies turn away what neighbours have inside;
/// - this speaker, where the aggregate covers a pool and what other nodes own is turned away;
/// - other nodes of the pool, where the aggregate keeps our blocks from those who would tell them;
/// - clients of this reflector, where it keeps them from each other.
final class AggregateTrap {
  private final PeeringConfig config;
  private final DiscardTrap policies;
  private final Problems problems;
  private final List<PeerOptions> neighbours = new ArrayList<>();

  AggregateTrap(PeeringConfig config, DiscardTrap policies, Problems problems) {
    this.config = config;
    this.policies = policies;
    this.problems = problems;
    config.peers().stream().map(PeerConfig::options).forEach(neighbours::add);
    config.dynamic().stream().map(DynamicRange::options).forEach(neighbours::add);
  }

  void run() {
    for (Aggregate each : config.aggregates()) {
      String path = Given.join("munia.aggregates", each.prefix().toString());
      if (config.routes().stream().map(StaticRoute::prefix).anyMatch(each.prefix()::equals)) {
        problems.error(
            path, "munia.routes has a route to " + each.prefix() + " as well", "one would do");
      }
      if (config.fib() instanceof FibConfig.Off) {
        problems.error(
            path,
            "an aggregate, but fib = off: an aggregate is announced only where its discard route"
                + " is",
            "fib { table = main } would do");
      } else if (carried(each.prefix())) {
        heard(path, each);
        keptFromClients(path, each);
        config.ipam().ifPresent(ipam -> pools(path, each, ipam));
      }
    }
  }

  private boolean carried(Prefix prefix) {
    return neighbours.stream()
        .anyMatch(options -> options.families().contains(prefix.unicastFamily()));
  }

  /// What comes from neighbours is to contribute, so they have something inside.
  private void heard(String path, Aggregate each) {
    boolean any =
        neighbours.stream()
            .filter(options -> options.families().contains(each.prefix().unicastFamily()))
            .anyMatch(options ->
                each.sources()
                    .contains(options.internal(config.as()) ? PathOrigin.IBGP : PathOrigin.EBGP));
    if (any && !policies.mayHear(each.prefix(), each.prefix().length() + 1)) {
      problems.error(
          path,
          "takes contributors from neighbours, but no import policy lets a route inside "
              + each.prefix()
              + " in: the discard route of the aggregate would swallow what the neighbours have"
              + " there",
          "accepting \""
              + each.prefix()
              + " ge "
              + (each.prefix().length() + 1)
              + "\" would do, or source = local where they have nothing");
    }
  }

  private void keptFromClients(String path, Aggregate each) {
    boolean clients =
        neighbours.stream()
            .anyMatch(options ->
                options.client() == ReflectorClient.YES
                    && options.families().contains(each.prefix().unicastFamily()));
    if (clients
        && each.towards() == Towards.ALL
        && !(each.suppress() instanceof Suppress.None)
        && each.sources().contains(PathOrigin.IBGP)) {
      problems.error(
          path,
          "keeps the clients of this reflector from hearing of each other: a discard route of"
              + " theirs for "
              + each.prefix()
              + " would swallow the other clients' blocks",
          "suppress-to = external would do");
    }
  }

  private void pools(String path, Aggregate each, IpamConfig ipam) {
    for (Pool pool : ipam.pools()) {
      if (!pool.cidr().overlaps(each.prefix())) {
        continue;
      }
      if (hidesSome(each, pool) && !toldInside(each)) {
        problems.error(
            path,
            "suppresses this node's blocks of the pool "
                + pool.name()
                + ": the discard routes of the other nodes would swallow them",
            "suppress-to = external and a neighbour in our AS would do, or suppress = none");
      }
      int length = pool.levels().isEmpty() ? pool.blockLength() : pool.levels().getLast().span();
      if (length > each.prefix().length() && !policies.mayHear(inside(each, pool), length)) {
        problems.error(
            path,
            "covers what other nodes own of the pool "
                + pool.name()
                + ", which no import policy lets in: the discard route of the aggregate would"
                + " swallow the other nodes' blocks",
            "accepting \"" + pool.cidr() + " le " + pool.blockLength() + "\" would do");
      }
    }
  }

  private static Prefix inside(Aggregate each, Pool pool) {
    return each.prefix().contains(pool.cidr()) ? pool.cidr() : each.prefix();
  }

  /// Whether somebody in our AS is told all the same.
  private boolean toldInside(Aggregate each) {
    return each.towards() == Towards.EXTERNAL
        && neighbours.stream()
            .anyMatch(options ->
                options.internal(config.as())
                    && options.families().contains(each.prefix().unicastFamily()));
  }

  private static boolean hidesSome(Aggregate each, Pool pool) {
    return each.sources().contains(PathOrigin.IPAM_BLOCK)
        && pool.blockLength() > each.prefix().length()
        && (each.ranges().isEmpty() || some(each.ranges(), pool))
        && switch (each.suppress()) {
          case Suppress.None() -> false;
          case Suppress.All() -> true;
          case Suppress.Within(var ranges) -> some(ranges, pool);
        };
  }

  private static boolean some(List<PrefixRange> ranges, Pool pool) {
    return ranges.stream()
        .anyMatch(range ->
            range.prefix().overlaps(pool.cidr())
                && pool.blockLength() >= range.lengthMin()
                && pool.blockLength() <= range.lengthMax());
  }
}
