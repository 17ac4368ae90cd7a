package io.munia.bgp.transport;

import io.munia.bgp.session.PeerSettings;
import io.munia.net.IpAddress;

/// Where an accepted connection came from.
///
/// @param scope number of the interface that a link-local address belongs to; else 0
/// @param device what the listening socket is bound to; empty for nothing
record Origin(IpAddress address, int scope, String device) {

  /// Whether a neighbour of these settings may be met there, its address apart.
  boolean suits(PeerSettings settings) {
    String wanted = settings.socket().device();
    return settings.socket().isMetAt(device)
        && (scope == 0 || !wanted.isEmpty() && SocketSetup.index(wanted) == scope);
  }
}
