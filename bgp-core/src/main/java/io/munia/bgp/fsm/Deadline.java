package io.munia.bgp.fsm;

/// Times of a monotonic clock that may start anywhere and wrap: compared by difference, "never"
/// apart.
public final class Deadline {
  public static final long NEVER = Long.MAX_VALUE;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Deadline() {}

  /// So many seconds, in nanoseconds.
  static long seconds(long seconds) {
    return seconds * NANOS_PER_SECOND;
  }

  public static boolean due(long deadlineNanos, long nowNanos) {
    return deadlineNanos != NEVER && deadlineNanos - nowNanos <= 0;
  }

  public static long earlier(long a, long b) {
    if (a == NEVER || b == NEVER) {
      return a == NEVER ? b : a;
    }
    return a - b <= 0 ? a : b;
  }

  /// The time `nanos` from now; never [#NEVER] itself.
  static long in(long nanos, long nowNanos) {
    long deadline = nowNanos + nanos;
    return deadline == NEVER ? deadline - 1 : deadline;
  }
}
