package io.munia.peering.model;

import io.munia.bgp.codec.OpenTerms;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.SocketOptions;

/// How sessions with a neighbour are made, beyond its address.
///
/// @param connectRetrySecondsMax what doubling the time between attempts leads up to
/// @param delayOpenSeconds how long the neighbour's OPEN is given to come before ours
/// @param terms what is wanted of its OPEN
/// @param socket what is wanted of the sockets
public record SessionOptions(
    int connectRetrySecondsMax, int delayOpenSeconds, OpenTerms terms, SocketOptions socket) {
  /// The kernel's TTL, any OPEN.
  public static final SessionOptions DEFAULT =
      new SessionOptions(
          PeerSettings.CONNECT_RETRY_SECONDS_MAX, 0, OpenTerms.NONE, SocketOptions.DEFAULT);
}
