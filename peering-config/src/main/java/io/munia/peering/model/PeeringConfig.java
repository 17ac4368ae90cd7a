package io.munia.peering.model;

import io.munia.bgp.session.PeerSettings;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.policy.Policy;
import io.munia.rib.route.Multipath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The whole configuration of one speaker, resolved: what a peer inherits from its group stands in
/// the peer, policies are values, passwords are read. A configuration that exists is valid on its
/// own terms; what only the machine can tell (a port in use) shows at the start.
///
/// @param confederation that `as` is a member of, if it is
/// @param listen addresses that accept connections; empty where every peer is connected to
/// @param peers in the order of the file
/// @param multipath how many paths are used together
/// @param selectionDeferralSeconds how long at most nothing is announced after a restart
/// @param fib the kernel tables kept, or none
/// @param ipam address blocks, where this node owns some
/// @param metrics where Prometheus may ask
/// @param control the Unix socket of `munia`
public record PeeringConfig(
    Asn as,
    RouterId routerId,
    Optional<Confederation> confederation,
    List<Listen> listen,
    List<PeerConfig> peers,
    List<DynamicRange> dynamic,
    List<StaticRoute> routes,
    List<Aggregate> aggregates,
    Multipath multipath,
    int selectionDeferralSeconds,
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

  /// The policies that some neighbour has, each once.
  public Set<Policy> policies() {
    Set<Policy> policies = new LinkedHashSet<>();
    Stream.concat(
            peers.stream().map(PeerConfig::options), dynamic.stream().map(DynamicRange::options))
        .forEach(options -> {
          policies.add(options.importPolicy());
          policies.add(options.exportPolicy());
        });
    return policies;
  }

  /// Whether neighbours are met as the same speaker. What is theirs by default (policies, cluster)
  /// depends on it.
  public boolean sameSpeaker(PeeringConfig other) {
    return as.equals(other.as)
        && routerId.equals(other.routerId)
        && confederation.equals(other.confederation);
  }

  /// What holds of `next` before the speaker is started again: what is set up once stays as it is
  /// here, and so do the neighbours where they would meet another speaker.
  public PeeringConfig asFarAsLive(PeeringConfig next) {
    boolean same = sameSpeaker(next);
    return new PeeringConfig(
        as,
        routerId,
        confederation,
        next.listen,
        same ? next.peers : peers,
        same ? next.dynamic : dynamic,
        next.routes,
        next.aggregates,
        multipath,
        selectionDeferralSeconds,
        fib,
        ipam,
        metrics,
        control);
  }

  /// The same without what could not be listened on: the next reload tries again.
  public PeeringConfig withoutListen(Listen refused) {
    return new PeeringConfig(
        as,
        routerId,
        confederation,
        listen.stream().filter(each -> !each.equals(refused)).toList(),
        peers,
        dynamic,
        routes,
        aggregates,
        multipath,
        selectionDeferralSeconds,
        fib,
        ipam,
        metrics,
        control);
  }

  /// Our AS as this neighbour sees it.
  public Asn asTowards(PeerSettings.RemoteAs remote) {
    return switch (remote) {
      case PeerSettings.RemoteAs.Exactly(Asn number) -> number.equals(as) ? as : outside();
      case PeerSettings.RemoteAs.Member _, PeerSettings.RemoteAs.Internal _ -> as;
      case PeerSettings.RemoteAs.External _ -> outside();
    };
  }

  private Asn outside() {
    return confederation.map(Confederation::id).orElse(as);
  }
}
