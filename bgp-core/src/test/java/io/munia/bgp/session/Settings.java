package io.munia.bgp.session;

import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;

/// Settings of neighbours in tests: one that is spelt out, and changes to it.
public record Settings(PeerSettings value) {

  /// Both families, AS 64512 with us and 64900 there, hold time 90 s.
  public static Settings of(String name, String remoteAddress) {
    return new Settings(
        PeerSettings.with(
                name, IpAddress.parse(remoteAddress), new Asn(64512), RouterId.parse("10.0.0.1"))
            .remoteAs(new PeerSettings.RemoteAs.Exactly(new Asn(64900)))
            .build());
  }

  public Settings port(int port) {
    return new Settings(value.but().remotePort(port).password(null).build());
  }

  public Settings from(String localAddress) {
    return new Settings(value.but().localAddress(IpAddress.parse(localAddress)).build());
  }

  public Settings hold(int seconds) {
    return new Settings(value.but().holdTimeSeconds(seconds).build());
  }

  public Settings passive() {
    return new Settings(value.but().passive(PeerSettings.Passive.YES).build());
  }

  public Settings socket(SocketOptions options) {
    return new Settings(value.but().socket(options).build());
  }

  public Settings delayOpen(int seconds) {
    return new Settings(value.but().delayOpenSeconds(seconds).build());
  }

  public Settings password(String password) {
    return new Settings(value.but().password(password).build());
  }

  /// Seconds between attempts to connect.
  public Settings retry(int seconds) {
    return new Settings(value.but().connectRetrySeconds(seconds).build());
  }

  /// The same session seen from the other end: AS 64900 with us, 64512 there.
  public Settings mirrored() {
    return new Settings(
        value
            .but()
            .localAs(new Asn(64900))
            .routerId(RouterId.parse("10.0.0.2"))
            .remoteAs(new PeerSettings.RemoteAs.Exactly(new Asn(64512)))
            .build());
  }
}
