package io.munia.peering.router;

import io.munia.bgp.capability.LongLived;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.capability.Restart;
import io.munia.bgp.session.Pause;
import io.munia.bgp.session.PeerSettings.RemoteAs;
import io.munia.bgp.session.PeerStatus;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeerOptions.ReflectorClient;
import io.munia.peering.model.PeeringConfig;
import io.munia.rib.RibPeer;
import io.munia.rib.RibView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts what configuration, session and table know of a neighbour side by side.
record StatusPicture(
    PeeringConfig config,
    Neighbours neighbours,
    Listed listed,
    WatchedPaths paths,
    RibView view,
    Instant now) {
  private static final IpAddress NOWHERE = IpAddress.v6(0, 0);
  private static final RibPeer.Counters NOTHING = new RibPeer.Counters(0, 0, 0, 0, 0, 0);

  RouterStatus.Peer of(PeerStatus status) {
    Optional<PeerConfig> found =
        config.peers().stream().filter(peer -> peer.name().equals(status.name())).findFirst();
    Optional<DynamicRange> range =
        config.dynamic().stream()
            .filter(candidate -> candidate.range().contains(status.remoteAddress()))
            .max(java.util.Comparator.comparingInt(candidate -> candidate.range().length()));
    Optional<PeerOptions> options =
        found.map(PeerConfig::options).or(() -> range.map(DynamicRange::options));
    Negotiated negotiated = status.negotiated();
    boolean internal =
        negotiated != null
            ? negotiated.internal()
            : options.map(o -> o.internal(config.as())).orElse(false);
    boolean client = options.map(PeerOptions::client).equals(Optional.of(ReflectorClient.YES));
    return new RouterStatus.Peer(
        status.name(),
        found.map(PeerConfig::group).or(() -> range.map(DynamicRange::group)).orElse(""),
        listed.isLost(status.name()) ? NOWHERE : status.remoteAddress(),
        options.map(o -> o.session().socket().device()).orElse(""),
        listed.discovery(status.name()),
        negotiated != null
            ? negotiated.remoteAs().toString()
            : options.map(o -> text(o.remoteAs())).orElse(""),
        options.map(PeerOptions::remoteAs).filter(RemoteAs.Member.class::isInstance).isPresent()
            ? "confederation"
            : !internal ? "ebgp" : client ? "client" : "ibgp",
        negotiated == null ? "" : addPath(negotiated),
        status.state().toString(),
        // A hold is a pause without an end.
        listed.holds(status.name())
            ? 0
            : status.pause().map(pause -> pause.left().toSeconds()).orElse(0L),
        now.minus(status.inState()),
        counters(status),
        neighbours.find(status.name()).map(n -> n.peer().limits()).orElse(List.of()),
        negotiated == null ? Restart.NONE : negotiated.restart(),
        negotiated == null ? LongLived.NONE : negotiated.longLived(),
        view.stale(status.name()),
        neighbours
            .find(status.name())
            .map(n -> n.peer().nextHops())
            .filter(nextHops -> nextHops.isOnLink() && carriesV6NextHops(negotiated)),
        status
            .last()
            .map(end -> end.reason().sentence())
            .or(() -> status.pause().map(Pause::why))
            .orElse(""),
        paths.text(status.name()),
        status.past());
  }

  private static boolean carriesV6NextHops(@Nullable Negotiated negotiated) {
    return negotiated != null
        && (negotiated.families().contains(AddressFamily.IPV6_UNICAST)
            || negotiated.extendedNextHop().contains(AddressFamily.IPV4_UNICAST));
  }

  private static String addPath(Negotiated negotiated) {
    boolean receives = !negotiated.addPathReceive().isEmpty();
    boolean sends = !negotiated.addPathSend().isEmpty();
    return receives && sends ? "both" : receives ? "receive" : sends ? "send" : "";
  }

  /// A verdict counts on after the session that it ended or that ended for another reason.
  private RibPeer.Counters counters(PeerStatus status) {
    RibPeer.Counters session =
        neighbours.find(status.name()).map(n -> n.peer().counters()).orElse(NOTHING);
    return new RibPeer.Counters(
        session.pathsIn(),
        session.prefixesOut(),
        session.updatesIn(),
        status.treatedAsWithdraw(),
        status.attributesDiscarded(),
        session.tooLong());
  }

  private static String text(RemoteAs remoteAs) {
    return switch (remoteAs) {
      case RemoteAs.Exactly(Asn as) -> as.toString();
      case RemoteAs.Member(Asn as) -> as.toString();
      case RemoteAs.Internal() -> "internal";
      case RemoteAs.External() -> "external";
    };
  }
}
