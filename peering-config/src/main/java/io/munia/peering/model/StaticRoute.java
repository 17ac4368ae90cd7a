package io.munia.peering.model;

import io.munia.net.Prefix;
import java.util.Set;

/// A destination that this speaker announces because the configuration says so.
///
/// @param discard whether the kernel drops what no more specific route leads on
/// @param communities 32 bits each
public record StaticRoute(Prefix prefix, boolean discard, Set<Integer> communities) {
  public StaticRoute {
    communities = Set.copyOf(communities);
  }
}
