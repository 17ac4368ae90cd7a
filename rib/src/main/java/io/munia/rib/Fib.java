package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.util.List;
import java.util.Set;

/// The port to a forwarding table. Called on the RIB's loop, must not block; answers through
/// `Acknowledgements`, from any thread. At most one batch is outstanding: the RIB's reader waits
/// for its acknowledgement, so changes coalesce in the table, not in a queue.
public interface Fib {

  /// Brings these destinations to these targets, then acknowledges every one of them.
  void apply(List<Change> batch, Acknowledgements done);

  /// Every family's initial routes are in (End-of-RIB, or the deferral ran out): what was found in
  /// the kernel at the start and has not been asked for by now is stale and goes.
  void converged(AddressFamily family);

  /// Families of which routes of an earlier run were found at the start, and packets follow them.
  default Set<AddressFamily> kept() {
    return Set.of();
  }

  /// Says from now on what becomes of destinations after they were acknowledged. A table that
  /// nobody else writes to has nothing to say.
  default void watch(Watcher watcher) {}

  /// One destination and what it is to become.
  record Change(Prefix prefix, Target target) {}

  /// What a destination is to be in the forwarding table.
  sealed interface Target {
    /// Packets go to one of these; more than one shares the load.
    record Forward(List<Hop> hops) implements Target {
      public Forward {
        hops = List.copyOf(hops);
      }
    }

    /// Packets are dropped: a discard route.
    record Discard() implements Target {}

    /// The destination is not ours any longer.
    record Absent() implements Target {}
  }

  /// A next hop as the kernel wants it.
  ///
  /// @param gateway the neighbour's address on the link
  /// @param interfaceIndex the link, as the kernel numbers it
  record Hop(IpAddress gateway, int interfaceIndex) {}

  /// Answers to [#apply].
  interface Acknowledgements {
    /// One answer for each change of the batch, in its order.
    void done(List<Outcome> outcomes);
  }

  /// What became of one change.
  sealed interface Outcome {
    record Installed() implements Outcome {}

    /// The kernel refused it.
    record Failed(int errno, String why) implements Outcome {}
  }

  /// Hears, from any thread and in the order of the acknowledgements, of what was refused and
  /// stands by now, and of what stood and was taken away for good: another program's route came or
  /// went.
  interface Watcher {
    void turned(List<Turn> turns);
  }

  /// @param outcome what would be acknowledged now
  record Turn(Prefix prefix, Outcome outcome) {}
}
