package io.munia.bgp.session;

/// The states of [RFC 4271 §8.2.2](https://www.rfc-editor.org/rfc/rfc4271#section-8.2.2); of two
/// connections to one neighbour the further one counts.
public enum PeerState {
  /// Stopped, or paused for a while: nothing is tried, nothing is accepted.
  IDLE("Idle"),
  /// A TCP connection is being made.
  CONNECT("Connect"),
  /// Waiting: for the neighbour's connection, or for the next attempt.
  ACTIVE("Active"),
  /// Our OPEN is out; the neighbour's is waited for.
  OPEN_SENT("OpenSent"),
  /// OPENs agree; the first KEEPALIVE is waited for.
  OPEN_CONFIRM("OpenConfirm"),
  /// Routes are exchanged.
  ESTABLISHED("Established");

  private final String text;

  PeerState(String text) {
    this.text = text;
  }

  /// As the RFC spells it.
  @Override
  public String toString() {
    return text;
  }
}
