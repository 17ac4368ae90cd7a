package io.munia.peering.model;

import io.munia.bgp.codec.LinkLocalForm;
import io.munia.bgp.codec.OpenTerms;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.SocketOptions;
import java.util.Optional;

/// How sessions with a neighbour are made, beyond its address.
///
/// @param connectRetrySecondsMax what doubling the time between attempts leads up to
/// @param delayOpenSeconds how long the neighbour's OPEN is given to come before ours
/// @param extendedNextHop whether IPv4 routes with IPv6 next hops are offered; empty: to link-local
///   addresses
/// @param linkLocalNextHop how link-local next hops are written; empty: as the neighbour does it
/// @param terms what is wanted of its OPEN
/// @param socket what is wanted of the sockets
public record SessionOptions(
    int connectRetrySecondsMax,
    int delayOpenSeconds,
    Optional<Boolean> extendedNextHop,
    Optional<LinkLocalForm> linkLocalNextHop,
    OpenTerms terms,
    SocketOptions socket) {
  /// The kernel's TTL, any OPEN.
  public static final SessionOptions DEFAULT =
      new SessionOptions(
          PeerSettings.CONNECT_RETRY_SECONDS_MAX,
          0,
          Optional.empty(),
          Optional.empty(),
          OpenTerms.NONE,
          SocketOptions.DEFAULT);
}
