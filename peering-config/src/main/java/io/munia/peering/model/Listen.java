package io.munia.peering.model;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;

/// An address and a TCP port to listen on.
///
/// @param port 1 to 65,535; 0 for any free one
/// @param device interface or VRF device that the socket is bound to; empty for none
public record Listen(IpAddress address, int port, String device) {
  public Listen {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(port + " is not a TCP port: 0 to 65535");
    }
  }

  public Listen(IpAddress address, int port) {
    this(address, port, "");
  }

  /// As configuration and logs spell it: `[::1]:179`, `0.0.0.0%red:179`.
  @Override
  public String toString() {
    String host = device.isEmpty() ? address.toString() : address + "%" + device;
    return address.version() == IpVersion.V4 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
