package io.munia.rib.out;

import io.munia.bgp.codec.UpdateWriter;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.ShortPages;

/// Says what is chosen, to everybody but the one it came from.
final class BestPacker extends Packer {
  private static final int[] NO_PATHS = new int[CHANGES_MAX];

  BestPacker(PrefixTable table, Exporter exporter, UpdateWriter writer) {
    super(table, exporter, writer);
  }

  @Override
  void pick(int[] entries, int count, Told told, Out out) {
    ShortPages state = ((Told.Best) told).sources();
    for (int i = 0; i < count; i++) {
      classify(entries[i], i, state, out);
    }
    put(entries, NO_PATHS, told, out);
  }

  private void classify(int entry, int i, ShortPages state, Out out) {
    int before = state.get(entry);
    long key = exporter.key(entry);
    if (key == Exporter.NOTHING) {
      if (before != 0) {
        state.set(entry, 0);
        note(entry);
        into(~(long) (before == UNKNOWN ? 0 : before), i);
      }
      return;
    }
    int source = Exporter.source(key);
    if (before != source) {
      if (before != 0 && out.serves(source)) {
        note(entry);
        extra(source, entry, 0, WITHDRAWN);
      }
      state.set(entry, source);
    }
    into(key, i);
  }

  @Override
  void unsaid(Told told, int entry, int path, int only) {
    ((Told.Best) told).sources().set(entry, 0);
    note(entry);
  }
}
