package io.munia.ipam;

import io.munia.net.Prefix;
import java.util.List;

/// What there is, for people: pools, their spans, their blocks.
///
/// @param node this node's name
/// @param place zone, rack and node
/// @param store where it is kept
public record IpamReport(String node, String place, String store, List<PoolReport> pools) {
  public IpamReport {
    pools = List.copyOf(pools);
  }

  /// @param usage of the addresses in blocks; free ones outside of any block are not counted
  /// @param capacity addresses in the pool, at most [Long#MAX_VALUE]
  /// @param aggregates the fewest prefixes that cover this node's spans of the last level
  public record PoolReport(
      Pool pool,
      long capacity,
      Usage usage,
      List<SpanReport> spans,
      List<Prefix> aggregates,
      List<BlockReport> blocks) {
    public PoolReport {
      spans = List.copyOf(spans);
      aggregates = List.copyOf(aggregates);
      blocks = List.copyOf(blocks);
    }
  }

  /// @param level whose span it is: `zone`, `rack`
  /// @param owner path from the outermost level: `a/r7`
  /// @param own whether this node stands in it
  /// @param blocks how many blocks in it are taken
  /// @param blocksMax how many it has room for
  public record SpanReport(
      String level, Prefix prefix, String owner, boolean own, int blocks, long blocksMax) {}

  /// @param owner node that owns it; empty where none does
  /// @param own whether this node owns it
  /// @param borrowed addresses in it that other nodes use
  public record BlockReport(Prefix prefix, String owner, boolean own, Usage usage, int borrowed) {}

  /// Addresses of one block or of all blocks of a pool.
  ///
  /// @param cooling released, and resting
  /// @param reserved never handed out
  public record Usage(long total, long inUse, long cooling, long reserved, long free) {
    Usage plus(Usage other) {
      return new Usage(
          total + other.total,
          inUse + other.inUse,
          cooling + other.cooling,
          reserved + other.reserved,
          free + other.free);
    }

    static final Usage NONE = new Usage(0, 0, 0, 0, 0);
  }
}
