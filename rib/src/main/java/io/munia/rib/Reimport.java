package io.munia.rib;

import io.munia.rib.decision.ImportAgain;
import io.munia.rib.decision.LocRib;
import io.munia.rib.table.PrefixTable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Asks import policies that changed about the paths that are there, from their attributes as they
/// were received: a pass over the tables in slices, between which the loop does other things. What
/// changes during a pass waits for the next one; routes that come in meanwhile pass the new policy
/// at once, and are asked about once more to no effect. Owned by the RIB's loop.
final class Reimport implements ImportAgain {
  private final Tables tables;
  private final int budget;
  private Map<Integer, Neighbour> waiting = new HashMap<>();
  private Map<Integer, Neighbour> now = new HashMap<>();
  private int table = -1;
  private int at;
  private final BitSet concerned = new BitSet();
  private int set;
  private int flags;
  private int weight;

  Reimport(Tables tables, int budget) {
    this.tables = tables;
    this.budget = budget;
  }

  /// Its import policy is another.
  void changed(Neighbour neighbour) {
    waiting.put(neighbour.source.index(), neighbour);
  }

  /// Its paths go; its number may be another's soon.
  void forget(Neighbour neighbour) {
    waiting.remove(neighbour.source.index());
    now.remove(neighbour.source.index());
    concerned.clear(neighbour.source.index());
  }

  boolean wanted() {
    return table >= 0 || !waiting.isEmpty();
  }

  /// Does the next slice.
  void slice() {
    if (!wanted()) {
      return;
    }
    if (table < 0) {
      now = waiting;
      waiting = new HashMap<>();
      now.keySet().forEach(concerned::set);
      table = 0;
      at = 1;
    }
    LocRib rib = tables.ribs().get(table);
    at = now.isEmpty() ? rib.table().end() : rib.reimport(at, budget, this);
    now.values().forEach(neighbour -> neighbour.importer.end());
    List.copyOf(now.values()).forEach(Neighbour::checkIn);
    if (at >= rib.table().end()) {
      at = 1;
      table++;
      if (table == tables.ribs().size()) {
        table = -1;
        now = new HashMap<>();
        concerned.clear();
      }
    }
  }

  @Override
  public boolean concerns(int source) {
    return concerned.get(source);
  }

  @Override
  public void ask(PrefixTable table, int entry, int source, int received, int held) {
    Neighbour neighbour = now.get(source);
    if (neighbour == null) {
      throw new IllegalStateException("nobody asked about source " + source);
    }
    Importer importer = neighbour.importer;
    importer.over(table.family(), received);
    importer.ask(table.high(entry), table.low(entry), table.length(entry));
    flags = importer.flags();
    set = neighbour.isTooMany(table.family(), held, flags) ? 0 : importer.set();
    weight = importer.weight();
  }

  @Override
  public int set() {
    return set;
  }

  @Override
  public int flags() {
    return flags;
  }

  @Override
  public int weight() {
    return weight;
  }
}
