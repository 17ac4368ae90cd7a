package io.munia.fib.netlink;

import io.munia.fib.netlink.message.Errno;
import io.munia.fib.netlink.message.KernelError;
import java.util.ArrayList;
import java.util.List;

/// The packed table as values for operators: what state a route is in, and why. Owned by the FIB
/// thread.
final class RouteStates {
  private final HopSets hops;
  private final Reasons reasons;

  RouteStates(HopSets hops, Reasons reasons) {
    this.hops = hops;
    this.reasons = reasons;
  }

  FibView.Count count(RouteTable table) {
    int installed = 0;
    int waiting = 0;
    int failed = 0;
    int found = 0;
    for (int slot = 0; slot < table.capacity(); slot++) {
      if (shown(table, slot)) {
        switch (state(table, slot)) {
          case INSTALLED -> installed++;
          case WAITING, DRIFTED -> waiting++;
          case FAILED, FOREIGN -> failed++;
          case FOUND -> found++;
        }
      }
    }
    return new FibView.Count(installed, waiting, failed, found);
  }

  FibView.Page page(RouteTable table, int position, int max) {
    List<FibView.Entry> entries = new ArrayList<>();
    int slot = Math.max(0, position);
    while (slot < table.capacity() && entries.size() < max) {
      if (shown(table, slot)) {
        entries.add(entry(table, slot));
      }
      slot++;
    }
    return new FibView.Page(entries, slot < table.capacity() ? slot : -1);
  }

  /// Up to `max` routes that are not in the kernel as they were asked for.
  List<FibView.Entry> differences(RouteTable table, int max) {
    List<FibView.Entry> entries = new ArrayList<>();
    for (int slot = 0; slot < table.capacity() && entries.size() < max; slot++) {
      if (table.occupied(slot) && table.difference(slot) != Difference.NOTHING) {
        entries.add(entry(table, slot));
      }
    }
    return entries;
  }

  /// An entry may be there only to remember another program's route.
  private static boolean shown(RouteTable table, int slot) {
    return table.occupied(slot)
        && (table.desired(slot) > HopSets.NONE || table.actual(slot) != HopSets.NONE);
  }

  private FibView.Entry entry(RouteTable table, int slot) {
    FibView.State state = state(table, slot);
    String why =
        switch (state) {
          case FAILED, FOREIGN -> reasons.get(table.reason(slot)).sentence();
          case DRIFTED -> "someone else changed or deleted it";
          case INSTALLED, WAITING, FOUND -> "";
        };
    return new FibView.Entry(
        table.prefix(slot),
        state,
        hops.target(table.desired(slot)),
        hops.target(table.actual(slot)),
        why);
  }

  private FibView.State state(RouteTable table, int slot) {
    if (table.desired(slot) == HopSets.UNASKED) {
      return FibView.State.FOUND;
    }
    if (table.difference(slot) == Difference.NOTHING) {
      return FibView.State.INSTALLED;
    }
    KernelError reason = reasons.get(table.reason(slot));
    if (reason.errno() == 0) {
      return table.marked(slot, RouteTable.DRIFTED) ? FibView.State.DRIFTED : FibView.State.WAITING;
    }
    return reason.errno() == Errno.EEXIST ? FibView.State.FOREIGN : FibView.State.FAILED;
  }
}
