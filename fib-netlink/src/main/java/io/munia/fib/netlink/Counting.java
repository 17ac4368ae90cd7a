package io.munia.fib.netlink;

/// What the FIB thread has done since it began. Owned by the FIB thread.
final class Counting {
  long adopted;
  long written;
  long deleted;
  long staleRemoved;
  long failures;
  long driftsRepaired;
  long resyncs;
  long overruns;

  FibView.Counters snapshot() {
    return new FibView.Counters(
        adopted, written, deleted, staleRemoved, failures, driftsRepaired, resyncs, overruns);
  }
}
