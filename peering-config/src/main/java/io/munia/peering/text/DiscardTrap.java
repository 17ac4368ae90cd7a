package io.munia.peering.text;

import io.munia.net.Prefix;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.IpamConfig;
import io.munia.peering.model.IpamConfig.Pool;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeeringConfig;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.route.PathOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The discard route of a rack's aggregate also covers the blocks of the rack's other nodes. So
/// each node must hear of the others' blocks, and they of its own: there must be a neighbour that
/// carries the pool's family, passes blocks on, and is let in and told them. A neighbour of which
/// that cannot be ruled out will do; a node without any neighbour is alone in its rack.
final class DiscardTrap {
  private static final int NO_ADVERTISE = 0xffff_ff02;
  private static final int NO_EXPORT_SUBCONFED = 0xffff_ff03;
  private static final String SWALLOWED =
      ": the discard route of the rack's aggregate would swallow the other nodes' blocks";
  private static final String SWALLOWING =
      ": the discard routes of the rack's other nodes would swallow this node's blocks";

  private static final IpamConfig NONE =
      new IpamConfig(
          "", new IpamConfig.Place("", "", ""), List.of(), Set.of(), true, 0, List.of(), 0);

  private final PeeringConfig config;
  private final IpamConfig ipam;
  private final Problems problems;

  DiscardTrap(PeeringConfig config, IpamConfig ipam, Problems problems) {
    this.config = config;
    this.ipam = ipam;
    this.problems = problems;
  }

  /// For questions about policies; nothing is checked.
  static DiscardTrap of(PeeringConfig config, Problems problems) {
    return new DiscardTrap(config, config.ipam().orElse(NONE), problems);
  }

  /// A neighbour, or those of a range.
  ///
  /// @param names a policy may call it by
  /// @param range whether one of its neighbours may go by another name still
  private record Neighbour(Set<String> names, boolean range, PeerOptions options) {}

  void run() {
    List<Neighbour> all = neighbours();
    if (!all.isEmpty()) {
      ipam.pools().stream().filter(pool -> !pool.levels().isEmpty()).forEach(p -> pool(p, all));
    }
  }

  /// Whether a neighbour may bring a route of at least this length that lies inside the prefix.
  boolean mayHear(Prefix inside, int lengthMin) {
    for (int length = lengthMin; length <= inside.version().bits(); length++) {
      Pool some = new Pool("", inside, length, List.of());
      if (neighbours().stream()
          .filter(each -> each.options().families().contains(inside.unicastFamily()))
          .anyMatch(each -> mayAccept(each.options().importPolicy(), some, each, false))) {
        return true;
      }
    }
    return false;
  }

  private List<Neighbour> neighbours() {
    List<Neighbour> all = new ArrayList<>();
    for (PeerConfig peer : config.peers()) {
      all.add(new Neighbour(names(peer.name(), peer.group()), false, peer.options()));
    }
    for (DynamicRange range : config.dynamic()) {
      all.add(new Neighbour(names(range.name(), range.group()), true, range.options()));
    }
    return all;
  }

  private static Set<String> names(String own, String group) {
    return group.isEmpty() || group.equals(own) ? Set.of(own) : Set.of(own, group);
  }

  private void pool(Pool pool, List<Neighbour> all) {
    String path = Given.join("munia.ipam.pools", pool.name());
    String family = pool.cidr().unicastFamily().toString();
    List<Neighbour> carrying =
        those(all, each -> each.options().families().contains(pool.cidr().unicastFamily()));
    List<Neighbour> passing = those(carrying, this::passesOn);
    List<Neighbour> heard =
        those(passing, each -> mayAccept(each.options().importPolicy(), pool, each, false));
    List<Neighbour> told =
        those(heard, each -> mayAccept(each.options().exportPolicy(), pool, each, true));
    if (carrying.isEmpty()) {
      problems.error(
          path,
          "has levels, but no neighbour's session carries " + family + SWALLOWED,
          "families = [" + family + "] at a neighbour would do");
    } else if (passing.isEmpty()) {
      passesNothing();
    } else if (heard.isEmpty()) {
      problems.error(
          path,
          "has levels, but no neighbour that passes blocks on has an import policy that lets them"
              + " in"
              + SWALLOWED,
          "accepting \"" + blocks(pool) + "\" would do");
    } else if (told.isEmpty()) {
      problems.error(
          path,
          "has levels, but no neighbour that passes blocks on has an export policy that lets ours"
              + " out"
              + SWALLOWING,
          "accepting source = ipam would do");
    }
  }

  private void passesNothing() {
    boolean toNobody = ipam.blockCommunities().contains(NO_ADVERTISE);
    problems.error(
        "munia.ipam",
        (toNobody
                ? "blocks carry no-advertise, so no neighbour passes them on"
                : "blocks carry no-export, but every neighbour is in another AS and would pass them"
                    + " to no other node")
            + SWALLOWED,
        "announce { communities = [\""
            + config.as().bits() % 65_536
            + ":1\"] }, held back at the ToR's spine side, would do, or a ToR in our AS");
  }

  private boolean passesOn(Neighbour neighbour) {
    Set<Integer> carried = ipam.blockCommunities();
    return !carried.contains(NO_ADVERTISE)
        && (neighbour.options().internal(config.as())
            || !carried.contains(IpamConfig.NO_EXPORT) && !carried.contains(NO_EXPORT_SUBCONFED));
  }

  private static String blocks(Pool pool) {
    return pool.cidr() + " le " + pool.blockLength();
  }

  private static List<Neighbour> those(List<Neighbour> all, Predicate<Neighbour> fit) {
    return all.stream().filter(fit).toList();
  }

  /// Whether some block of the pool gets through, as far as can be told.
  ///
  /// @param own whether the blocks are this node's: then all that rules ask is known
  private boolean mayAccept(Policy policy, Pool pool, Neighbour neighbour, boolean own) {
    for (Policy.Rule rule : policy.rules()) {
      if (rule.matches().stream().allMatch(match -> may(match, pool, neighbour, own))) {
        if (rule.then() == Policy.Action.ACCEPT) {
          return true;
        }
        if (rule.matches().stream().allMatch(match -> must(match, pool, neighbour, own))) {
          return false;
        }
      }
    }
    return policy.otherwise() == Policy.Action.ACCEPT;
  }

  /// Whether the condition holds for some block.
  private boolean may(Match match, Pool pool, Neighbour neighbour, boolean own) {
    return switch (match) {
      case Match.PrefixIn(var ranges) ->
          ranges.stream()
              .anyMatch(range ->
                  range.prefix().overlaps(pool.cidr()) && longEnough(range, pool.blockLength()));
      case Match.HasCommunity(int community) -> !own || ipam.blockCommunities().contains(community);
      case Match.FromPeer _ -> must(match, pool, neighbour, own) || !own && neighbour.range();
      case Match.OriginIn _ -> must(match, pool, neighbour, own);
    };
  }

  /// Whether the condition holds for every block.
  private boolean must(Match match, Pool pool, Neighbour neighbour, boolean own) {
    return switch (match) {
      case Match.PrefixIn(var ranges) ->
          ranges.stream()
              .anyMatch(range ->
                  range.prefix().contains(pool.cidr()) && longEnough(range, pool.blockLength()));
      case Match.HasCommunity(int community) -> own && ipam.blockCommunities().contains(community);
      case Match.OriginIn(var origins) -> origins.contains(origin(neighbour, own));
      case Match.FromPeer(String name) -> !own && neighbour.names().contains(name);
    };
  }

  private static boolean longEnough(Policy.PrefixRange range, int length) {
    Prefix covering = range.prefix();
    return length >= covering.length()
        && length >= range.lengthMin()
        && length <= range.lengthMax();
  }

  private PathOrigin origin(Neighbour neighbour, boolean own) {
    if (own) {
      return PathOrigin.IPAM_BLOCK;
    }
    return neighbour.options().internal(config.as()) ? PathOrigin.IBGP : PathOrigin.EBGP;
  }
}
