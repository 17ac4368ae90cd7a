package io.munia.bgp.transport;

import io.munia.bgp.session.PeerSettings;
import io.munia.net.Prefix;

/// Neighbours that are not listed one by one: a connection from an address in the range becomes a
/// passive peer, named by its address, that goes when its session ends.
///
/// @param name of the range
/// @param range addresses that may connect; of several ranges the longest counts
/// @param limit peers of this range at the same time
/// @param template settings of each; name, addresses and ports are replaced. A password holds for
///   the whole range
public record DynamicRange(String name, Prefix range, int limit, PeerSettings template) {
  public DynamicRange {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit of a range is at least 1, not " + limit);
    }
  }
}
