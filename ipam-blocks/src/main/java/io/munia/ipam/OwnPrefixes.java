package io.munia.ipam;

import io.munia.net.Prefix;
import java.util.List;
import java.util.Set;

/// What this node has to originate, at one moment.
///
/// @param blocks own, confirmed blocks
/// @param aggregates the fewest prefixes that cover the spans of the node's rack (or other level)
///   in pools of which the node has a block
/// @param borrowed addresses in use here out of other nodes' blocks, as host prefixes
public record OwnPrefixes(List<Prefix> blocks, List<Prefix> aggregates, Set<Prefix> borrowed) {
  public OwnPrefixes {
    blocks = List.copyOf(blocks);
    aggregates = List.copyOf(aggregates);
    borrowed = Set.copyOf(borrowed);
  }
}
