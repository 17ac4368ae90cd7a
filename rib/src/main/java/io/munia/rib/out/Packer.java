package io.munia.rib.out;

import io.munia.bgp.codec.UpdateWriter;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.ShortPages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes messages of a batch of changed destinations: those with the same export key ([Exporter])
/// go into the same messages, however they are mixed in the batch, and what comes from one source
/// stands together, so that a chunk has few segments. Everything is done in arrays that are kept,
/// and the export policy's work once for each key. Which paths are said of a destination is the
/// business of those who extend it. Owned by the RIB's loop, shared by a group's cohorts.
abstract class Packer {
  /// Most changes in a batch. More pack better; fewer keep the loop at one thing for a shorter
  /// time.
  static final int CHANGES_MAX = 4096;

  /// A chunk is handed over once it is this long: short enough to keep sockets busy early, long
  /// enough that a write costs little beside its bytes.
  static final int CHUNK_BYTES = 32 * 1024;

  /// In the state of an entry: may have been announced, whoever it came from.
  static final int UNKNOWN = 0xffff;

  /// In place of an export key: a withdrawal that goes to everybody.
  static final long WITHDRAWN = ~0L;

  private static final int SLOTS = 4 * CHANGES_MAX;
  private static final long ANNOUNCED = 1L << 62;

  private final PrefixTable table;
  private final AddressFamily family;
  private final boolean prefixes;
  final Exporter exporter;
  private final UpdateWriter writer;

  private final int[] nextInGroup = new int[CHANGES_MAX];
  private final int[] slots = new int[SLOTS];
  private final long[] groupKey = new long[CHANGES_MAX];
  private final int[] groupHead = new int[CHANGES_MAX];
  private final int[] groupTail = new int[CHANGES_MAX];
  private final int[] groupSlot = new int[CHANGES_MAX];
  private final long[] order = new long[CHANGES_MAX];
  private long tooLong;

  /// See [#pack].
  boolean again;

  private int groups;

  /// What was asked for last: mostly what comes next belongs there, too.
  private int lastGroup;

  private int[] segments = new int[96];
  private int segmentsLength;
  private int[] noted = new int[64];
  private int notedLength;
  private long[] extras = new long[16];
  private int[] extraEntries = new int[16];
  private int[] extraPaths = new int[16];
  private long[] extraKeys = new long[16];
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

  Packer(PrefixTable table, Exporter exporter, UpdateWriter writer) {
    this.table = table;
    this.family = table.family();
    this.prefixes = family.isUnicast();
    this.exporter = exporter;
    this.writer = writer;
  }

  /// Prefixes not announced so far because their attributes do not fit a message.
  long tooLong() {
    return tooLong;
  }

  /// Prefixes not announced so far because there were too many.
  long leftOut() {
    return 0;
  }

  /// Packs what `entries[0, count)` are now, against what was told before.
  ///
  /// @param told brought up to date
  /// @param again whether what was told is to be told once more
  /// @return what a member that has not got all of it may still believe, see [Told#doubt]
  final int[] pack(int[] entries, int count, Told told, boolean again, Out out) {
    this.again = again;
    exporter.begin();
    groups = 0;
    notedLength = 0;
    extrasLength = 0;
    pick(entries, count, told, out);
    return Arrays.copyOf(noted, notedLength);
  }

  /// Says what is to be sent with [#into] and [#extra], then [#put].
  abstract void pick(int[] entries, int count, Told told, Out out);

  /// What was said of this path does not fit a message: a withdrawal is sent instead.
  ///
  /// @param only the member it was said to, or 0 for all
  abstract void unsaid(Told told, int entry, int path, int only);

  /// Writes what was said since this was called last.
  final void put(int[] entries, int[] paths, Told told, Out out) {
    write(entries, paths, told, 0, out);
    if (extrasLength > 0) {
      putExtras(told, out);
    }
  }

  private void putExtras(Told told, Out out) {
    Arrays.sort(extras, 0, extrasLength);
    for (int i = 0; i < extrasLength; ) {
      int only = (int) (extras[i] >>> 32);
      for (; i < extrasLength && (int) (extras[i] >>> 32) == only; i++) {
        int slot = (int) extras[i];
        into(extraKeys[slot], slot);
      }
      write(extraEntries, extraPaths, told, only, out);
    }
    extrasLength = 0;
  }

  /// The destination at this place of the arrays given to [#put] is to be sent with this key, or
  /// withdrawn where it is the complement of a source, which then is left out.
  final void into(long key, int i) {
    if (lastGroup < groups && groupKey[lastGroup] == key) {
      append(lastGroup, i);
      return;
    }
    long hash = key * 0x9e37_79b9_7f4a_7c15L;
    int slot = (int) (hash >>> 40) & SLOTS - 1;
    nextInGroup[i] = -1;
    while (slots[slot] != 0) {
      int group = slots[slot] - 1;
      if (groupKey[group] == key) {
        lastGroup = group;
        append(group, i);
        return;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    lastGroup = groups;
    slots[slot] = groups + 1;
    groupSlot[groups] = slot;
    groupKey[groups] = key;
    groupHead[groups] = i;
    groupTail[groups++] = i;
  }

  private void append(int group, int i) {
    nextInGroup[i] = -1;
    nextInGroup[groupTail[group]] = i;
    groupTail[group] = i;
  }

  private void write(int[] entries, int[] paths, Told told, int only, Out out) {
    boolean sorted = true;
    long before = 0;
    for (int group = 0; group < groups; group++) {
      long key = groupKey[group];
      long place = (key > 0 ? ANNOUNCED | (long) Exporter.source(key) << 32 : ~key << 32) | group;
      order[group] = place;
      sorted &= place >= before;
      before = place;
      slots[groupSlot[group]] = 0;
    }
    if (!sorted) {
      Arrays.sort(order, 0, groups);
    }
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
          flush(only, out);
          from = 0;
        }
      }
      boolean announced = false;
      if (groupKey[group] < 0) {
        writer.withdraw(family);
      } else {
        announced = announce(entries, paths, group, told, only);
      }
      if (prefixes) {
        prefixes(entries, paths, group);
      } else {
        keys(entries, paths, group, told, only, announced);
      }
    }
    writer.close();
    segment(source, from, writer.length());
    flush(only, out);
    groups = 0;
  }

  /// Whether the attributes fit a message.
  private boolean announce(int[] entries, int[] paths, int group, Told told, int only) {
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
            what.sendMed(),
            what.transparent());
    if (!fits) {
      // What was announced before does not hold any longer.
      writer.withdraw(family);
      for (int i = groupHead[group]; i >= 0; i = nextInGroup[i]) {
        unsaid(told, entries[i], paths[i], only);
        tooLong++;
      }
    }
    return fits;
  }

  private void prefixes(int[] entries, int[] paths, int group) {
    for (int i = groupHead[group]; i >= 0; i = nextInGroup[i]) {
      table.write(entries[i], paths[i], writer);
    }
  }

  /// The same where destinations are no prefixes. One that does not fit a message of its own is not
  /// announced; what was announced of it before fits a withdrawal.
  ///
  /// @param announced whether they are announced, not withdrawn
  private void keys(int[] entries, int[] paths, int group, Told told, int only, boolean announced) {
    List<Integer> unfit = new ArrayList<>();
    for (int i = groupHead[group]; i >= 0; i = nextInGroup[i]) {
      if (!table.writeKey(entries[i], paths[i], writer)) {
        unfit.add(i);
      }
    }
    if (announced && !unfit.isEmpty()) {
      writer.withdraw(family);
      for (int i : unfit) {
        unsaid(told, entries[i], paths[i], only);
        tooLong++;
        table.writeKey(entries[i], paths[i], writer);
      }
    }
  }

  private void flush(int only, Out out) {
    if (writer.length() > 0) {
      if (only == 0) {
        out.chunk(writer.buffer(), writer.length(), Arrays.copyOf(segments, segmentsLength));
      } else {
        out.extra(only, writer.buffer(), writer.length());
      }
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

  /// Adds to what [#pack] returns.
  final void note(int number) {
    if (notedLength == noted.length) {
      noted = Arrays.copyOf(noted, 2 * notedLength);
    }
    noted[notedLength++] = number;
  }

  /// Something is to be said to the member alone that is this source.
  ///
  /// @param key an export key, or [#WITHDRAWN]
  final void extra(int only, int entry, int path, long key) {
    if (extrasLength == extras.length) {
      extras = Arrays.copyOf(extras, 2 * extrasLength);
      extraEntries = Arrays.copyOf(extraEntries, 2 * extrasLength);
      extraPaths = Arrays.copyOf(extraPaths, 2 * extrasLength);
      extraKeys = Arrays.copyOf(extraKeys, 2 * extrasLength);
    }
    extras[extrasLength] = (long) only << 32 | extrasLength;
    extraEntries[extrasLength] = entry;
    extraPaths[extrasLength] = path;
    extraKeys[extrasLength++] = key;
  }

  /// How often [#extra] was called since [#put].
  final int extras() {
    return extrasLength;
  }
}
