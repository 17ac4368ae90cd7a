package io.munia.rib.out;

import io.munia.rib.table.PathRecord;
import io.munia.rib.table.ShortPages;

/// What members of a cohort have been told, all the same. Owned by the RIB's loop.
sealed interface Told {

  Told copy();

  /// What some may not have been told after all.
  ///
  /// @param noted what a [Packer] noted of a batch
  void doubt(int[] noted);

  /// Gives memory that is not used any longer back to the heap.
  void trim();

  /// What it costs, roughly.
  long bytes();

  /// How many routes the member that is this source was told.
  int count(int source);

  /// Whether the member that is this source was told something of the entry.
  boolean any(int source, int entry);

  /// Of the chosen path: per entry two bytes. 0 where it is not announced, else the index of the
  /// source it was announced from, or [Packer#UNKNOWN].
  record Best(ShortPages sources) implements Told {
    @Override
    public Told copy() {
      return new Best(sources.copy());
    }

    @Override
    public void doubt(int[] noted) {
      for (int entry : noted) {
        sources.set(entry, Packer.UNKNOWN);
      }
    }

    @Override
    public void trim() {
      sources.trim();
    }

    @Override
    public long bytes() {
      return (long) Short.BYTES * sources.count();
    }

    @Override
    public int count(int source) {
      return sources.count() - sources.count(source);
    }

    @Override
    public boolean any(int source, int entry) {
      int from = sources.get(entry);
      return from != 0 && from != source;
    }
  }

  /// Kept by path.
  sealed interface OfPaths extends Told {
    PathRecord record();

    @Override
    default void trim() {
      record().trim();
    }

    @Override
    default long bytes() {
      return record().bytes();
    }

    @Override
    default int count(int source) {
      return record().told(source);
    }
  }

  /// Of several paths, by path: what was noted are pairs of entry and path.
  record Paths(PathRecord record) implements OfPaths {
    @Override
    public Told copy() {
      return new Paths(record.copy());
    }

    @Override
    public void doubt(int[] noted) {
      for (int i = 0; i < noted.length; i += 2) {
        int row = record.find(noted[i], noted[i + 1]);
        if (row == 0) {
          record.add(noted[i], noted[i + 1], 0, Packer.UNKNOWN, 0);
        } else {
          record.setSource(row, Packer.UNKNOWN);
        }
      }
    }

    @Override
    public boolean any(int source, int entry) {
      for (int row = record.first(entry); row != 0; row = record.next(row)) {
        if (record.source(row) != source) {
          return true;
        }
      }
      return false;
    }
  }

  /// Of one path that differs for the member that it came from: a row about all, and where that
  /// member is told another path, a row about it alone.
  record Views(PathRecord record) implements OfPaths {
    @Override
    public Told copy() {
      return new Views(record.copy());
    }

    @Override
    public void doubt(int[] noted) {
      for (int entry : noted) {
        int row = common(entry);
        if (row == 0) {
          record.add(entry, 0, 0, Packer.UNKNOWN, 0);
        } else {
          record.setSource(row, Packer.UNKNOWN);
        }
      }
    }

    @Override
    public boolean any(int source, int entry) {
      int row = common(entry);
      return row != 0 && (record.source(row) != source || alternate(entry) != 0);
    }

    /// The row about all, or 0.
    int common(int entry) {
      int row = record.first(entry);
      while (row != 0 && record.only(row) != 0) {
        row = record.next(row);
      }
      return row;
    }

    /// The row about the source of what all others were told, or 0.
    int alternate(int entry) {
      int row = record.first(entry);
      while (row != 0 && record.only(row) == 0) {
        row = record.next(row);
      }
      return row;
    }
  }
}
