package io.munia.rib.decision;

import io.munia.rib.table.LazyColumn;
import io.munia.rib.table.PathStore;

/// Of an entry with more than one path, bits of the sources that it may have paths of, so that a
/// source that has none is known without a walk over all: what 20 neighbours tell alike is asked
/// for 20 times. Owned by the RIB's loop.
final class SourceBits {
  private final PathStore paths;
  private final LazyColumn bits = new LazyColumn();

  SourceBits(PathStore paths) {
    this.paths = paths;
  }

  boolean mayHave(int entry, int source) {
    int known = bits.get(entry);
    return known == 0 || (known & 1 << source) != 0;
  }

  /// @param first the entry's first path, before there is one of this source
  void note(int entry, int first, int source) {
    if (first == 0) {
      return;
    }
    int known = bits.get(entry);
    if (known == 0) {
      for (int path = first; path != 0; path = paths.next(path)) {
        known |= 1 << paths.source(path);
      }
    }
    bits.set(entry, known | 1 << source);
  }

  /// The entry has one path left, or none.
  void forget(int entry) {
    bits.set(entry, 0);
  }

  void trim() {
    bits.trim();
  }
}
