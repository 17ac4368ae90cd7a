package io.munia.rib.out;

import io.munia.rib.decision.Decision;
import io.munia.rib.decision.LocRib;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.Source;
import io.munia.rib.table.Sources;
import java.util.Arrays;

/// The paths of an entry that a group with another selection than the best path is sent: first all
/// that it may be sent, then as many of these as its [Selection] says, the best first. Kept in
/// arrays that are used again. Owned by the RIB's loop.
final class Choice {
  private final Selection selection;
  private final Exporter exporter;
  private final PrefixTable table;
  private final PathStore paths;
  private final Decision decision;
  private final AttributePool attributes;
  private final Sources sources;

  private int[] candidates = new int[16];
  private long[] candidateKeys = new long[16];
  private int left;
  private boolean counted;

  private final int[] chosen = new int[Selection.PATHS_MAX];
  private final long[] keys = new long[Selection.PATHS_MAX];
  private int count;
  private int alternate;
  private long alternateKey;

  Choice(
      Selection selection,
      Exporter exporter,
      LocRib rib,
      AttributePool attributes,
      Sources sources) {
    this.selection = selection;
    this.exporter = exporter;
    this.table = rib.table();
    this.paths = rib.paths();
    this.decision = rib.decision();
    this.attributes = attributes;
    this.sources = sources;
  }

  /// Chooses among an entry's paths; returns how many it takes.
  ///
  /// @param counted whether the policy is asked in earnest
  int choose(int entry, boolean counted) {
    this.counted = counted;
    count = 0;
    alternate = 0;
    left = 0;
    switch (selection.kind()) {
      case BEST -> add(entry, table.selected(entry));
      case BEST_EXTERNAL -> bestExternal(entry);
      case PER_CLIENT -> {
        addAll(entry);
        takeBest(entry);
        if (count > 0) {
          alternate(entry);
        }
        return count;
      }
      case BEST_N, PER_AS -> addAll(entry);
    }
    if (left <= selection.most() && selection.kind() != Selection.Kind.PER_AS) {
      takeAll();
    }
    while (left > 0 && count < selection.most()) {
      takeBest(entry);
    }
    return count;
  }

  int path(int i) {
    return chosen[i];
  }

  /// Export key of [#path].
  long key(int i) {
    return keys[i];
  }

  boolean holds(int path) {
    for (int i = 0; i < count; i++) {
      if (chosen[i] == path) {
        return true;
      }
    }
    return false;
  }

  /// How many [#choose] took.
  int count() {
    return count;
  }

  /// What the one member is sent that the first path came from; 0 where that is nothing.
  int alternate() {
    return alternate;
  }

  long alternateKey() {
    return alternateKey;
  }

  private void addAll(int entry) {
    for (int path = table.firstPath(entry); path != 0; path = paths.next(path)) {
      if (decision.usable(path)) {
        add(entry, path);
      }
    }
  }

  private void add(int entry, int path) {
    long key = path == 0 ? Exporter.NOTHING : exporter.key(entry, path, counted);
    if (key == Exporter.NOTHING) {
      return;
    }
    if (left == candidates.length) {
      candidates = Arrays.copyOf(candidates, 2 * left);
      candidateKeys = Arrays.copyOf(candidateKeys, 2 * left);
    }
    candidates[left] = path;
    candidateKeys[left++] = key;
  }

  /// The best of the paths that did not come from an internal neighbour that is no client, where
  /// the chosen one did; the policy is asked about that one path alone.
  private void bestExternal(int entry) {
    int best = table.selected(entry);
    if (best == 0 || !unreflected(best)) {
      add(entry, best);
      return;
    }
    for (int path = table.firstPath(entry); path != 0; path = paths.next(path)) {
      if (!unreflected(path) && decision.usable(path)) {
        if (left == candidates.length) {
          candidates = Arrays.copyOf(candidates, 2 * left);
          candidateKeys = Arrays.copyOf(candidateKeys, 2 * left);
        }
        candidates[left++] = path;
      }
    }
    int external = left == 0 ? 0 : candidates[bestOfLeft(entry)];
    left = 0;
    add(entry, external);
  }

  private boolean unreflected(int path) {
    return sources.get(paths.source(path)).kind() == Source.Kind.IBGP;
  }

  private void alternate(int entry) {
    int source = paths.source(chosen[0]);
    for (int i = 0; i < left; ) {
      if (paths.source(candidates[i]) == source) {
        drop(i);
      } else {
        i++;
      }
    }
    if (left > 0) {
      int at = bestOfLeft(entry);
      alternate = candidates[at];
      alternateKey = candidateKeys[at];
    }
  }

  private void takeAll() {
    System.arraycopy(candidates, 0, chosen, 0, left);
    System.arraycopy(candidateKeys, 0, keys, 0, left);
    count = left;
    left = 0;
  }

  private void takeBest(int entry) {
    if (left == 0) {
      return;
    }
    int at = bestOfLeft(entry);
    int path = candidates[at];
    chosen[count] = path;
    keys[count++] = candidateKeys[at];
    drop(at);
    if (selection.kind() == Selection.Kind.PER_AS) {
      int as = attributes.neighbourAs(paths.attributes(path));
      for (int i = 0; i < left; ) {
        if (attributes.neighbourAs(paths.attributes(candidates[i])) == as) {
          drop(i);
        } else {
          i++;
        }
      }
    }
  }

  private int bestOfLeft(int entry) {
    return decision.best(candidates, left, table.has(entry, PrefixTable.MED_SEEN));
  }

  private void drop(int at) {
    left--;
    candidates[at] = candidates[left];
    candidateKeys[at] = candidateKeys[left];
  }
}
