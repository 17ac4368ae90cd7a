package io.munia.peering.model;

import io.munia.net.Prefix;
import java.util.List;
import java.util.Set;

/// Address blocks of this node.
///
/// @param store path of the file in which claims are kept
/// @param place where the node stands
/// @param pools what blocks are cut from
/// @param blockCommunities carried by the blocks that lie under an aggregate; NO_EXPORT keeps them
///   inside the AS
/// @param strictAffinity whether a node takes addresses from its own blocks alone
/// @param cooldownSeconds how long a released address rests
/// @param reserved addresses that are never handed out
/// @param blocksPerNodeMax most blocks this node takes of a pool; 0 for no limit
public record IpamConfig(
    String store,
    Place place,
    List<Pool> pools,
    Set<Integer> blockCommunities,
    boolean strictAffinity,
    long cooldownSeconds,
    List<Prefix> reserved,
    int blocksPerNodeMax) {
  /// NO_EXPORT ([RFC 1997](https://www.rfc-editor.org/rfc/rfc1997)).
  public static final int NO_EXPORT = 0xffff_ff01;

  public IpamConfig {
    pools = List.copyOf(pools);
    blockCommunities = Set.copyOf(blockCommunities);
    reserved = List.copyOf(reserved);
  }

  /// Whether the spans of some pool's innermost level are announced as aggregates, with discard
  /// routes under them.
  public boolean aggregates() {
    return pools.stream().anyMatch(pool -> !pool.levels().isEmpty());
  }

  /// @param zone empty where no level needs it
  /// @param rack empty where no level needs it
  public record Place(String zone, String rack, String node) {}

  /// @param blockLength prefix length of a block
  /// @param levels from the outside in
  public record Pool(String name, Prefix cidr, int blockLength, List<Level> levels) {
    public Pool {
      levels = List.copyOf(levels);
    }
  }

  /// @param by which part of the place it is for
  /// @param span prefix length of what one zone or rack owns at a time
  public record Level(By by, int span) {}

  public enum By {
    ZONE,
    RACK;

    /// As configuration spells it.
    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
