package io.munia.fib.netlink;

/// When work that is asked for may run: at once after a quiet time, then not sooner than an
/// interval after the run before, and the interval doubles while requests keep coming. Requests in
/// between are one. Pure: time is an argument.
final class Pace {
  private final long shortestNanos;
  private final long longestNanos;
  private long intervalNanos;
  private long lastRun;
  private boolean ran;
  private boolean requested;

  Pace(long shortestNanos, long longestNanos) {
    this.shortestNanos = shortestNanos;
    this.longestNanos = longestNanos;
    this.intervalNanos = shortestNanos;
  }

  void request() {
    requested = true;
  }

  /// When the work may run, `Long.MAX_VALUE` where nobody asked for it.
  long dueAt(long nowNanos) {
    if (!requested) {
      return Long.MAX_VALUE;
    }
    return ran ? Math.max(nowNanos, lastRun + intervalNanos) : nowNanos;
  }

  /// Whether the work is to be done now; if so it counts as done.
  boolean take(long nowNanos) {
    if (!requested || dueAt(nowNanos) > nowNanos) {
      return false;
    }
    boolean busy = ran && nowNanos - lastRun < 2 * intervalNanos;
    intervalNanos = busy ? Math.min(2 * intervalNanos, longestNanos) : shortestNanos;
    lastRun = nowNanos;
    ran = true;
    requested = false;
    return true;
  }
}
