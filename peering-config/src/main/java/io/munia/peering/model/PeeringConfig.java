package io.munia.peering.model;

import io.munia.net.Asn;
import io.munia.net.RouterId;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.route.Multipath;
import java.util.List;
import java.util.Optional;

/// The whole configuration of one speaker, resolved: what a peer inherits from its group stands in
/// the peer, policies are values, passwords are read. A configuration that exists is valid on its
/// own terms; what only the machine can tell (a port in use) shows at the start.
///
/// @param listen addresses that accept connections; empty where every peer is connected to
/// @param peers in the order of the file
/// @param multipath how many paths are used together
/// @param fib the kernel tables kept, or none
/// @param ipam address blocks, where this node owns some
/// @param metrics where Prometheus may ask
/// @param control the Unix socket of `munia`
public record PeeringConfig(
    Asn as,
    RouterId routerId,
    List<Listen> listen,
    List<PeerConfig> peers,
    List<DynamicRange> dynamic,
    List<StaticRoute> routes,
    List<Aggregate> aggregates,
    Multipath multipath,
    FibConfig fib,
    Optional<IpamConfig> ipam,
    Optional<Listen> metrics,
    Optional<String> control) {
  public PeeringConfig {
    listen = List.copyOf(listen);
    peers = List.copyOf(peers);
    dynamic = List.copyOf(dynamic);
    routes = List.copyOf(routes);
    aggregates = List.copyOf(aggregates);
  }
}
