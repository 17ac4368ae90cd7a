package io.munia.fib.netlink;

import io.munia.fib.netlink.message.Errno;
import io.munia.fib.netlink.message.KernelError;
import io.munia.fib.netlink.message.RouteReader;
import io.munia.fib.netlink.message.Rtnetlink;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.Fib.Change;
import io.munia.rib.Fib.Outcome;
import io.munia.rib.Fib.Turn;
import io.munia.rib.Fib.Watcher;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Our routes in the kernel: desired, actual, and what is done about the difference and when.
///
/// What is asked for is written at once. Everything else is found out by notifications, and where
/// those say too little (a lost one, an interface that went down and took routes with it in
/// silence) by reading the table again; a correction then walks the table in slices, so that a
/// batch never waits long. Both are paced: two programs that each put their route back must not
/// fill the machine. Owned by the FIB thread.
final class KernelRoutes {
  private static final long CORRECTION_SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long CORRECTION_LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long RESYNC_SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long RESYNC_LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

  /// What no notification tells is found out by then.
  private static final long AUDIT_NANOS = TimeUnit.MINUTES.toNanos(15);

  /// Routes written by one slice of a correction.
  private static final int CORRECTIONS_PER_SLICE_MAX = 2048;

  private static final Outcome INSTALLED = new Outcome.Installed();

  private final FibSettings settings;
  private final HopSets hops = new HopSets();
  private final Reasons reasons = new Reasons();
  private final Counting counting = new Counting();
  private final Correction correction;
  private final RouteStates states;
  private final Family ipv4 = new Family(new RouteTable(IpVersion.V4, hops));
  private final Family ipv6 = new Family(new RouteTable(IpVersion.V6, hops));
  private final List<Family> families = List.of(ipv4, ipv6);
  private long nextAudit;
  private boolean auditing;
  private Watcher watcher = turns -> {};
  private final Prefix[] chunk = new Prefix[Correction.MESSAGES_PER_SEND_MAX];

  /// One address family's part.
  private static final class Family {
    final RouteTable table;
    final Pace corrections = new Pace(CORRECTION_SHORTEST_NANOS, CORRECTION_LONGEST_NANOS);
    final Pace resyncs = new Pace(RESYNC_SHORTEST_NANOS, RESYNC_LONGEST_NANOS);
    boolean converged;
    boolean strays;

    /// Where the correction goes on, or -1 while there is none.
    int sweep = -1;

    /// The table's moves when the correction stopped there.
    int sweepMoves;

    Family(RouteTable table) {
      this.table = table;
    }

    int desiredIfNew() {
      return converged ? HopSets.NONE : HopSets.UNASKED;
    }
  }

  KernelRoutes(FibSettings settings, Requests requests) {
    this.settings = settings;
    this.correction = new Correction(settings, requests, hops, reasons, counting);
    this.states = new RouteStates(hops, reasons);
  }

  private Family family(IpVersion version) {
    return version == IpVersion.V4 ? ipv4 : ipv6;
  }

  /// Reads what there is of ours, before anything else.
  KernelError readAll() {
    for (Family family : families) {
      int strays = correction.readBack(family.table, HopSets.UNASKED);
      if (strays == -Errno.EINTR) {
        family.resyncs.request();
      } else if (strays < 0) {
        return new KernelError(-strays, "");
      }
      family.strays = strays != 0;
    }
    return new KernelError(0, "");
  }

  /// Families of which something of an earlier run is there, before anything was asked for.
  Set<AddressFamily> kept() {
    Set<AddressFamily> kept = EnumSet.noneOf(AddressFamily.class);
    for (AddressFamily family : AddressFamily.values()) {
      RouteTable table = family(family.version()).table;
      for (int slot = 0; slot < table.capacity(); slot++) {
        if (table.occupied(slot) && table.actual(slot) != HopSets.NONE) {
          kept.add(family);
          break;
        }
      }
    }
    return kept;
  }

  /// Who hears of what turns out otherwise than it was acknowledged.
  void watch(Watcher by) {
    watcher = by;
  }

  /// Brings destinations to their targets.
  List<Outcome> apply(List<Change> batch) {
    List<Outcome> outcomes = new ArrayList<>(batch.size());
    int at = 0;
    while (at < batch.size()) {
      Family family = family(batch.get(at).prefix().version());
      int count = 0;
      while (count < chunk.length
          && at + count < batch.size()
          && batch.get(at + count).prefix().version() == family.table.version()) {
        Change change = batch.get(at + count);
        chunk[count++] = change.prefix();
        desire(family, change);
      }
      correction.correct(family.table, chunk, 0, count);
      for (int i = 0; i < count; i++) {
        outcomes.add(outcome(family.table, chunk[i]));
      }
      forget(family.table, count);
      if (correction.takeTwinFound()) {
        family.resyncs.request();
      }
      at += count;
    }
    return outcomes;
  }

  /// Routes written and deleted so far.
  long writes() {
    return counting.written + counting.deleted;
  }

  /// Whether a discard route of ours covers this address.
  boolean discards(IpAddress address) {
    RouteTable table = family(address.version()).table;
    for (int length = address.version().bits(); length >= 0; length--) {
      int slot = table.find(new Prefix(address, length));
      if (slot >= 0 && table.actual(slot) == HopSets.DISCARD) {
        return true;
      }
    }
    return false;
  }

  private void desire(Family family, Change change) {
    int slot = family.table.put(change.prefix(), HopSets.UNASKED);
    int id = hops.of(change.target());
    int before = family.table.desired(slot);
    int actual = family.table.actual(slot);
    boolean found = before == HopSets.UNASKED || family.table.marked(slot, RouteTable.EARLY);
    if (found && id != HopSets.NONE && id == actual && id != before) {
      counting.adopted++;
    }
    family.table.setDesired(slot, id);
    if (found && !family.converged) {
      family.table.mark(slot, RouteTable.EARLY);
    }
  }

  /// What whoever asked is told, from which [#turned] goes on.
  private Outcome outcome(RouteTable table, Prefix prefix) {
    int slot = table.find(prefix);
    if (slot < 0) {
      return INSTALLED;
    }
    if (table.difference(slot) == Difference.NOTHING) {
      table.unmark(slot, RouteTable.REFUSED);
      return INSTALLED;
    }
    table.mark(slot, RouteTable.REFUSED);
    KernelError why = reasons.get(table.reason(slot));
    return new Outcome.Failed(why.errno(), why.sentence());
  }

  /// Says which of these are now otherwise than whoever asked was told.
  private void turned(RouteTable table, int count) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int slot = table.find(chunk[i]);
      if (slot >= 0 && table.desired(slot) > HopSets.NONE) {
        boolean refused = table.difference(slot) != Difference.NOTHING;
        if (refused != table.marked(slot, RouteTable.REFUSED)) {
          turns.add(new Turn(chunk[i], outcome(table, chunk[i])));
        }
      }
    }
    if (!turns.isEmpty()) {
      watcher.turned(turns);
    }
  }

  private void forget(RouteTable table, int count) {
    for (int i = 0; i < count; i++) {
      int slot = table.find(chunk[i]);
      if (slot >= 0 && table.forgettable(slot)) {
        table.remove(slot);
      }
    }
  }

  /// What nobody has asked for by now goes.
  void converged(AddressFamily which) {
    Family family = family(which.version());
    if (family.converged) {
      return;
    }
    family.converged = true;
    RouteTable table = family.table;
    table.unmarkAll(RouteTable.EARLY);
    for (int slot = 0; slot < table.capacity(); slot++) {
      if (table.occupied(slot) && table.desired(slot) == HopSets.UNASKED) {
        table.setDesired(slot, HopSets.NONE);
        counting.staleRemoved += table.actual(slot) == HopSets.NONE ? 0 : 1;
      }
    }
    if (family.strays) {
      correction.removeStrays(which.version());
      family.strays = false;
    }
    family.corrections.request();
  }

  /// A notification about a route, of whomever, not caused by us.
  ///
  /// @param type RTM_NEWROUTE or RTM_DELROUTE
  void heard(int type, int flags, RouteReader route) {
    if (!correction.concerns(route) || !correction.atOurMetric(route)) {
      return;
    }
    Family family = family(route.version());
    RouteTable table = family.table;
    int slot = table.put(route.high(), route.low(), route.length(), family.desiredIfNew());
    boolean added = type == Rtnetlink.RTM_NEWROUTE;
    if (!correction.ours(route)) {
      if (added) {
        table.mark(slot, RouteTable.FOREIGN);
        if ((flags & Rtnetlink.NLM_F_REPLACE) != 0) {
          family.resyncs.request(); // it may have taken ours away
        }
      } else {
        table.unmark(slot, RouteTable.FOREIGN);
        family.corrections.request();
      }
    } else {
      int id = hops.of(route);
      if (!added && id != table.actual(slot)) {
        family.resyncs.request(); // part of a multipath route, or one we did not know
        hops.retain(id);
        hops.release(id);
      } else if (correction.found(table, slot, added ? id : HopSets.NONE)) {
        family.corrections.request();
      }
    }
    if (table.forgettable(slot)) {
      table.remove(slot);
    }
  }

  /// Notifications were lost.
  void overrun() {
    counting.overruns++;
    readAgain();
  }

  /// An interface came, went, or was taken up or down: the kernel drops routes with it, those of
  /// IPv4 without a word.
  void readAgain() {
    for (Family family : families) {
      family.resyncs.request();
    }
  }

  /// What was refused may be possible now.
  void tryAgain() {
    for (Family family : families) {
      family.corrections.request();
    }
  }

  /// Does what is due.
  ///
  /// @return when there is more
  long due(long nowNanos) {
    if (!auditing || nowNanos - nextAudit >= 0) {
      if (auditing) {
        readAgain();
      }
      auditing = true;
      nextAudit = nowNanos + AUDIT_NANOS;
    }
    long next = nextAudit;
    for (Family family : families) {
      if (family.resyncs.take(nowNanos)) {
        if (correction.readBack(family.table, family.desiredIfNew()) < 0) {
          family.resyncs.request();
        }
        family.corrections.request();
      }
      if (family.sweep < 0 && family.corrections.take(nowNanos)) {
        family.sweep = 0;
        family.sweepMoves = family.table.moves();
      }
      if (family.sweep >= 0) {
        sweep(family);
      }
      next =
          Math.min(
              next,
              family.sweep >= 0
                  ? nowNanos
                  : Math.min(family.resyncs.dueAt(nowNanos), family.corrections.dueAt(nowNanos)));
    }
    return next;
  }

  /// One slice of a correction.
  private void sweep(Family family) {
    RouteTable table = family.table;
    if (family.sweepMoves != table.moves()) {
      family.corrections.request(); // an entry may have slipped past: once more later
    }
    int written = 0;
    int slot = family.sweep;
    while (slot < table.capacity() && written < CORRECTIONS_PER_SLICE_MAX) {
      int count = 0;
      while (slot < table.capacity() && count < chunk.length) {
        if (table.occupied(slot)) {
          if (table.difference(slot) != Difference.NOTHING
              || table.marked(slot, RouteTable.REFUSED)) {
            chunk[count++] = table.prefix(slot);
          } else if (table.forgettable(slot)) {
            table.remove(slot);
            continue;
          }
        }
        slot++;
      }
      if (count > 0) {
        correction.correct(table, chunk, 0, count);
        turned(table, count);
        int before = table.size();
        forget(table, count);
        slot = Math.max(0, slot - (before - table.size())); // those that moved up
        written += count;
      }
    }
    if (correction.takeTwinFound()) {
      family.resyncs.request();
    }
    family.sweep = slot < table.capacity() ? slot : -1;
    family.sweepMoves = table.moves();
  }

  FibView.Summary summary() {
    return new FibView.Summary(
        settings, counting.snapshot(), states.count(ipv4.table), states.count(ipv6.table));
  }

  FibView.Page page(AddressFamily which, int position, int max) {
    return states.page(family(which.version()).table, position, max);
  }

  /// Reads the kernel's table first.
  List<FibView.Entry> diff(AddressFamily which, int max) {
    Family family = family(which.version());
    if (correction.readBack(family.table, family.desiredIfNew()) < 0) {
      family.resyncs.request();
    }
    List<FibView.Entry> entries = states.differences(family.table, max);
    if (!entries.isEmpty()) {
      family.corrections.request();
    }
    return entries;
  }
}
