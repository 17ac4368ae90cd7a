package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.rib.decision.LocRib;
import io.munia.rib.table.Source;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Scans of the tables that follow from something that is not about one prefix: a session that is
/// lost or has not told again what it told before, a next hop that is reached in another way. A
/// pass goes over everything in slices between which the loop does other things; what comes up
/// during a pass waits for the next one, all together. Owned by the RIB's loop.
final class Sweep {
  private final Tables tables;
  private final int sliceEntries;
  private List<Source> dead = new ArrayList<>();
  private BitSet resolved = new BitSet();
  private BitSet rerouted = new BitSet();
  private Set<Stale> stale = new LinkedHashSet<>();
  private List<Source> deadNow = List.of();
  private Map<Stale, Integer> staleNow = Map.of();
  private BitSet resolvedNow = new BitSet();
  private BitSet reroutedNow = new BitSet();
  private int table = -1;
  private int at;

  private record Stale(Source source, AddressFamily family) {}

  Sweep(Tables tables, int sliceEntries) {
    this.tables = tables;
    this.sliceEntries = sliceEntries;
  }

  /// The paths of this source are to go; its index is free again when they have gone.
  void died(Source source) {
    dead.add(source);
  }

  /// The paths that this source has not told again in a refresh are to go.
  void stale(Source source, AddressFamily family) {
    stale.add(new Stale(source, family));
  }

  /// Whether paths of this source are still there.
  boolean holds(Source source) {
    return dead.contains(source) || deadNow.contains(source);
  }

  /// Where this next hop is used, the choice is to be made again.
  void resolved(int nextHop) {
    resolved.set(nextHop);
    tables.ribs().forEach(rib -> rib.decision().setHopsTurn(true));
  }

  /// What is selected through this next hop counts as changed.
  void rerouted(int nextHop) {
    rerouted.set(nextHop);
  }

  boolean wanted() {
    return table >= 0
        || !dead.isEmpty()
        || !stale.isEmpty()
        || !resolved.isEmpty()
        || !rerouted.isEmpty();
  }

  /// Does the next slice.
  void slice() {
    if (!wanted()) {
      return;
    }
    if (table < 0) {
      begin();
    }
    LocRib rib = tables.ribs().get(table);
    int end = Math.min(rib.table().end(), at + sliceEntries);
    boolean dropped = !deadNow.isEmpty() || !staleNow.isEmpty();
    rib.sweep(at, end, dropped, resolvedNow, reroutedNow);
    at = end;
    if (at >= rib.table().end()) {
      at = 1;
      table++;
      if (table == tables.ribs().size()) {
        table = -1;
        deadNow.forEach(tables.sources::remove);
        deadNow = List.of();
        staleNow.forEach((told, fresh) -> told.source.generations(told.family).swept(fresh));
        staleNow = Map.of();
        boolean turn = !resolved.isEmpty();
        tables.ribs().forEach(each -> each.decision().setHopsTurn(turn));
      }
    }
  }

  private void begin() {
    table = 0;
    at = 1;
    deadNow = dead;
    staleNow = new LinkedHashMap<>();
    for (Stale told : stale) {
      staleNow.put(told, told.source.generations(told.family).freshNow());
    }
    resolvedNow = resolved;
    reroutedNow = rerouted;
    dead = new ArrayList<>();
    stale = new LinkedHashSet<>();
    resolved = new BitSet();
    rerouted = new BitSet();
  }
}
