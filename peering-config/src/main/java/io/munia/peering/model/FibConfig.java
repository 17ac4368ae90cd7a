package io.munia.peering.model;

/// What becomes of the chosen routes on this machine.
public sealed interface FibConfig {
  /// Nothing: a route reflector.
  record Off() implements FibConfig {}

  /// They go into a kernel table.
  ///
  /// @param table its number; 254 is main
  /// @param protocol the mark of our routes, 1 to 255
  /// @param metric priority of our routes, lower is better; 0 for the kernel's own default
  record Kernel(int table, int protocol, long metric) implements FibConfig {
    public static final int MAIN = 254;
    public static final int PROTOCOL = 187;
  }
}
