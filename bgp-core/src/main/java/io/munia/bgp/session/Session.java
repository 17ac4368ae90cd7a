package io.munia.bgp.session;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import java.time.Duration;

/// What the embedder holds of a connection from Established to its end; afterwards it does nothing.
/// Owned by the driver's loop.
final class Session implements PeerSession, MessageSink {
  private final PeerSettings settings;
  private final Negotiated negotiated;
  private final Connection connection;

  Session(PeerSettings settings, Negotiated negotiated, Connection connection) {
    this.settings = settings;
    this.negotiated = negotiated;
    this.connection = connection;
  }

  @Override
  public PeerSettings settings() {
    return settings;
  }

  @Override
  public Negotiated negotiated() {
    return negotiated;
  }

  @Override
  public IpAddress localAddress() {
    return connection.link().localAddress();
  }

  @Override
  public IpAddress remoteAddress() {
    return connection.link().remoteAddress();
  }

  @Override
  public MessageSink sink() {
    return this;
  }

  @Override
  public void requestRefresh(AddressFamily family) {
    if (negotiated.routeRefresh() && negotiated.families().contains(family)) {
      connection.send(new RouteRefresh(family, RouteRefresh.Subtype.REQUEST));
    }
  }

  @Override
  public void close(Notification notification, String why, Duration pause) {
    connection.closeSoon(new Connection.Ending(notification, why, pause.toSeconds()));
  }

  @Override
  public boolean writable() {
    return connection.writable();
  }

  @Override
  public SharedMessages share(byte[] bytes, int length) {
    return connection.link().share(bytes, length);
  }

  @Override
  public void send(SharedMessages messages, int from, int to) {
    connection.send(messages, from, to);
  }

  void fail(String where, Throwable thrown) {
    connection.fail(where, thrown);
  }
}
