package io.munia.fib.netlink;

/// A process of its own for a start that must be refused; ends by the sentence.
final class UnprivilegedStart {
  private UnprivilegedStart() {}

  /// @param arguments none
  public static void main(String[] arguments) {
    switch (NetlinkFib.start(FibSettings.defaults())) {
      case NetlinkFib.Started.Running(var fib) -> fib.close();
      case NetlinkFib.Started.Refused(int errno, String why) ->
          throw new IllegalStateException("errno " + errno + ": " + why);
    }
  }
}
