package io.munia.bgp.transport;

import io.munia.net.IpAddress;

/// What became of an attempt to listen.
public sealed interface Listening {
  /// @param port the one asked for, or the one the kernel chose where 0 was asked for
  record Bound(IpAddress address, int port) implements Listening {}

  /// @param why one sentence for the operator: where, what was found, what would do
  record Refused(String why) implements Listening {}
}
