package io.munia.rib;

import java.time.Duration;

/// Time as the RIB needs it: something is to be done later.
@FunctionalInterface
public interface Alarm {

  /// Runs the task on the RIB's loop, once, after this time.
  void after(Duration delay, Runnable task);

  /// Monotonic time, to say how long something still waits; where nobody asks it may stand still.
  default long nowNanos() {
    return 0;
  }
}
