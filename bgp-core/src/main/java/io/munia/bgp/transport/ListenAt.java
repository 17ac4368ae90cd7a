package io.munia.bgp.transport;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;

/// Where connections are accepted.
///
/// @param port 0 lets the kernel choose
/// @param device interface or VRF device that the socket is bound to; empty for none. What comes in
///   there is for neighbours of this device ([io.munia.bgp.session.SocketOptions])
public record ListenAt(IpAddress address, int port, String device) {
  /// On every interface.
  public ListenAt(IpAddress address, int port) {
    this(address, port, "");
  }

  /// As `ss` spells it: `0.0.0.0%red:179`.
  @Override
  public String toString() {
    String host = device.isEmpty() ? address.toString() : address + "%" + device;
    return address.version() == IpVersion.V4 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
