package io.munia.bgp.fsm;

/// How far a connection has come, in order.
public enum Stage {
  NONE,
  /// Ours: TCP is being made. The neighbour's: TCP is up, our OPEN is held back.
  CONNECT,
  OPEN_SENT,
  OPEN_CONFIRM,
  ESTABLISHED
}
