package io.munia.rib.decision;

import io.munia.rib.table.ChangeList;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.PrefixTable;
import org.jspecify.annotations.Nullable;

/// The order in which entries changed in any of their paths, chosen or not: there while somebody
/// reads it, so that it costs nothing where choices alone matter. Owned by the RIB's loop.
final class EveryPath {
  /// Of neighbours in the list and version.
  private static final long ENTRY_BYTES = 12;

  /// Of a version.
  private static final long PATH_BYTES = 4;

  private final PrefixTable table;
  private final PathStore paths;
  private final ChangeList chosen;
  private @Nullable ChangeList changes;
  private int readers;

  /// @param chosen the order in which choices changed
  EveryPath(PrefixTable table, PathStore paths, ChangeList chosen) {
    this.table = table;
    this.paths = paths;
    this.chosen = chosen;
  }

  /// For one more reader, until it calls [#close]. For the first one this is a walk of the table.
  ChangeList open() {
    ChangeList every = changes;
    if (every == null) {
      every = chosen.openBeside();
      changes = every;
      for (int entry = 1; entry < table.end(); entry++) {
        if (table.inUse(entry) && table.firstPath(entry) != 0) {
          every.changedBeside(entry);
          for (int path = table.firstPath(entry); path != 0; path = paths.next(path)) {
            paths.setVersion(path, (int) every.version());
          }
        }
      }
    }
    readers++;
    return every;
  }

  void close() {
    if (--readers == 0) {
      changes = null;
      chosen.dropBeside();
      paths.dropVersions();
    }
  }

  /// 0 where nobody reads it.
  long version() {
    return changes == null ? 0 : changes.version();
  }

  /// What it costs, roughly.
  long bytes() {
    return changes == null ? 0 : ENTRY_BYTES * table.size() + PATH_BYTES * paths.size();
  }

  /// Something about an entry's paths is not as it was.
  ///
  /// @param path the one whose content is new, or 0
  void stirred(int entry, int path) {
    ChangeList every = changes;
    if (every != null) {
      every.changedBeside(entry);
      if (path != 0) {
        paths.setVersion(path, (int) every.version());
      }
    }
  }

  /// Whether somebody may still have to hear that the entry is gone.
  boolean knows(int entry) {
    ChangeList every = changes;
    return every != null && every.knows(entry);
  }
}
