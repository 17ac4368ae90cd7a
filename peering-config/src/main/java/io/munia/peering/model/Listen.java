package io.munia.peering.model;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;

/// An address and a TCP port to listen on.
///
/// @param port 1 to 65,535; 0 for any free one
public record Listen(IpAddress address, int port) {
  public Listen {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(port + " is not a TCP port: 0 to 65535");
    }
  }

  /// As configuration and logs spell it: `[::1]:179`.
  @Override
  public String toString() {
    return address.version() == IpVersion.V4 ? address + ":" + port : "[" + address + "]:" + port;
  }
}
