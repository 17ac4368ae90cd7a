package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.net.Prefix;
import io.munia.rib.decision.LocRib;
import io.munia.rib.route.Multipath;
import io.munia.rib.table.ChangeList;
import io.munia.rib.table.Goal;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.PrefixTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The forwarding table as a reader: hands over what was selected in batches, one at a time, and
/// marks what is acknowledged. While a batch is out, changes coalesce in the table. Owned by the
/// RIB's loop.
final class FibReader {
  /// Most changes in a batch.
  static final int BATCH_MAX = 512;

  /// Most entries looked at in one turn; many need no change of the kernel.
  private static final int LOOKED_AT_MAX = 16 * BATCH_MAX;

  private static final Fib.Target DISCARD = new Fib.Target.Discard();
  private static final Fib.Target ABSENT = new Fib.Target.Absent();

  private final Fib fib;
  private final NextHopTracking nextHops;
  private final Posting posting;
  private final List<Cursor> cursors = new ArrayList<>();
  private final int[] entries = new int[BATCH_MAX];
  private final int[] together = new int[Multipath.PATHS_MAX];
  private boolean outstanding;

  /// Brings work back to the RIB's loop, and has readers served after it.
  interface Posting {
    void post(Runnable work);
  }

  private static final class Cursor {
    private final LocRib rib;

    /// Where several paths are used, one that was not chosen may be among them.
    private final ChangeList changes;

    private final int marker;
    private final Goal goal;

    Cursor(LocRib rib) {
      this.rib = rib;
      this.changes = rib.multipath().on() ? rib.openEveryPath() : rib.changes();
      this.goal = new Goal(changes);
      this.marker = changes.openAtHead();
    }

    void close() {
      goal.drop();
      changes.close(marker);
      if (rib.multipath().on()) {
        rib.closeEveryPath();
      }
    }
  }

  /// One destination that was handed over, by its number and the version it had.
  private record Asked(LocRib rib, int entry, int version, boolean present) {}

  FibReader(Fib fib, Tables tables, NextHopTracking nextHops, Posting posting) {
    this.fib = fib;
    this.nextHops = nextHops;
    this.posting = posting;
    AddressFamily.UNICAST.forEach(family -> cursors.add(new Cursor(tables.rib(family))));
    fib.watch(turns -> posting.post(() -> turns.forEach(this::turned)));
  }

  /// All that is selected by now is to be asked for, then [Fib#converged] is said.
  void converged(AddressFamily family) {
    for (Cursor cursor : cursors) {
      if (cursor.rib.family() == family) {
        cursor.goal.set();
      }
    }
  }

  /// Lets go of the tables. An answer that is still to come is of no use any more.
  void close() {
    for (Cursor cursor : cursors) {
      cursor.close();
    }
    cursors.clear();
  }

  /// Hands the next batch over unless one is out; returns whether there is more to look at at once.
  ///
  /// @param held families of which the forwarding table stays as it is, see [Rib#defer]
  boolean serve(Set<AddressFamily> held) {
    int lookedAt = 0;
    while (!outstanding) {
      List<Fib.Change> batch = new ArrayList<>();
      List<Asked> asked = new ArrayList<>();
      List<AddressFamily> complete = new ArrayList<>();
      int read = 0;
      for (Cursor cursor : cursors) {
        read += held.contains(cursor.rib.family()) ? 0 : read(cursor, batch, asked, complete);
      }
      if (!batch.isEmpty()) {
        outstanding = true;
        fib.apply(batch, outcomes -> posting.post(() -> acknowledged(asked, outcomes)));
      }
      complete.forEach(fib::converged);
      lookedAt += read;
      if (read == 0) {
        return false;
      }
      if (lookedAt >= LOOKED_AT_MAX) {
        return !outstanding;
      }
    }
    return false;
  }

  private int read(
      Cursor cursor, List<Fib.Change> batch, List<Asked> asked, List<AddressFamily> complete) {
    int room = BATCH_MAX - batch.size();
    int count;
    do {
      count = cursor.goal.read(cursor.marker, entries, room);
      for (int i = 0; i < count; i++) {
        ask(cursor.rib, entries[i], batch, asked);
      }
      if (cursor.goal.reachedBy(cursor.marker)) {
        complete.add(cursor.rib.family());
        return count + 1;
      }
    } while (count == 0 && room > 0 && cursor.goal.ahead());
    return count;
  }

  private void ask(LocRib rib, int entry, List<Fib.Change> batch, List<Asked> asked) {
    PrefixTable table = rib.table();
    if (table.has(entry, PrefixTable.FIB_INSTALLED) && !rib.multipath().on()) {
      return;
    }
    Fib.Target target = target(rib, entry);
    if (target == null) {
      if (!table.has(entry, PrefixTable.FIB_TOLD)) {
        return;
      }
      table.clear(entry, PrefixTable.FIB_TOLD);
    } else {
      table.mark(entry, PrefixTable.FIB_TOLD);
    }
    batch.add(new Fib.Change(table.prefix(entry), target == null ? ABSENT : target));
    asked.add(new Asked(rib, entry, table.version(entry), target != null));
  }

  /// What the destination is to be; null where it is none of the forwarding table's.
  private Fib.@Nullable Target target(LocRib rib, int entry) {
    int path = rib.table().selected(entry);
    if (path == 0) {
      return null;
    }
    PathStore paths = rib.paths();
    if (paths.has(path, PathStore.DISCARD | PathStore.BLACKHOLE)) {
      return DISCARD;
    }
    int nextHop = rib.nextHop(path);
    if (nextHop == 0) {
      return null;
    }
    Fib.Hop hop = nextHops.hop(rib.nextHopAddress(path));
    return hop == null
        ? null
        : new Fib.Target.Forward(rib.multipath().on() ? hops(rib, entry) : List.of(hop));
  }

  private List<Fib.Hop> hops(LocRib rib, int entry) {
    List<Fib.Hop> hops = new ArrayList<>();
    int count = rib.together(entry, together);
    for (int i = 0; i < count; i++) {
      Fib.Hop hop = nextHops.hop(rib.nextHopAddress(together[i]));
      if (hop != null && !hops.contains(hop)) {
        hops.add(hop);
      }
    }
    return hops;
  }

  private void acknowledged(List<Asked> asked, List<Fib.Outcome> outcomes) {
    outstanding = false;
    for (int i = 0; i < Math.min(asked.size(), outcomes.size()); i++) {
      acknowledged(asked.get(i), outcomes.get(i));
    }
  }

  private static void acknowledged(Asked it, Fib.Outcome outcome) {
    PrefixTable table = it.rib.table();
    if (!it.present || !table.inUse(it.entry) || table.version(it.entry) != it.version) {
      return;
    }
    switch (outcome) {
      case Fib.Outcome.Installed() -> installed(it.rib, it.entry);
      case Fib.Outcome.Failed _ -> failed(it.rib, it.entry);
    }
  }

  /// News of what was acknowledged. It is about what is selected now only where that was
  /// acknowledged, too, and otherwise than this.
  private void turned(Fib.Turn turn) {
    for (Cursor cursor : cursors) {
      LocRib rib = cursor.rib;
      Prefix prefix = turn.prefix();
      if (rib.family() == prefix.unicastFamily()) {
        PrefixTable table = rib.table();
        int entry = table.find(prefix.address().high(), prefix.address().low(), prefix.length());
        if (entry != 0) {
          turned(rib, entry, turn.outcome());
        }
      }
    }
  }

  private static void turned(LocRib rib, int entry, Fib.Outcome outcome) {
    PrefixTable table = rib.table();
    switch (outcome) {
      case Fib.Outcome.Installed() -> {
        if (table.has(entry, PrefixTable.FIB_FAILED)) {
          installed(rib, entry);
        }
      }
      case Fib.Outcome.Failed _ -> {
        if (table.has(entry, PrefixTable.FIB_INSTALLED)) {
          failed(rib, entry);
        }
      }
    }
  }

  private static void failed(LocRib rib, int entry) {
    boolean stood = rib.table().has(entry, PrefixTable.FIB_INSTALLED);
    rib.table().clear(entry, PrefixTable.FIB_INSTALLED);
    rib.table().mark(entry, PrefixTable.FIB_FAILED);
    if (stood) {
      discardTurned(rib, entry);
    }
  }

  private static void installed(LocRib rib, int entry) {
    if (rib.table().has(entry, PrefixTable.FIB_INSTALLED)) {
      return;
    }
    rib.table().clear(entry, PrefixTable.FIB_FAILED);
    rib.table().mark(entry, PrefixTable.FIB_INSTALLED);
    discardTurned(rib, entry);
  }

  /// What is announced only while its discard stands is looked at again.
  private static void discardTurned(LocRib rib, int entry) {
    int path = rib.table().selected(entry);
    if (path != 0 && rib.paths().has(path, PathStore.AFTER_DISCARD)) {
      rib.touch(entry);
    }
  }
}
