package io.munia.rib.table;

import java.util.Arrays;

/// Which paths of which entries some readers were told of, in which version, and from which source
/// each came: a list of rows for each entry, 16 bytes a path and 4 an entry. A row may stand for
/// one reader alone. Owned by the RIB's loop.
public final class PathRecord {
  /// In place of a source: may have been told, whoever it came from.
  public static final int UNKNOWN = 0xffff;

  private static final int NEXT = 0;
  private static final int PATH = 1;
  private static final int SOURCE = 2; // source 16, only 16
  private static final int VERSION = 3;
  private static final int WIDTH = 4;

  /// With its entry's first, as if each were the only one.
  private static final long ROW_BYTES = 20;

  private final LazyColumn first;
  private final IntPages rows;
  private int size;

  /// Rows in use.
  private int kept;

  private int[] bySource;
  private int[] byOnly;

  public PathRecord() {
    this(new LazyColumn(), new IntPages(WIDTH, Integer.MAX_VALUE - 1), 0, new int[8], new int[8]);
  }

  private PathRecord(LazyColumn first, IntPages rows, int size, int[] bySource, int[] byOnly) {
    this.first = first;
    this.rows = rows;
    this.size = size;
    this.bySource = bySource;
    this.byOnly = byOnly;
  }

  public PathRecord copy() {
    PathRecord copy =
        new PathRecord(first.copy(), rows.copy(), size, bySource.clone(), byOnly.clone());
    copy.kept = kept;
    return copy;
  }

  /// What all rows cost, roughly.
  public long bytes() {
    return ROW_BYTES * kept;
  }

  /// Gives memory that is not used any longer back to the heap.
  public void trim() {
    first.trim();
    rows.trim();
  }

  /// The first row of an entry, or 0.
  public int first(int entry) {
    return first.get(entry);
  }

  public int next(int row) {
    return rows.get(row, NEXT);
  }

  public int path(int row) {
    return rows.get(row, PATH);
  }

  /// Index of the source, or [#UNKNOWN].
  public int source(int row) {
    return rows.get(row, SOURCE) >>> 16;
  }

  /// Index of the one reader that the row is about; 0 where it is about all but the path's source.
  public int only(int row) {
    return rows.get(row, SOURCE) & 0xffff;
  }

  /// The path's version as it was told.
  public int version(int row) {
    return rows.get(row, VERSION);
  }

  /// The row about all of this path, or 0.
  public int find(int entry, int path) {
    for (int row = first(entry); row != 0; row = next(row)) {
      if (path(row) == path && only(row) == 0) {
        return row;
      }
    }
    return 0;
  }

  public void add(int entry, int path, int version, int source, int only) {
    int row = rows.allocate();
    rows.set(row, NEXT, first(entry));
    rows.set(row, PATH, path);
    rows.set(row, VERSION, version);
    rows.set(row, SOURCE, source << 16 | only);
    first.set(entry, row);
    kept++;
    count(source, only, 1);
  }

  public void setVersion(int row, int version) {
    rows.set(row, VERSION, version);
  }

  public void setSource(int row, int source) {
    count(source(row), only(row), -1);
    rows.set(row, SOURCE, source << 16 | only(row));
    count(source, only(row), 1);
  }

  public void remove(int entry, int row) {
    count(source(row), only(row), -1);
    if (first(entry) == row) {
      first.set(entry, next(row));
    } else {
      int before = first(entry);
      while (next(before) != row) {
        before = next(before);
      }
      rows.set(before, NEXT, next(row));
    }
    kept--;
    rows.free(row);
  }

  /// Nothing was told of this entry.
  public void clear(int entry) {
    while (first(entry) != 0) {
      remove(entry, first(entry));
    }
  }

  /// How many paths the reader that is this source was told of.
  public int told(int source) {
    return size - at(bySource, source) + at(byOnly, source);
  }

  private static int at(int[] counts, int index) {
    return index < counts.length ? counts[index] : 0;
  }

  private void count(int source, int only, int by) {
    if (only != 0) {
      byOnly = counted(byOnly, only, by);
      return;
    }
    size += by;
    if (source != UNKNOWN) {
      bySource = counted(bySource, source, by);
    }
  }

  private static int[] counted(int[] counts, int index, int by) {
    int[] room =
        index < counts.length
            ? counts
            : Arrays.copyOf(counts, Math.max(index + 1, 2 * counts.length));
    room[index] += by;
    return room;
  }
}
