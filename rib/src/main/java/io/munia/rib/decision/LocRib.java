package io.munia.rib.decision;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.route.Multipath;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.ChangeList;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.Source;
import io.munia.rib.table.Sources;
import java.util.BitSet;
import java.util.Set;

/// All paths of one address family, one of them selected for each destination, and the order in
/// which selections changed. Adj-RIB-In and Loc-RIB are one structure: a path is stored once, as
/// policy left it, and the selected one stands first among its entry's paths. The only writer of
/// its tables; owned by the RIB's loop.
public final class LocRib {
  /// Most paths that one source may have to one prefix, told apart by path ids; what comes on top
  /// is refused.
  public static final int PATHS_PER_SOURCE_AND_PREFIX_MAX = 64;

  private final AddressFamily family;
  private final PrefixTable table;
  private final ChangeList changes;
  private final PathStore paths = new PathStore();
  private final AttributePool attributes;
  private final NextHopTable nextHops;
  private final Sources sources;
  private final Decision decision;

  private final SourceBits origins;

  private final AwaitedDiscards discards = new AwaitedDiscards();
  private Cover cover = Cover.NONE;
  private final EveryPath everyPath;
  private Multipath multipath = Multipath.OFF;

  /// @param hashKey see [PrefixTable]
  /// @param keyBytesMax see there
  public LocRib(
      AddressFamily family,
      long hashKey,
      long keyBytesMax,
      AttributePool attributes,
      NextHopTable nextHops,
      Sources sources) {
    this.family = family;
    this.table = new PrefixTable(family, hashKey, keyBytesMax);
    this.changes = new ChangeList(table);
    this.origins = new SourceBits(paths);
    this.everyPath = new EveryPath(table, paths, changes);
    this.attributes = attributes;
    this.nextHops = nextHops;
    this.sources = sources;
    this.decision = new Decision(paths, attributes, nextHops, sources, discards::allowed);
  }

  public AddressFamily family() {
    return family;
  }

  public PrefixTable table() {
    return table;
  }

  public ChangeList changes() {
    return changes;
  }

  /// The order in which entries changed in any of their paths, for one more reader, until it calls
  /// [#closeEveryPath].
  public ChangeList openEveryPath() {
    return everyPath.open();
  }

  public void closeEveryPath() {
    everyPath.close();
  }

  /// From now on so many paths are used together.
  public void setMultipath(Multipath multipath) {
    this.multipath = multipath;
  }

  public Multipath multipath() {
    return multipath;
  }

  /// The paths of an entry that are used together, the selected one first; see [Decision#together].
  ///
  /// @return how many there are
  public int together(int entry, int[] into) {
    int selected = table.selected(entry);
    return selected == 0 ? 0 : decision.together(table.firstPath(entry), selected, multipath, into);
  }

  public PathStore paths() {
    return paths;
  }

  public Decision decision() {
    return decision;
  }

  public Cover cover() {
    return cover;
  }

  public void coverBy(Cover cover) {
    this.cover = cover;
  }

  /// Destinations that had a route which waits for its discard, or waited; some may have none now.
  public Set<Prefix> afterDiscard() {
    return discards.prefixes();
  }

  /// Number of a path's next hop; 0 for a route of our own.
  public int nextHop(int path) {
    return attributes.nextHop(paths.attributes(path));
  }

  public IpAddress nextHopAddress(int path) {
    return nextHops.get(nextHop(path)).address();
  }

  /// The version that was given out last in the order of [#openEveryPath]; 0 where nobody reads it.
  public long everyPathVersion() {
    return everyPath.version();
  }

  /// What the order of [#openEveryPath] costs, roughly.
  public long everyPathBytes() {
    return everyPath.bytes();
  }

  /// Gives memory that is not used any longer back to the heap.
  public void trim() {
    table.trim();
    paths.trim();
    origins.trim();
  }

  /// Destinations that have a path.
  public int size() {
    return table.size() - changes.tombstones();
  }

  /// Takes a path in, or another version of one that is there.
  ///
  /// @param set its attributes, as policy left them; a reference of its own is taken
  /// @param received its attributes as received where policy made others of them, else 0
  /// @param flags see [PathStore]
  /// @param weight see [PathStore#weight]
  /// @return whether there was room for it; where not, the source has no such path any longer
  public boolean announce(
      Source source,
      int pathId,
      long high,
      long low,
      int length,
      int set,
      int received,
      int flags,
      int weight) {
    int entry = table.add(high, low, length);
    if (entry == 0) {
      return false;
    }
    if (table.firstPath(entry) == 0) {
      return announceFirst(entry, source, pathId, set, received, flags, weight);
    }
    int path = find(entry, source.index(), pathId);
    boolean fresh = path == 0;
    if (fresh) {
      path = add(entry, source, pathId);
      if (path == 0) {
        settle(entry, table.selected(entry), 0);
        return false;
      }
    } else {
      source.again(family, paths.generation(path));
    }
    if (!fresh
        && paths.attributes(path) == set
        && paths.received(path) == received
        && ((paths.flags(path) ^ flags) & ~PathStore.GENERATION) == 0
        && paths.weight(path) == weight) {
      paths.setFlags(path, flags);
      return true;
    }
    replace(entry, path, set, received, flags, weight);
    changes.revive(entry);
    discards.note(table, entry, flags);
    everyPath.stirred(entry, path);
    settle(entry, choose(entry, path, fresh), path);
    return true;
  }

  /// Nearly all of a full table: the first path of an entry.
  private boolean announceFirst(
      int entry, Source source, int pathId, int set, int received, int flags, int weight) {
    int path = paths.add(source.index(), pathId, set, flags);
    if (path == 0) {
      emptied(entry);
      return false;
    }
    attributes.acquire(set);
    if (received != 0) {
      attributes.acquire(received);
      paths.setReceived(path, received);
    }
    if (weight != 0) {
      paths.setWeight(path, weight);
    }
    source.got(family, PathStore.accepted(flags));
    int marks = attributes.med(set) != 0 ? PrefixTable.MED_SEEN : 0;
    changes.revive(entry);
    discards.note(table, entry, flags);
    everyPath.stirred(entry, path);
    boolean best = decision.eligible(path);
    table.fill(entry, path, best ? marks | PrefixTable.SELECTED : marks);
    if (best) {
      touch(entry);
    }
    return true;
  }

  /// The flags of a path, or -1 where there is no such path.
  public int flags(Source source, int pathId, long high, long low, int length) {
    int entry = table.find(high, low, length);
    int path = entry == 0 ? 0 : find(entry, source.index(), pathId);
    return path == 0 ? -1 : paths.flags(path);
  }

  /// Takes a path out, if it is there.
  public void withdraw(Source source, int pathId, long high, long low, int length) {
    int entry = table.find(high, low, length);
    int path = entry == 0 ? 0 : find(entry, source.index(), pathId);
    if (path == 0) {
      return;
    }
    boolean again = leavesRoom(entry, path);
    drop(entry, path);
    settle(entry, again ? decision.select(table.firstPath(entry)) : table.selected(entry), 0);
  }

  /// Lets routes that wait for their discard have it, or takes it from them again.
  public void allowDiscards(boolean allowed) {
    if (!discards.allow(allowed)) {
      return;
    }
    for (Prefix prefix : discards.prefixes()) {
      int entry = table.find(prefix.address().high(), prefix.address().low(), prefix.length());
      if (entry != 0) {
        everyPath.stirred(entry, 0);
        settle(entry, decision.select(table.firstPath(entry)), 0);
      }
    }
    discards.removeIf(prefix ->
        table.find(prefix.address().high(), prefix.address().low(), prefix.length()) == 0);
  }

  /// Looks at the entries `[from, to)` again: paths that their source has dropped go, and where a
  /// path uses one of these next hops the choice is made anew.
  ///
  /// @param resolved numbers of next hops whose reachability or cost changed
  /// @param rerouted numbers of next hops that packets take another way to: what is selected counts
  ///   as changed even where the choice stays
  public void sweep(int from, int to, boolean dead, BitSet resolved, BitSet rerouted) {
    boolean hops = !resolved.isEmpty() || !rerouted.isEmpty();
    for (int entry = from; entry < to; entry++) {
      int path = table.inUse(entry) ? table.firstPath(entry) : 0;
      if (path == 0) {
        continue;
      }
      if (hops || paths.next(path) != 0) {
        sweep(entry, dead, hops, resolved, rerouted);
      } else if (dead && isDropped(path)) {
        dropLast(entry, path);
      }
    }
  }

  private boolean isDropped(int path) {
    return sources.get(paths.source(path)).hasDropped(family, paths.generation(path));
  }

  /// Nearly all that a lost session leaves: the only path of an entry goes.
  private void dropLast(int entry, int path) {
    boolean selected = table.has(entry, PrefixTable.SELECTED);
    forget(path);
    table.empty(entry);
    everyPath.stirred(entry, 0);
    if (selected) {
      changes.changed(entry);
    }
    emptied(entry);
  }

  /// Asks import policy anew about the paths it concerns, from entry `from` on.
  ///
  /// @param budget what may be spent: 1 for an entry, [ImportAgain#COST] for a path that is asked
  ///   about
  /// @return the entry to go on from
  public int reimport(int from, int budget, ImportAgain policy) {
    int left = budget;
    int entry = from;
    for (; entry < table.end() && left > 0; entry++) {
      left--;
      if (table.inUse(entry)) {
        left -= ImportAgain.COST * reimport(entry, policy);
      }
    }
    return entry;
  }

  private int reimport(int entry, ImportAgain policy) {
    int asked = 0;
    int selected = table.selected(entry);
    int refreshed = 0;
    boolean again = false;
    int path = table.firstPath(entry);
    while (path != 0) {
      int next = paths.next(path);
      int source = paths.source(path);
      if (policy.concerns(source) && sources.get(source).alive()) {
        asked++;
        int kept = paths.received(path);
        int received = kept != 0 ? kept : paths.attributes(path);
        if (!policy.ask(table, entry, source, received, paths.flags(path))) {
          path = next;
          continue;
        }
        int set = policy.set();
        int flags = policy.flags() | paths.flags(path) & PathStore.GENERATION;
        boolean content = set != paths.attributes(path) || flags != paths.flags(path);
        if (set == 0) {
          drop(entry, path);
          again = true;
        } else if (content || policy.weight() != paths.weight(path)) {
          replace(entry, path, set, set == received ? 0 : received, flags, policy.weight());
          everyPath.stirred(entry, path);
          again = true;
          refreshed = content && path == selected ? path : refreshed;
        }
      }
      path = next;
    }
    if (again) {
      settle(entry, decision.select(table.firstPath(entry)), refreshed);
    }
    return asked;
  }

  /// Has every reader look at this entry again.
  public void touch(int entry) {
    everyPath.stirred(entry, 0);
    changes.changed(entry);
  }

  private void sweep(int entry, boolean dead, boolean hops, BitSet resolved, BitSet rerouted) {
    boolean again = false;
    int refreshed = 0;
    int selected = table.selected(entry);
    int path = table.firstPath(entry);
    while (path != 0) {
      int next = paths.next(path);
      if (dead && isDropped(path)) {
        again |= leavesRoom(entry, path);
        drop(entry, path);
      } else if (hops) {
        int nextHop = attributes.nextHop(paths.attributes(path));
        again |= resolved.get(nextHop);
        refreshed = path == selected && rerouted.get(nextHop) ? path : refreshed;
        if (rerouted.get(nextHop)) {
          everyPath.stirred(entry, 0);
        }
      }
      path = next;
    }
    if (again) {
      everyPath.stirred(entry, 0);
    }
    if (again || refreshed != 0 || table.firstPath(entry) == 0) {
      settle(
          entry,
          again ? decision.select(table.firstPath(entry)) : table.selected(entry),
          refreshed);
    }
  }

  /// Whether something else may be best without this path. Where it is not the selected one, it can
  /// only have held others down by its MED; whom it held down with the selected one's neighbour AS,
  /// the selected one holds down.
  private boolean leavesRoom(int entry, int path) {
    int selected = table.selected(entry);
    return path == selected
        || table.has(entry, PrefixTable.MED_SEEN)
            && (selected == 0 || !decision.sameNeighbourAs(path, selected));
  }

  private int find(int entry, int source, int pathId) {
    if (!origins.mayHave(entry, source)) {
      return 0;
    }
    for (int path = table.firstPath(entry); path != 0; path = paths.next(path)) {
      if (paths.source(path) == source && paths.pathId(path) == pathId) {
        return path;
      }
    }
    return 0;
  }

  /// A new path behind the selected one, or first where nothing is selected.
  private int add(int entry, Source source, int pathId) {
    if (pathId != 0 && pathsOf(entry, source.index()) >= PATHS_PER_SOURCE_AND_PREFIX_MAX) {
      return 0;
    }
    int path = paths.add(source.index(), pathId);
    if (path == 0) {
      return 0;
    }
    origins.note(entry, table.firstPath(entry), source.index());
    int selected = table.selected(entry);
    if (selected != 0) {
      paths.setNext(path, paths.next(selected));
      paths.setNext(selected, path);
    } else {
      paths.setNext(path, table.firstPath(entry));
      table.setFirstPath(entry, path);
    }
    source.countPath(family, 1);
    paths.setFlags(path, PathStore.NOT_ACCEPTED);
    return path;
  }

  private int pathsOf(int entry, int source) {
    int count = 0;
    for (int path = table.firstPath(entry); path != 0; path = paths.next(path)) {
      count += paths.source(path) == source ? 1 : 0;
    }
    return count;
  }

  private void replace(int entry, int path, int set, int received, int flags, int weight) {
    Source source = sources.get(paths.source(path));
    source.countAccepted(family, PathStore.accepted(flags) - PathStore.accepted(paths.flags(path)));
    replaceAttributes(path, set, received);
    paths.setFlags(path, flags);
    paths.setWeight(path, weight);
    if (attributes.med(set) != 0) {
      table.mark(entry, PrefixTable.MED_SEEN);
    }
  }

  private void replaceAttributes(int path, int set, int received) {
    int before = paths.attributes(path);
    int beforeReceived = paths.received(path);
    attributes.acquire(set);
    paths.setAttributes(path, set);
    if (received != 0) {
      attributes.acquire(received);
    }
    paths.setReceived(path, received);
    if (before != 0) {
      attributes.release(before);
    }
    if (beforeReceived != 0) {
      attributes.release(beforeReceived);
    }
  }

  private void drop(int entry, int path) {
    int first = table.firstPath(entry);
    if (first == path) {
      table.setFirstPath(entry, paths.next(path));
      if (table.has(entry, PrefixTable.SELECTED)) {
        table.clear(entry, PrefixTable.SELECTED);
        gone(entry);
      }
    } else {
      int before = first;
      while (paths.next(before) != path) {
        before = paths.next(before);
      }
      paths.setNext(before, paths.next(path));
    }
    int left = table.firstPath(entry);
    if (left == 0 || paths.next(left) == 0) {
      origins.forget(entry);
    }
    forget(path);
    everyPath.stirred(entry, 0);
  }

  /// Frees a path that is in no list any longer.
  private void forget(int path) {
    sources
        .get(paths.source(path))
        .lost(family, PathStore.accepted(paths.flags(path)), paths.generation(path));
    attributes.release(paths.attributes(path));
    int received = paths.received(path);
    if (received != 0) {
      attributes.release(received);
    }
    paths.remove(path);
  }

  /// The selected path itself went: what is selected changes, whatever comes next.
  private void gone(int entry) {
    table.clear(entry, PrefixTable.FIB_INSTALLED | PrefixTable.FIB_FAILED);
    touch(entry);
  }

  /// What is best now that `path` is new or another than before. With a MED in play, a path that
  /// was another before may still free or hold down others: the whole set is asked.
  ///
  /// @param fresh whether there was no such path before
  private int choose(int entry, int path, boolean fresh) {
    int selected = table.selected(entry);
    if (table.firstPath(entry) == path && paths.next(path) == 0) {
      return decision.eligible(path) ? path : 0;
    }
    boolean med = table.has(entry, PrefixTable.MED_SEEN);
    if (selected == 0 || selected == path || med && !fresh || !decision.stands(selected)) {
      return decision.select(table.firstPath(entry));
    }
    if (!decision.eligible(path)) {
      return selected;
    }
    int order = med ? decision.challenge(path, selected) : decision.duel(path, selected);
    return order < 0
        ? path
        : order > 0 || !med ? selected : decision.select(table.firstPath(entry));
  }

  /// Makes `best` the selected path, and says so where it is another or not the same as before.
  ///
  /// @param refreshed the path whose content changed, or 0
  private void settle(int entry, int best, int refreshed) {
    int selected = table.selected(entry);
    if (best != selected || best != 0 && best == refreshed) {
      toFront(entry, best);
      if (best == selected && paths.has(best, PathStore.DISCARD)) {
        touch(entry); // the discard that stands is the one that is wanted
      } else {
        gone(entry);
      }
    }
    if (table.firstPath(entry) == 0) {
      table.clear(entry, PrefixTable.MED_SEEN);
      emptied(entry);
    }
  }

  private void emptied(int entry) {
    if (table.version(entry) == 0 && !everyPath.knows(entry)) {
      table.remove(entry);
    } else {
      if (table.version(entry) == 0) {
        changes.changed(entry);
      }
      changes.bury(entry);
    }
  }

  private void toFront(int entry, int best) {
    if (best == 0) {
      table.clear(entry, PrefixTable.SELECTED);
      return;
    }
    table.mark(entry, PrefixTable.SELECTED);
    int first = table.firstPath(entry);
    if (first == best) {
      return;
    }
    int before = first;
    while (paths.next(before) != best) {
      before = paths.next(before);
    }
    paths.setNext(before, paths.next(best));
    paths.setNext(best, first);
    table.setFirstPath(entry, best);
  }
}
