package io.munia.peering.model;

import io.munia.bgp.session.PeerSettings;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import io.munia.rib.policy.Policy;
import java.util.Optional;
import java.util.Set;

/// How to deal with one neighbour, or with each one of a range: every option has its value.
///
/// @param port TCP port to connect to, 1 to 65,535
/// @param localAddress source address of connections
/// @param holdTimeSeconds proposed, 0 or 3 to 65,535
/// @param connectRetrySeconds between attempts, 1 to 120
/// @param passive whether the neighbour's connection is waited for
/// @param clusterId the cluster that a reflection client is in
/// @param paths which paths pass
/// @param importPolicy what is let in
/// @param exportPolicy what is let out
/// @param description for people
/// @param exchange how much passes
/// @param relation what the neighbour is to us
/// @param bfd how the path is watched; empty where it is not
/// @param session how sessions are made
/// @param restart what is kept when the session is lost
public record PeerOptions(
    PeerSettings.RemoteAs remoteAs,
    int port,
    Optional<IpAddress> localAddress,
    int holdTimeSeconds,
    int connectRetrySeconds,
    PeerSettings.Passive passive,
    ReflectorClient client,
    NextHopSelf nextHopSelf,
    RouterId clusterId,
    Set<AddressFamily> families,
    PeerPaths paths,
    Policy importPolicy,
    Policy exportPolicy,
    Optional<Password> password,
    String description,
    Exchange exchange,
    Relation relation,
    Optional<Bfd> bfd,
    SessionOptions session,
    Restart restart) {
  public PeerOptions {
    families = Set.copyOf(families);
  }

  /// Whether routes learned from other iBGP neighbours are reflected to this one ([RFC
  /// 4456](https://www.rfc-editor.org/rfc/rfc4456)).
  public enum ReflectorClient {
    NO,
    YES
  }

  /// Whether our address stands as next hop of routes learned from others.
  public enum NextHopSelf {
    NO,
    YES
  }

  /// Whether a neighbour of these options is of our AS.
  public boolean internal(Asn localAs) {
    return switch (remoteAs) {
      case PeerSettings.RemoteAs.Exactly(Asn as) -> as.equals(localAs);
      case PeerSettings.RemoteAs.Member _ -> false;
      case PeerSettings.RemoteAs.Internal() -> true;
      case PeerSettings.RemoteAs.External() -> false;
    };
  }
}
