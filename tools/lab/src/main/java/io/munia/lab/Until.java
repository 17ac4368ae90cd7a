package io.munia.lab;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for something that must come true, by looking again and again until a deadline.
public final class Until {
  /// Pause between two looks at something that costs a process.
  private static final Duration PAUSE = Duration.ofMillis(25);

  /// Pause where the moment itself is measured.
  private static final Duration FINE_PAUSE = Duration.ofMillis(1);

  private Until() {}

  /// Returns how long it took.
  ///
  /// @throws LabFailure at the deadline, with what was waited for
  public static Duration holds(String what, Duration limit, BooleanSupplier condition) {
    return poll(what, limit, PAUSE, condition);
  }

  /// The same, looking about every millisecond.
  public static Duration measured(String what, Duration limit, BooleanSupplier condition) {
    return poll(what, limit, FINE_PAUSE, condition);
  }

  /// The same, where it may also not come true: then empty.
  public static Optional<Duration> perhaps(Duration limit, BooleanSupplier condition) {
    try {
      return Optional.of(poll("", limit, FINE_PAUSE, condition));
    } catch (LabFailure _) {
      return Optional.empty();
    }
  }

  /// The value, once there is one.
  public static <T> T present(String what, Duration limit, Supplier<Optional<T>> value) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> found = value.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() - deadline >= 0) {
        throw late(what, limit);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static Duration poll(
      String what, Duration limit, Duration pause, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start >= limit.toNanos()) {
        throw late(what, limit);
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static LabFailure late(String what, Duration limit) {
    return new LabFailure("Waited " + limit.toSeconds() + " s in vain: " + what);
  }
}
