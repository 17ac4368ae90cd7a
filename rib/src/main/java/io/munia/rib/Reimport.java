package io.munia.rib;

import io.munia.rib.decision.ImportAgain;
import io.munia.rib.decision.LocRib;
import io.munia.rib.table.PrefixTable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Asks import policies that changed about the paths that are there, from their attributes as they
/// were received: a pass over the tables in slices, between which the loop does other things. What
/// changes during a pass waits for the next one; routes that come in meanwhile pass the new policy
/// at once, and are asked about once more to no effect. Owned by the RIB's loop.
final class Reimport implements ImportAgain {
  private final Tables tables;
  private final int budget;
  private final LongLivedMark mark;
  private Map<Integer, Neighbour> waiting = new HashMap<>();
  private Map<Integer, Neighbour> now = new HashMap<>();

  /// Those of the pass under way who would have more paths accepted than their limit takes: others
  /// may have made room by the end of the pass, so they are asked about in another, their last.
  private final Set<Neighbour> crowded = new LinkedHashSet<>();

  private Set<Neighbour> last = new HashSet<>();
  private Set<Neighbour> lastNow = new HashSet<>();
  private int table = -1;
  private int at;
  private final BitSet concerned = new BitSet();
  private int set;
  private int flags;
  private int weight;

  Reimport(Tables tables, int budget) {
    this.tables = tables;
    this.budget = budget;
    this.mark = new LongLivedMark(tables.attributes);
  }

  /// Its import policy is another, or what is kept of it is the last choice from now on.
  void changed(Neighbour neighbour) {
    waiting.put(neighbour.source.index(), neighbour);
    last.remove(neighbour);
  }

  /// Whether its number of accepted paths is on its way to another.
  boolean awaits(Neighbour neighbour) {
    int source = neighbour.source.index();
    return wanted() && (waiting.get(source) == neighbour || now.get(source) == neighbour);
  }

  /// Its paths go; its number may be another's soon.
  void forget(Neighbour neighbour) {
    waiting.remove(neighbour.source.index());
    now.remove(neighbour.source.index());
    concerned.clear(neighbour.source.index());
    crowded.remove(neighbour);
    last.remove(neighbour);
    lastNow.remove(neighbour);
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
      lastNow = last;
      last = new HashSet<>();
      now.keySet().forEach(concerned::set);
      table = 0;
      at = 1;
    }
    LocRib rib = tables.ribs().get(table);
    at = now.isEmpty() ? rib.table().end() : rib.reimport(at, budget, this);
    now.values().forEach(neighbour -> neighbour.importer.end());
    mark.end();
    if (at >= rib.table().end()) {
      at = 1;
      table++;
      if (table == tables.ribs().size()) {
        through();
      }
    }
  }

  private void through() {
    List<Neighbour> asked = List.copyOf(now.values());
    table = -1;
    now = new HashMap<>();
    concerned.clear();
    for (Neighbour neighbour : crowded) {
      if (waiting.putIfAbsent(neighbour.source.index(), neighbour) == null) {
        last.add(neighbour);
      }
    }
    crowded.clear();
    for (Neighbour neighbour : asked) {
      if (!awaits(neighbour)) {
        neighbour.checkIn();
      }
    }
  }

  @Override
  public boolean concerns(int source) {
    return concerned.get(source);
  }

  @Override
  public boolean ask(PrefixTable table, int entry, int source, int received, int held) {
    Neighbour neighbour = now.get(source);
    if (neighbour == null) {
      throw new IllegalStateException("nobody asked about source " + source);
    }
    Importer importer = neighbour.importer;
    importer.over(table.family(), received);
    importer.ask(table.high(entry), table.low(entry), table.length(entry));
    flags = importer.flags();
    set = importer.set();
    weight = importer.weight();
    if (set != 0 && neighbour.keepsLong(table.family(), held)) {
      set = mark.of(set, source);
    }
    if (!neighbour.hasRoom(table.family(), held, flags)) {
      if (!lastNow.contains(neighbour)) {
        crowded.add(neighbour);
        return false;
      }
      neighbour.refused(table.family());
      set = 0;
    }
    return true;
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
