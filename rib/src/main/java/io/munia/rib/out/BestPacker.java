package io.munia.rib.out;

import io.munia.bgp.codec.UpdateWriter;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.ShortPages;

/// Says what is chosen, to everybody but the one it came from.
final class BestPacker extends Packer {
  private static final int[] NO_PATHS = new int[CHANGES_MAX];

  private final int most;
  private long leftOut;

  /// @param most prefixes that the one member of its group may be announced
  BestPacker(PrefixTable table, Exporter exporter, UpdateWriter writer, int most) {
    super(table, exporter, writer);
    this.most = most;
  }

  @Override
  long leftOut() {
    return leftOut;
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
      if (most != Integer.MAX_VALUE && isTooMany(before, source, state, out)) {
        leftOut++;
        state.set(entry, 0);
        return;
      }
      if (before != 0 && out.serves(source)) {
        note(entry);
        extra(source, entry, 0, WITHDRAWN);
      }
      state.set(entry, source);
    }
    into(key, i);
  }

  /// Whether the one member here was not told of the entry, would be, and is not to hear of more.
  private boolean isTooMany(int before, int source, ShortPages state, Out out) {
    boolean told = before != 0 && !out.serves(before);
    return !told && !out.serves(source) && state.count() - out.own(state) >= most;
  }

  @Override
  void unsaid(Told told, int entry, int path, int only) {
    ((Told.Best) told).sources().set(entry, 0);
    note(entry);
  }
}
