package io.munia.peering.model;

/// What becomes of the chosen routes on this machine.
public sealed interface FibConfig {
  /// Nothing: a route reflector.
  record Off() implements FibConfig {}

  /// They go into a kernel table.
  ///
  /// @param table its number, 1 to 4,294,967,295 without 255; 254 is main
  /// @param protocol the mark of our routes, 5 to 255
  /// @param metric priority of our routes, lower is better
  record Kernel(long table, int protocol, int metric) implements FibConfig {
    public static final long MAIN = 254;
    public static final int PROTOCOL = 187;
    public static final int METRIC = 20;
  }
}
