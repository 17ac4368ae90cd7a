package io.munia.benchmarks.run;

import java.time.Duration;

/// How long all of it may take.
///
/// @param endNanos on the clock of [System#nanoTime]
record TimeBound(long endNanos) {
  /// Why something was not measured, where this was the reason.
  static final String OVER = "the time for everything was over";

  static TimeBound of(Duration all) {
    return new TimeBound(System.nanoTime() + all.toNanos());
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  boolean reached() {
    return left().isZero();
  }

  /// The first part of what is left.
  TimeBound part(double share) {
    return new TimeBound(System.nanoTime() + (long) (left().toNanos() * share));
  }
}
