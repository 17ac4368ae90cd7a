package io.munia.peering.model;

import io.munia.net.Prefix;
import java.util.List;
import java.util.Set;

/// Address blocks of this node.
///
/// @param store where claims are kept: `file:` and a path
/// @param place where the node stands
/// @param pools what blocks are cut from
/// @param announce which routes come of them
/// @param strictAffinity whether a node takes addresses from its own blocks alone
/// @param cooldownSeconds how long a released address rests
public record IpamConfig(
    String store,
    Place place,
    List<Pool> pools,
    Announce announce,
    boolean strictAffinity,
    long cooldownSeconds) {
  public IpamConfig {
    pools = List.copyOf(pools);
  }

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
    RACK
  }

  /// @param blockCommunities carried by the blocks; NO_EXPORT keeps them inside the AS
  /// @param aggregates whether the span of the innermost level is announced as well
  public record Announce(Set<Integer> blockCommunities, boolean aggregates) {
    /// NO_EXPORT ([RFC 1997](https://www.rfc-editor.org/rfc/rfc1997)).
    public static final int NO_EXPORT = 0xffff_ff01;

    public Announce {
      blockCommunities = Set.copyOf(blockCommunities);
    }
  }
}
