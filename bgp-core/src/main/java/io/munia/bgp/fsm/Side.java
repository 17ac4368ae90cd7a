package io.munia.bgp.fsm;

/// Who made a connection.
public enum Side {
  /// We did.
  OUTGOING,
  /// The neighbour did.
  INCOMING;

  public Side other() {
    return this == OUTGOING ? INCOMING : OUTGOING;
  }
}
