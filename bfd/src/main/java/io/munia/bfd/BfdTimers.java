package io.munia.bfd;

import java.time.Duration;

/// How often we send and are ready to receive, and what silence means.
///
/// @param intervalMicros both ways, [#INTERVAL_MICROS_MIN] to [#INTERVAL_MICROS_MAX]
/// @param multiplier so many intervals without a packet of ours mean that we are down, 1 to 255
public record BfdTimers(long intervalMicros, int multiplier) {
  public static final long INTERVAL_MICROS_MIN = 10_000;
  public static final long INTERVAL_MICROS_MAX = 60_000_000;
  public static final int MULTIPLIER_MAX = 255;

  public BfdTimers {
    if (intervalMicros < INTERVAL_MICROS_MIN || intervalMicros > INTERVAL_MICROS_MAX) {
      throw new IllegalArgumentException("an interval is 10 ms to 60 s, not " + intervalMicros);
    }
    if (multiplier < 1 || multiplier > MULTIPLIER_MAX) {
      throw new IllegalArgumentException("a multiplier is 1 to 255, not " + multiplier);
    }
  }

  public static BfdTimers of(Duration interval, int multiplier) {
    return new BfdTimers(interval.toNanos() / 1_000, multiplier);
  }
}
