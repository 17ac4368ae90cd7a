package io.munia.rib.out;

import io.munia.bgp.codec.UpdateWriter;
import io.munia.rib.decision.LocRib;
import io.munia.rib.table.PathRecord;
import io.munia.rib.table.PathStore;

/// Says several paths of a destination, each by its id ([RFC
/// 7911](https://www.rfc-editor.org/rfc/rfc7911)), to everybody but the one it came from; those
/// that the members have not been told, and those that are not what they were.
final class PathsPacker extends Packer {
  private final Choice choice;
  private final PathStore paths;
  private final int[] entryOf = new int[CHANGES_MAX];
  private final int[] pathOf = new int[CHANGES_MAX];
  private int items;

  PathsPacker(LocRib rib, Exporter exporter, Choice choice, UpdateWriter writer) {
    super(rib.table(), exporter, writer);
    this.choice = choice;
    this.paths = rib.paths();
  }

  @Override
  void pick(int[] entries, int count, Told told, Out out) {
    items = 0;
    for (int i = 0; i < count; i++) {
      if (exporter.isCrowded()) {
        put(entryOf, pathOf, told, out);
        items = 0;
        exporter.begin();
      }
      choice.choose(entries[i], /* counted= */ true);
      takeBack(entries[i], told, out);
      announce(entries[i], told, out);
    }
    put(entryOf, pathOf, told, out);
  }

  private void takeBack(int entry, Told told, Out out) {
    PathRecord record = ((Told.Paths) told).record();
    int row = record.first(entry);
    while (row != 0) {
      int next = record.next(row);
      int path = record.path(row);
      if (!choice.holds(path)) {
        int source = record.source(row);
        record.remove(entry, row);
        note(entry);
        note(path);
        say(entry, path, ~(long) (source == UNKNOWN ? 0 : source), told, out);
      }
      row = next;
    }
  }

  private void announce(int entry, Told told, Out out) {
    PathRecord record = ((Told.Paths) told).record();
    int count = choice.count();
    for (int i = 0; i < count; i++) {
      int path = choice.path(i);
      long key = choice.key(i);
      int source = Exporter.source(key);
      int version = paths.version(path);
      int row = record.find(entry, path);
      boolean known = row != 0 && record.source(row) == source;
      if (known && !again && record.version(row) == version) {
        continue;
      }
      if (row == 0) {
        record.add(entry, path, version, source, 0);
      } else {
        // Whoever it comes from may have heard another's path by this id.
        if (!known && out.serves(source)) {
          extra(source, entry, path, WITHDRAWN);
        }
        record.setVersion(row, version);
        record.setSource(row, source);
      }
      note(entry);
      note(path);
      say(entry, path, key, told, out);
    }
  }

  private void say(int entry, int path, long key, Told told, Out out) {
    entryOf[items] = entry;
    pathOf[items] = path;
    into(key, items++);
    if (items == CHANGES_MAX || extras() == CHANGES_MAX) {
      put(entryOf, pathOf, told, out);
      items = 0;
    }
  }

  @Override
  void unsaid(Told told, int entry, int path, int only) {
    PathRecord record = ((Told.Paths) told).record();
    int row = record.find(entry, path);
    if (row != 0) {
      record.remove(entry, row);
    }
    note(entry);
    note(path);
  }
}
