package io.munia.ipam.route;

import io.munia.ipam.Ipam;
import io.munia.rib.RouteSource;
import java.util.Set;

/// Originates the routes of a node's blocks, of its rack's aggregates, and of addresses borrowed.
@SuppressWarnings("DoNotCallSuggester")
public final class BlockRoutes implements RouteSource {
  /// Not beyond the AS, or the confederation ([RFC 1997](https://www.rfc-editor.org/rfc/rfc1997)).
  public static final int NO_EXPORT = 0xffff_ff01;

  /// @param blockCommunities what blocks that lie under an aggregate carry, so that the aggregate
  ///   alone leaves the rack: [#NO_EXPORT], or a community of the operator's that the ToR holds
  ///   back
  public BlockRoutes(Ipam ipam, Set<Integer> blockCommunities) {}

  @Override
  public void start(Originations into) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
