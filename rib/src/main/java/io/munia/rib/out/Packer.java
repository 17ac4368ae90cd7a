package io.munia.rib.out;

import io.munia.bgp.codec.UpdateWriter;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.ShortPages;
import java.util.Arrays;

/// Makes messages of a batch of changed destinations: those with the same export key ([Exporter])
/// go into the same messages, however they are mixed in the batch, and what comes from one source
/// stands together, so that a chunk has few segments. Everything is done in arrays that are kept,
/// and the export policy's work once for each key. Owned by the RIB's loop, shared by a group's
/// cohorts.
final class Packer {
  /// Most changes in a batch. More pack better; fewer keep the loop at one thing for a shorter
  /// time.
  static final int CHANGES_MAX = 4096;

  /// A chunk is handed over once it is this long: short enough to keep sockets busy early, long
  /// enough that a write costs little beside its bytes.
  static final int CHUNK_BYTES = 32 * 1024;

  /// In the state of an entry: may have been announced, whoever it came from.
  static final int UNKNOWN = 0xffff;

  private static final int SLOTS = 4 * CHANGES_MAX;
  private static final long ANNOUNCED = 1L << 62;

  private final PrefixTable table;
  private final AddressFamily family;
  private final Exporter exporter;
  private final UpdateWriter writer;

  private final int[] nextInGroup = new int[CHANGES_MAX];
  private final int[] slots = new int[SLOTS];
  private final long[] groupKey = new long[CHANGES_MAX];
  private final int[] groupHead = new int[CHANGES_MAX];
  private final int[] groupTail = new int[CHANGES_MAX];
  private final int[] groupSlot = new int[CHANGES_MAX];
  private final long[] order = new long[CHANGES_MAX];
  private final int most;
  private long leftOut;
  private long tooLong;
  private int groups;
  private int[] segments = new int[96];
  private int segmentsLength;
  private int[] withdrawn = new int[64];
  private int withdrawnLength;
  private long[] extras = new long[16];
  private int extrasLength;

  /// Takes what was packed.
  interface Out {
    /// @param bytes whole messages at `[0, length)`; to be copied
    /// @param segments see [Chunk]
    void chunk(byte[] bytes, int length, int[] segments);

    /// Messages for the member of this source index alone.
    void extra(int source, byte[] bytes, int length);

    /// Whether the source of this index is served here.
    boolean serves(int source);

    /// How many of the announced come from the member that is served here alone.
    int own(ShortPages state);
  }

  /// @param most prefixes that the one member of its group may be announced
  Packer(PrefixTable table, Exporter exporter, UpdateWriter writer, int most) {
    this.most = most;
    this.table = table;
    this.family = table.family();
    this.exporter = exporter;
    this.writer = writer;
  }

  /// Prefixes not announced so far because their attributes do not fit a message.
  long tooLong() {
    return tooLong;
  }

  /// Prefixes not announced so far because there were too many.
  long leftOut() {
    return leftOut;
  }

  /// Packs what `entries[0, count)` are now, against what was announced before.
  ///
  /// @param state per entry 0 where it is not announced, else its source's index, or [#UNKNOWN];
  ///   brought up to date
  /// @return entries that a withdrawal was sent of
  int[] pack(int[] entries, int count, ShortPages state, Out out) {
    exporter.begin();
    groups = 0;
    withdrawnLength = 0;
    extrasLength = 0;
    for (int i = 0; i < count; i++) {
      classify(entries, i, state, out);
    }
    for (int group = 0; group < groups; group++) {
      long key = groupKey[group];
      order[group] = (key > 0 ? ANNOUNCED | (long) Exporter.source(key) << 32 : ~key << 32) | group;
      slots[groupSlot[group]] = 0;
    }
    Arrays.sort(order, 0, groups);
    write(entries, state, out);
    writeExtras(out);
    return Arrays.copyOf(withdrawn, withdrawnLength);
  }

  private void classify(int[] entries, int i, ShortPages state, Out out) {
    int entry = entries[i];
    int before = state.get(entry);
    long key = exporter.key(entry);
    if (key == Exporter.NOTHING) {
      if (before != 0) {
        state.set(entry, 0);
        withdrawn(entry);
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
        extra(source, entry);
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

  private void into(long key, int i) {
    long hash = key * 0x9e37_79b9_7f4a_7c15L;
    int slot = (int) (hash >>> 40) & SLOTS - 1;
    nextInGroup[i] = -1;
    while (slots[slot] != 0) {
      int group = slots[slot] - 1;
      if (groupKey[group] == key) {
        nextInGroup[groupTail[group]] = i;
        groupTail[group] = i;
        return;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    slots[slot] = groups + 1;
    groupSlot[groups] = slot;
    groupKey[groups] = key;
    groupHead[groups] = i;
    groupTail[groups++] = i;
  }

  private void write(int[] entries, ShortPages state, Out out) {
    writer.clear();
    segmentsLength = 0;
    int source = 0;
    int from = 0;
    for (int i = 0; i < groups; i++) {
      int group = (int) order[i] & CHANGES_MAX - 1;
      int of = (int) (order[i] >>> 32) & 0xffff;
      if (of != source || writer.length() >= CHUNK_BYTES) {
        writer.close();
        segment(source, from, writer.length());
        from = writer.length();
        source = of;
        if (from >= CHUNK_BYTES) {
          flush(out);
          from = 0;
        }
      }
      if (groupKey[group] < 0) {
        writer.withdraw(family);
        prefixes(entries, group);
      } else {
        announce(entries, group, state);
      }
    }
    writer.close();
    segment(source, from, writer.length());
    flush(out);
  }

  private void announce(int[] entries, int group, ShortPages state) {
    Announcement what = exporter.announcement(groupKey[group]);
    IpAddress nextHop = what.nextHop();
    boolean fits =
        writer.announce(
            family,
            what.section(),
            what.from(),
            what.to(),
            nextHop.version() == IpVersion.V6,
            nextHop.high(),
            nextHop.low(),
            what.originatorId(),
            what.sendMed());
    if (!fits) {
      // What was announced before does not hold any longer.
      writer.withdraw(family);
      for (int i = groupHead[group]; i >= 0; i = nextInGroup[i]) {
        state.set(entries[i], 0);
        withdrawn(entries[i]);
        tooLong++;
      }
    }
    prefixes(entries, group);
  }

  private void prefixes(int[] entries, int group) {
    for (int i = groupHead[group]; i >= 0; i = nextInGroup[i]) {
      int entry = entries[i];
      writer.prefix(table.high(entry), table.low(entry), table.length(entry), 0);
    }
  }

  private void writeExtras(Out out) {
    Arrays.sort(extras, 0, extrasLength);
    for (int i = 0; i < extrasLength; ) {
      int source = (int) (extras[i] >>> 32);
      writer.clear();
      writer.withdraw(family);
      for (; i < extrasLength && (int) (extras[i] >>> 32) == source; i++) {
        int entry = (int) extras[i];
        writer.prefix(table.high(entry), table.low(entry), table.length(entry), 0);
        withdrawn(entry);
      }
      writer.close();
      out.extra(source, writer.buffer(), writer.length());
    }
  }

  private void flush(Out out) {
    if (writer.length() > 0) {
      out.chunk(writer.buffer(), writer.length(), Arrays.copyOf(segments, segmentsLength));
    }
    writer.clear();
    segmentsLength = 0;
  }

  private void segment(int source, int from, int to) {
    if (to == from) {
      return;
    }
    if (segmentsLength + 3 > segments.length) {
      segments = Arrays.copyOf(segments, 2 * segments.length);
    }
    segments[segmentsLength++] = source;
    segments[segmentsLength++] = from;
    segments[segmentsLength++] = to;
  }

  private void withdrawn(int entry) {
    if (withdrawnLength == withdrawn.length) {
      withdrawn = Arrays.copyOf(withdrawn, 2 * withdrawnLength);
    }
    withdrawn[withdrawnLength++] = entry;
  }

  private void extra(int source, int entry) {
    if (extrasLength == extras.length) {
      extras = Arrays.copyOf(extras, 2 * extrasLength);
    }
    extras[extrasLength++] = (long) source << 32 | entry;
  }
}
