package io.munia.rib.out;

import io.munia.bgp.codec.UpdateWriter;
import io.munia.rib.decision.LocRib;
import io.munia.rib.table.PathRecord;
import io.munia.rib.table.PathStore;

/// Says one path of a destination, which need not be the chosen one: to everybody but the one it
/// came from the same, to that one the best of what is not its own, where it is to have that. What
/// the members have been told and what is as it was is not said again.
final class ViewPacker extends Packer {
  private final Choice choice;
  private final PathStore paths;
  private final int[] entryOf = new int[CHANGES_MAX];
  private final int[] pathOf = new int[CHANGES_MAX];
  private int items;

  ViewPacker(LocRib rib, Exporter exporter, Choice choice, UpdateWriter writer) {
    super(rib.table(), exporter, writer);
    this.choice = choice;
    this.paths = rib.paths();
  }

  @Override
  void pick(int[] entries, int count, Told told, Out out) {
    Told.Views views = (Told.Views) told;
    items = 0;
    for (int i = 0; i < count; i++) {
      if (exporter.isCrowded()) {
        put(entryOf, pathOf, told, out);
        items = 0;
        exporter.begin();
      }
      if (choice.choose(entries[i], /* counted= */ true) == 0) {
        takeBack(entries[i], views);
      } else {
        announce(entries[i], views, out);
      }
    }
    put(entryOf, pathOf, told, out);
  }

  private void takeBack(int entry, Told.Views told) {
    PathRecord record = told.record();
    int common = told.common(entry);
    if (common == 0) {
      return;
    }
    int source = record.source(common);
    boolean everybody = source == UNKNOWN || told.alternate(entry) != 0;
    record.clear(entry);
    note(entry);
    say(entry, 0, ~(long) (everybody ? 0 : source));
  }

  private void announce(int entry, Told.Views told, Out out) {
    PathRecord record = told.record();
    int path = choice.path(0);
    int source = Exporter.source(choice.key(0));
    int other = choice.alternate();
    int common = told.common(entry);
    int alternate = told.alternate(entry);
    boolean sure = common != 0 && record.source(common) != UNKNOWN;
    boolean same = sure && record.source(common) == source && said(record, common, path);
    // What the source of the path believes: the alternate where it was the source before, else
    // what all were told.
    int believed = !sure ? 0 : record.source(common) == source ? alternate : common;
    boolean otherSame = believed == 0 ? other == 0 : said(record, believed, other);
    if (out.serves(source) && !(otherSame && (sure || common == 0))) {
      extra(source, entry, other, other == 0 ? WITHDRAWN : choice.alternateKey());
    }
    if (!same) {
      say(entry, path, choice.key(0));
    }
    if (same && otherSame && (other == 0) == (alternate == 0)) {
      return;
    }
    note(entry);
    record.clear(entry);
    record.add(entry, path, paths.version(path), source, 0);
    if (other != 0) {
      record.add(entry, other, paths.version(other), 0, source);
    }
  }

  private boolean said(PathRecord record, int row, int path) {
    return path != 0
        && !again
        && record.path(row) == path
        && record.version(row) == paths.version(path);
  }

  private void say(int entry, int path, long key) {
    entryOf[items] = entry;
    pathOf[items] = path;
    into(key, items++);
  }

  @Override
  void unsaid(Told told, int entry, int path, int only) {
    Told.Views views = (Told.Views) told;
    PathRecord record = views.record();
    int row = only == 0 ? views.common(entry) : views.alternate(entry);
    if (row != 0 && only == 0) {
      record.setSource(row, UNKNOWN);
    } else if (row != 0) {
      record.remove(entry, row);
    }
    note(entry);
  }
}
