package io.munia.simulator;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/// A clock that jumps to the next thing that happens, and the things that are going to happen. Two
/// at the same time happen in the order in which they were asked for, so a run depends on its seed
/// alone.
final class VirtualTime {
  private record Task(long atNanos, long order, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::order));
  private long nowNanos = TimeUnit.SECONDS.toNanos(1);
  private long order;

  long nowNanos() {
    return nowNanos;
  }

  void after(long nanos, Runnable work) {
    at(nowNanos + nanos, work);
  }

  void at(long atNanos, Runnable work) {
    tasks.add(new Task(Math.max(atNanos, nowNanos), order++, work));
  }

  /// Lets everything happen that is due within this time.
  ///
  /// @param tasksMax more than any run that comes to rest needs
  /// @throws IllegalStateException where there is no end to it
  void run(long nanos, int tasksMax) {
    long until = nowNanos + nanos;
    int done = 0;
    while (true) {
      Task next = tasks.peek();
      if (next == null || next.atNanos() > until) {
        break;
      }
      if (done++ > tasksMax) {
        throw new IllegalStateException("no rest after " + tasksMax + " events");
      }
      tasks.remove();
      nowNanos = next.atNanos();
      next.work().run();
    }
    nowNanos = until;
  }
}
