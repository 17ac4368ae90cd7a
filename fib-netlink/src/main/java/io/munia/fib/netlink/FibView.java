package io.munia.fib.netlink;

import io.munia.net.AddressFamily;
import io.munia.net.Prefix;
import io.munia.rib.Fib.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What a forwarding table looks like from outside. Any thread may ask; the FIB thread answers,
/// between two batches. A future fails when the thread is gone or too many questions wait.
public interface FibView {

  CompletableFuture<Summary> summary();

  /// Up to `max` routes in no order, from `position` (0 at first) on.
  CompletableFuture<Page> page(AddressFamily family, int position, int max);

  /// Reads the kernel's table and says where it is not what was asked for, up to `max` routes;
  /// corrects nothing.
  CompletableFuture<List<Entry>> diff(AddressFamily family, int max);

  /// @param counters since the start
  /// @param ipv4 routes of the family
  /// @param ipv6 routes of the family
  record Summary(FibSettings settings, Counters counters, Count ipv4, Count ipv6) {}

  /// @param installed routes in the kernel as they were asked for
  /// @param waiting asked for, not in the kernel yet
  /// @param failed refused by the kernel, or held back by another program's route
  /// @param found in the kernel since before the start, not asked for yet
  record Count(int installed, int waiting, int failed, int found) {}

  /// @param adopted asked for and found in the kernel just so: nothing was written
  /// @param written routes added or replaced
  /// @param deleted routes taken out because they are not ours any longer
  /// @param staleRemoved routes of an earlier run that nobody asked for again
  /// @param failures refusals by the kernel
  /// @param driftsRepaired routes put back after someone else had changed or deleted them
  /// @param resyncs times the kernel's table was read again
  /// @param overruns times the kernel had more to say than a socket could hold
  record Counters(
      long adopted,
      long written,
      long deleted,
      long staleRemoved,
      long failures,
      long driftsRepaired,
      long resyncs,
      long overruns) {}

  /// @param next the position to go on from, or -1 at the end
  record Page(List<Entry> entries, int next) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /// One route.
  ///
  /// @param desired what was asked for; [Target.Absent] for a route that nobody has asked for
  /// @param actual what the kernel has; [Target.Absent] for nothing
  /// @param why the reason of `FAILED`, `FOREIGN` or `DRIFTED`, else empty
  record Entry(Prefix prefix, State state, Target desired, Target actual, String why) {}

  enum State {
    /// The kernel has what was asked for.
    INSTALLED,

    /// Asked for, not acknowledged yet.
    WAITING,

    /// The kernel refused it.
    FAILED,

    /// Another program's route stands in its place.
    FOREIGN,

    /// Someone else changed or deleted it; it is about to be put back.
    DRIFTED,

    /// In the kernel since before the start; goes unless it is asked for.
    FOUND
  }
}
