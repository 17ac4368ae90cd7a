package io.munia.peering.router;

import io.munia.rib.Fib;
import io.munia.rib.NextHops;
import io.munia.rib.RouteSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/// What a speaker is wired to; handed in, as it knows no adapter.
///
/// @param fib where chosen routes go
/// @param nextHops who knows how next hops are reached
/// @param sources routes of its own, by the name that tables show
/// @param paths who watches paths to neighbours; without it none is watched
/// @param discovery who finds neighbours that have no address; without it there can be none
public record Ports(
    Optional<Fib> fib,
    NextHops nextHops,
    Map<String, RouteSource> sources,
    Optional<PathWatch> paths,
    Optional<NeighbourDiscovery> discovery) {
  public Ports {
    sources = Map.copyOf(sources);
  }

  /// Without anybody who watches paths, or finds neighbours.
  public Ports(Optional<Fib> fib, NextHops nextHops, Map<String, RouteSource> sources) {
    this(fib, nextHops, sources, Optional.empty(), Optional.empty());
  }

  /// No forwarding table, every next hop reachable, nothing of its own.
  public static Ports none() {
    return new Ports(Optional.empty(), NextHops.assumed(), Map.of());
  }

  /// Makes the ports once the loop is there on which they are called and must answer.
  @FunctionalInterface
  public interface Wiring {
    Ports on(Executor loop);
  }
}
