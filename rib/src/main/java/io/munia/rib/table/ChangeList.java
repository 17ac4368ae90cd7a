package io.munia.rib.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The order in which entries changed, oldest first: a doubly linked list through the entries of
/// one [PrefixTable]. An entry that changes gets the next version and moves to the tail, so a
/// reader always finds its newest state, once, however often it changed.
///
/// **A reader is a marker**: a node of the same list, so that "what have I not read" is "what
/// stands behind me", moving on costs O(1), and nothing is searched, ever. Nodes are numbers: an
/// entry is positive, a marker negative, 0 is the ring's sentinel.
///
/// **Tombstones.** An entry without a path must stay until every marker is past it. The list is in
/// order of versions, so that holds when its version is at most the lowest among the markers'.
/// Versions are 64 bits, entries keep the lower 32: a marker works its own out from the entry it
/// passes, and can only come out too low (after 4 billion changes between two neighbours of the
/// list), which delays and never frees too early. They wait in a queue in the order of their
/// burials; one that is buried again before its turn goes to the end once it is met, so that a
/// destination that comes and goes does not keep all others waiting. Owned by the RIB's loop.
public final class ChangeList {
  /// Tombstones whose places in the index are looked at one after the other before the first of
  /// them is removed, so that the misses overlap.
  private static final int FETCHED = 16;

  private static final int OWN_COLUMNS = 3;

  private final PrefixTable table;
  private final IntPages rows;

  /// The first of three columns: neighbours in the list and version.
  private final int next;

  private final int previous;
  private final int version;

  /// Another order of the same entries, which tombstones wait for, too.
  private @Nullable ChangeList beside;

  private int[] markerNext = new int[16];
  private int[] markerPrevious = new int[16];
  private long[] markerVersion = new long[16];
  private int markerEnd = 1;
  private int freeMarker;
  private long last;
  private final IntQueue queue = new IntQueue();
  private int tombstones;

  @SuppressWarnings("UnusedVariable") // else nothing would be fetched
  private int fetched;

  public ChangeList(PrefixTable table) {
    this(table, table.rows(), PrefixTable.NEXT);
  }

  private ChangeList(PrefixTable table, IntPages rows, int columns) {
    this.table = table;
    this.rows = rows;
    this.next = columns;
    this.previous = columns + 1;
    this.version = columns + 2;
    markerVersion[0] = Long.MAX_VALUE;
  }

  /// Another order of the same entries, about something else than this one's, with columns and
  /// markers of its own and no entry in it yet. Until [#dropBeside], a tombstone waits for the
  /// readers of both.
  public ChangeList openBeside() {
    ChangeList opened =
        new ChangeList(table, new IntPages(OWN_COLUMNS, PrefixTable.ENTRIES_MAX), 0);
    beside = opened;
    return opened;
  }

  public void dropBeside() {
    beside = null;
  }

  /// The version that was given out last.
  public long version() {
    return last;
  }

  /// Entries that stand only for readers that have not passed them.
  public int tombstones() {
    return tombstones;
  }

  /// Gives an entry the next version and puts it at the tail, whether it stood in the list or not.
  public void changed(int entry) {
    int[] page = rows.page(entry);
    int at = rows.at(entry);
    int before = page[at + previous];
    int behind = page[at + next];
    if (page[at + version] != 0 || behind != 0 || before != 0) {
      setNext(before, behind);
      setPrevious(behind, before);
    }
    int tail = markerPrevious[0];
    setNext(tail, entry);
    markerPrevious[0] = entry;
    page[at + previous] = tail;
    page[at + next] = 0;
    last++;
    if ((int) last == 0) {
      last++;
    }
    page[at + version] = (int) last;
  }

  /// Says that an entry that has just [#changed] has no path left.
  public void bury(int entry) {
    int before = table.markBuried(entry);
    if ((before & PrefixTable.TOMBSTONE) == 0) {
      tombstones++;
    }
    if ((before & PrefixTable.QUEUED) == 0) {
      queue.add(entry);
    }
  }

  /// Says that a tombstone has a path again.
  public void revive(int entry) {
    if (table.has(entry, PrefixTable.TOMBSTONE)) {
      tombstones--;
      table.clear(entry, PrefixTable.TOMBSTONE);
    }
  }

  /// Frees tombstones that every marker has passed.
  ///
  /// @param max most that are looked at now
  /// @return whether there are more to look at
  public boolean sweepTombstones(int max) {
    if (queue.size() == 0) {
      return false;
    }
    long passed = slowest();
    ChangeList other = beside;
    long passedBeside = other == null ? 0 : other.slowest();
    for (int looked = 0; queue.size() > 0; looked++) {
      if (looked == max) {
        return true;
      }
      if (looked % FETCHED == 0) {
        fetch();
      }
      int entry = queue.get(0);
      boolean dead = table.has(entry, PrefixTable.TOMBSTONE);
      boolean kept =
          dead
              && (versionOf(entry) > passed
                  || other != null && other.knows(entry) && other.versionOf(entry) > passedBeside);
      if (kept && !table.has(entry, PrefixTable.BURIED_AGAIN)) {
        return false;
      }
      queue.removeFirst();
      table.clear(entry, PrefixTable.BURIED_AGAIN);
      if (kept) {
        queue.add(entry);
        continue;
      }
      table.clear(entry, PrefixTable.QUEUED);
      if (dead) {
        tombstones--;
        unlink(entry);
        if (other != null) {
          other.forget(entry);
        }
        table.remove(entry);
      }
    }
    return false;
  }

  /// A marker before everything: its reader has read nothing.
  public int openAtHead() {
    return open(next(0), 0);
  }

  /// A marker behind everything.
  public int openAtTail() {
    return open(0, last);
  }

  /// A marker where another stands.
  public int openAt(int marker) {
    return open(-marker, markerVersion[marker]);
  }

  public void close(int marker) {
    unlink(-marker);
    markerVersion[marker] = Long.MAX_VALUE;
    markerNext[marker] = freeMarker;
    freeMarker = marker;
  }

  /// The version up to which a marker's reader has read.
  public long version(int marker) {
    return markerVersion[marker];
  }

  /// Moves a marker over the next entries and hands them out, at most `max`; stops in front of the
  /// marker `goal`.
  ///
  /// @param goal another marker, or 0
  /// @return how many entries there were
  public int read(int marker, int goal, int[] into, int max) {
    int count = 0;
    int at = -marker;
    int beyond = next(at);
    int entry = 0;
    while (beyond != 0 && beyond != -goal && count < max) {
      if (beyond > 0) {
        entry = beyond;
        into[count++] = entry;
      }
      at = beyond;
      beyond = next(at);
    }
    if (at != -marker) {
      unlink(-marker);
      linkBefore(beyond, -marker);
    }
    if (entry != 0) {
      long from = markerVersion[marker];
      markerVersion[marker] = from + (rows.get(entry, version) - (int) from & 0xffff_ffffL);
    }
    if (beyond == 0) {
      markerVersion[marker] = last;
    }
    return count;
  }

  /// Whether the marker `goal` is the next thing that this marker would meet.
  public boolean meets(int marker, int goal) {
    return next(-marker) == -goal;
  }

  /// Whether an entry may have changed since a reader stood at this version.
  public boolean changedSince(int entry, long version) {
    return versionOf(entry) > version;
  }

  /// Whether nothing is left to read.
  public boolean atTail(int marker) {
    int node = next(-marker);
    while (node < 0) {
      node = next(node);
    }
    return node == 0;
  }

  /// The lowest version that any reader stands at.
  private long slowest() {
    long lowest = last;
    for (int marker = 1; marker < markerEnd; marker++) {
      lowest = Math.min(lowest, markerVersion[marker]);
    }
    return lowest;
  }

  /// All 64 bits of an entry's version: the highest that has these lower bits and was given out.
  private long versionOf(int entry) {
    return last - ((int) last - rows.get(entry, version) & 0xffff_ffffL);
  }

  /// Whether this entry was in this order since it was made.
  public boolean knows(int entry) {
    return rows.reaches(entry) && rows.get(entry, version) != 0;
  }

  /// Takes an entry out that is about to be freed.
  private void forget(int entry) {
    if (knows(entry)) {
      unlink(entry);
      setNext(entry, 0);
      setPrevious(entry, 0);
      rows.set(entry, version, 0);
    }
  }

  /// Like [#changed], where this order has columns of its own.
  public void changedBeside(int entry) {
    rows.reach(entry);
    changed(entry);
  }

  private int open(int before, long version) {
    int marker = freeMarker;
    if (marker != 0) {
      freeMarker = markerNext[marker];
    } else {
      marker = markerEnd++;
      if (marker == markerNext.length) {
        markerNext = Arrays.copyOf(markerNext, 2 * marker);
        markerPrevious = Arrays.copyOf(markerPrevious, 2 * marker);
        markerVersion = Arrays.copyOf(markerVersion, 2 * marker);
      }
    }
    markerVersion[marker] = version;
    linkBefore(before, -marker);
    return marker;
  }

  private int next(int node) {
    return node > 0 ? rows.get(node, next) : markerNext[-node];
  }

  private int previous(int node) {
    return node > 0 ? rows.get(node, previous) : markerPrevious[-node];
  }

  private void setNext(int node, int to) {
    if (node > 0) {
      rows.set(node, next, to);
    } else {
      markerNext[-node] = to;
    }
  }

  private void setPrevious(int node, int to) {
    if (node > 0) {
      rows.set(node, previous, to);
    } else {
      markerPrevious[-node] = to;
    }
  }

  private void linkBefore(int node, int added) {
    int before = previous(node);
    setNext(before, added);
    setPrevious(added, before);
    setNext(added, node);
    setPrevious(node, added);
  }

  private void unlink(int node) {
    int before = previous(node);
    int behind = next(node);
    setNext(before, behind);
    setPrevious(behind, before);
  }

  /// See [PrefixTable#fetch].
  private void fetch() {
    int sum = 0;
    for (int i = Math.min(FETCHED, queue.size()) - 1; i >= 0; i--) {
      sum += table.fetch(queue.get(i));
    }
    fetched = sum;
  }
}
