package io.munia.bgp.session;

import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Settings of neighbours in tests: one that is spelt out, and changes to it.
public record Settings(PeerSettings value) {

  /// Both families, AS 64512 with us and 64900 there, hold time 90 s.
  public static Settings of(String name, String remoteAddress) {
    return new Settings(
        new PeerSettings(
            name,
            IpAddress.parse(remoteAddress),
            PeerSettings.PORT,
            null,
            new Asn(64512),
            RouterId.parse("10.0.0.1"),
            new PeerSettings.RemoteAs.Exactly(new Asn(64900)),
            PeerSettings.HOLD_TIME_SECONDS,
            PeerSettings.CONNECT_RETRY_SECONDS,
            PeerSettings.Passive.NO,
            Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST),
            Set.of(),
            Set.of(),
            false,
            null));
  }

  public Settings port(int port) {
    return change(port, value.localAddress(), value.holdTimeSeconds(), value.passive(), null);
  }

  public Settings from(String localAddress) {
    return change(
        value.remotePort(),
        IpAddress.parse(localAddress),
        value.holdTimeSeconds(),
        value.passive(),
        value.password());
  }

  public Settings hold(int seconds) {
    return change(
        value.remotePort(), value.localAddress(), seconds, value.passive(), value.password());
  }

  public Settings passive() {
    return change(
        value.remotePort(),
        value.localAddress(),
        value.holdTimeSeconds(),
        PeerSettings.Passive.YES,
        value.password());
  }

  public Settings password(String password) {
    return change(
        value.remotePort(),
        value.localAddress(),
        value.holdTimeSeconds(),
        value.passive(),
        password);
  }

  /// Seconds between attempts to connect.
  public Settings retry(int seconds) {
    return new Settings(
        new PeerSettings(
            value.name(),
            value.remoteAddress(),
            value.remotePort(),
            value.localAddress(),
            value.localAs(),
            value.routerId(),
            value.remoteAs(),
            value.holdTimeSeconds(),
            seconds,
            value.passive(),
            value.families(),
            value.addPathReceive(),
            value.addPathSend(),
            value.extendedMessage(),
            value.password()));
  }

  /// The same session seen from the other end: AS 64900 with us, 64512 there.
  public Settings mirrored() {
    return new Settings(
        new PeerSettings(
            value.name(),
            value.remoteAddress(),
            value.remotePort(),
            value.localAddress(),
            new Asn(64900),
            RouterId.parse("10.0.0.2"),
            new PeerSettings.RemoteAs.Exactly(new Asn(64512)),
            value.holdTimeSeconds(),
            value.connectRetrySeconds(),
            value.passive(),
            value.families(),
            value.addPathReceive(),
            value.addPathSend(),
            value.extendedMessage(),
            value.password()));
  }

  private Settings change(
      int port,
      @Nullable IpAddress local,
      int hold,
      PeerSettings.Passive passive,
      @Nullable String password) {
    return new Settings(
        new PeerSettings(
            value.name(),
            value.remoteAddress(),
            port,
            local,
            value.localAs(),
            value.routerId(),
            value.remoteAs(),
            hold,
            value.connectRetrySeconds(),
            passive,
            value.families(),
            value.addPathReceive(),
            value.addPathSend(),
            value.extendedMessage(),
            password));
  }
}
