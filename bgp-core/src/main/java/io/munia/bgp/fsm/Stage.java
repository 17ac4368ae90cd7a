package io.munia.bgp.fsm;

/// How far a connection has come, in order.
public enum Stage {
  NONE,
  CONNECT,
  OPEN_SENT,
  OPEN_CONFIRM,
  ESTABLISHED
}
