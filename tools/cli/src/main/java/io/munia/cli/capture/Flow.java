package io.munia.cli.capture;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;

/// One direction of a TCP connection.
public record Flow(IpAddress source, int sourcePort, IpAddress target, int targetPort) {

  /// The other direction.
  public Flow reversed() {
    return new Flow(target, targetPort, source, sourcePort);
  }

  boolean isOf(int port) {
    return sourcePort == port || targetPort == port;
  }

  @Override
  public String toString() {
    return end(source, sourcePort) + " > " + end(target, targetPort);
  }

  private static String end(IpAddress address, int port) {
    return (address.version() == IpVersion.V6 ? "[" + address + "]" : address) + ":" + port;
  }
}
