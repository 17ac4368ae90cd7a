package io.munia.bgp.session;

/// One connection to a neighbour: framing, decoding, its state machine. The driver hands events in
/// and, through [Link], bytes out. Owned by the driver's loop.
public final class Connection {
  Connection() {}

  /// Takes bytes that have arrived; they may start and end anywhere in a message, and are not used
  /// after the call.
  public void received(byte[] bytes, int from, int to, long nowNanos) {}

  /// All that had arrived has been handed over.
  public void readComplete(long nowNanos) {}

  /// [Link#writable] changed.
  public void writabilityChanged(long nowNanos) {}

  /// The link broke or was closed by the other side.
  public void lost(String why, long nowNanos) {}
}
