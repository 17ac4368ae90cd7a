package io.munia.rib.decision;

import io.munia.net.Prefix;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.PrefixTable;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// Routes of our own that are announced once their discard stands, and whether they may have it by
/// now. Owned by the RIB's loop.
final class AwaitedDiscards {
  private final Set<Prefix> prefixes = new HashSet<>();
  private boolean allowed;

  boolean allowed() {
    return allowed;
  }

  /// @return whether that is another answer than before
  boolean allow(boolean allowed) {
    boolean changed = allowed != this.allowed;
    this.allowed = allowed;
    return changed;
  }

  /// Remembers an entry whose path has these flags, if it is one of them.
  void note(PrefixTable table, int entry, int flags) {
    if ((flags & PathStore.AFTER_DISCARD) != 0) {
      prefixes.add(table.prefix(entry));
    }
  }

  /// Some may have no such route any longer.
  Set<Prefix> prefixes() {
    return Collections.unmodifiableSet(prefixes);
  }

  void removeIf(Predicate<Prefix> gone) {
    prefixes.removeIf(gone);
  }
}
