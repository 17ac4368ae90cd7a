package io.munia.bgp.session;

import io.munia.bgp.message.Notification;

/// One neighbour: its settings, at most two connections, the state machines over them, its past.
/// Does no I/O: a driver (see [Transport]) carries bytes and time. Owned by the driver's loop.
@SuppressWarnings("DoNotCallSuggester")
public final class Peer {

  /// Drivers only; embedders add [PeerSettings] to an endpoint.
  public Peer(PeerSettings settings, PeerListener listener, Transport transport, long seed) {}

  public PeerSettings settings() {
    throw new UnsupportedOperationException();
  }

  /// Starts to connect, or to wait for the neighbour where it is passive.
  public void start(long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /// Ends all connections and tries no more, until [#start].
  public void stop(Notification notification, String why, long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /// The attempt that [Transport#connect] began has succeeded.
  public Connection connected(Link link, long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /// The attempt that [Transport#connect] began has failed.
  public void connectFailed(String why, long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /// The neighbour has connected to us. A connection that is not wanted is closed before this
  /// returns.
  public Connection accepted(Link link, long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /// The armed time has come.
  public void deadlineReached(long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /// Whether any connection, or an attempt at one, exists.
  public boolean busy() {
    throw new UnsupportedOperationException();
  }

  public PeerStatus status(long nowNanos) {
    throw new UnsupportedOperationException();
  }
}
