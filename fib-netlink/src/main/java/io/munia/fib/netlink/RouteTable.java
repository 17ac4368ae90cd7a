package io.munia.fib.netlink;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;

/// What is desired and what is there, per prefix of one family: open addressing with linear probing
/// over parallel arrays, no object per route.
///
/// Layout: `high` (and `low` for IPv6) hold the left-aligned address, `lengths` the prefix length
/// plus one, 0 for an empty slot; `desired` and `actual` are numbers of [HopSets], `reasons` one of
/// [Reasons], `marks` the bits below. 20 bytes a slot for IPv4, 28 for IPv6. The capacity is no
/// power of two (a hash is scaled by multiplication) and grows by half at 4/5 full, so that a route
/// costs 25 to 38 bytes (35 to 53). Removal shifts later entries back: no tombstones, and therefore
/// **a slot number is good only until the next insertion or removal**. Owned by the FIB thread.
final class RouteTable {
  /// Another program's route with the same prefix and metric is in the kernel.
  static final int FOREIGN = 1;

  /// Someone else changed or deleted ours.
  static final int DRIFTED = 2;

  /// Is part of the batch being sent.
  static final int IN_FLIGHT = 4;

  /// The dump that is being read has it.
  static final int SEEN = 8;

  /// Whoever asked for it was told last that it is not there.
  static final int REFUSED = 16;

  /// Found and not written yet, and asked for before everything was heard: where it leads there and
  /// elsewhere as well it stays until then, since the other next hops may still be asked for.
  static final int EARLY = 32;

  private static final int CAPACITY_INITIAL = 64;

  private final IpVersion version;
  private final HopSets hops;
  private long[] high = new long[0];
  private long[] low = new long[0];
  private byte[] lengths = new byte[0];
  private int[] desired = new int[0];
  private int[] actual = new int[0];
  private byte[] marks = new byte[0];
  private short[] reasons = new short[0];
  private int size;
  private int growAt;
  private int moves;

  RouteTable(IpVersion version, HopSets hops) {
    this.version = version;
    this.hops = hops;
    allocate(CAPACITY_INITIAL);
  }

  IpVersion version() {
    return version;
  }

  int size() {
    return size;
  }

  /// Slots; those with [#occupied] hold the routes.
  int capacity() {
    return lengths.length;
  }

  /// Changes whenever entries may have changed their slots.
  int moves() {
    return moves;
  }

  boolean occupied(int slot) {
    return lengths[slot] != 0;
  }

  /// The slot of a prefix, or -1.
  int find(long prefixHigh, long prefixLow, int length) {
    int slot = home(prefixHigh, prefixLow, length);
    byte wanted = (byte) (length + 1);
    while (lengths[slot] != 0) {
      if (lengths[slot] == wanted && same(slot, prefixHigh, prefixLow)) {
        return slot;
      }
      slot = after(slot);
    }
    return -1;
  }

  int find(Prefix prefix) {
    return find(prefix.address().high(), prefix.address().low(), prefix.length());
  }

  /// The slot of a prefix; a new entry is as `desiredIfNew` says, and not in the kernel.
  int put(long prefixHigh, long prefixLow, int length, int desiredIfNew) {
    if (size >= growAt) {
      grow();
    }
    int slot = home(prefixHigh, prefixLow, length);
    byte wanted = (byte) (length + 1);
    while (lengths[slot] != 0) {
      if (lengths[slot] == wanted && same(slot, prefixHigh, prefixLow)) {
        return slot;
      }
      slot = after(slot);
    }
    high[slot] = prefixHigh;
    if (version == IpVersion.V6) {
      low[slot] = prefixLow;
    }
    lengths[slot] = wanted;
    desired[slot] = desiredIfNew;
    actual[slot] = HopSets.NONE;
    marks[slot] = 0;
    reasons[slot] = Reasons.NONE;
    size++;
    return slot;
  }

  int put(Prefix prefix, int desiredIfNew) {
    return put(prefix.address().high(), prefix.address().low(), prefix.length(), desiredIfNew);
  }

  Prefix prefix(int slot) {
    long prefixLow = version == IpVersion.V6 ? low[slot] : 0;
    return new Prefix(new IpAddress(version, high[slot], prefixLow), (lengths[slot] & 0xff) - 1);
  }

  int desired(int slot) {
    return desired[slot];
  }

  void setDesired(int slot, int id) {
    hops.retain(id);
    hops.release(desired[slot]);
    desired[slot] = id;
  }

  int actual(int slot) {
    return actual[slot];
  }

  void setActual(int slot, int id) {
    hops.retain(id);
    hops.release(actual[slot]);
    actual[slot] = id;
  }

  int reason(int slot) {
    return reasons[slot] & 0xffff;
  }

  void setReason(int slot, int reason) {
    reasons[slot] = (short) reason;
  }

  boolean marked(int slot, int mark) {
    return (marks[slot] & mark) != 0;
  }

  void mark(int slot, int mark) {
    marks[slot] |= (byte) mark;
  }

  void unmark(int slot, int mark) {
    marks[slot] &= (byte) ~mark;
  }

  Difference difference(int slot) {
    if (marked(slot, EARLY) && hops.wider(actual[slot], desired[slot])) {
      return Difference.NOTHING;
    }
    return Difference.between(desired[slot], actual[slot], marked(slot, FOREIGN));
  }

  /// Whether nothing depends on the entry: neither asked for nor there, nor in anybody's way.
  boolean forgettable(int slot) {
    return desired[slot] <= HopSets.NONE && actual[slot] == HopSets.NONE && !marked(slot, FOREIGN);
  }

  /// Takes the entry out; what is in this slot then has to be looked at again.
  void remove(int slot) {
    setDesired(slot, HopSets.NONE);
    setActual(slot, HopSets.NONE);
    int hole = slot;
    int probe = slot;
    while (true) {
      probe = after(probe);
      if (lengths[probe] == 0) {
        break;
      }
      int home =
          home(high[probe], version == IpVersion.V6 ? low[probe] : 0, (lengths[probe] & 0xff) - 1);
      if (distance(home, probe) >= distance(hole, probe)) {
        move(probe, hole);
        hole = probe;
      }
    }
    lengths[hole] = 0;
    size--;
    moves++;
  }

  private void move(int from, int to) {
    high[to] = high[from];
    if (version == IpVersion.V6) {
      low[to] = low[from];
    }
    lengths[to] = lengths[from];
    desired[to] = desired[from];
    actual[to] = actual[from];
    marks[to] = marks[from];
    reasons[to] = reasons[from];
  }

  private int distance(int from, int to) {
    int steps = to - from;
    return steps >= 0 ? steps : steps + lengths.length;
  }

  private int after(int slot) {
    return slot + 1 == lengths.length ? 0 : slot + 1;
  }

  private boolean same(int slot, long prefixHigh, long prefixLow) {
    return high[slot] == prefixHigh && (version == IpVersion.V4 || low[slot] == prefixLow);
  }

  private int home(long prefixHigh, long prefixLow, int length) {
    long mixed = (prefixHigh ^ Long.rotateLeft(prefixLow, 29) ^ length) * 0x9e37_79b9_7f4a_7c15L;
    mixed ^= mixed >>> 32;
    mixed *= 0xd6e8_feb8_6659_fd93L;
    return (int) ((mixed >>> 32) * lengths.length >>> 32);
  }

  private void allocate(int capacity) {
    high = new long[capacity];
    low = version == IpVersion.V6 ? new long[capacity] : new long[0];
    lengths = new byte[capacity];
    desired = new int[capacity];
    actual = new int[capacity];
    marks = new byte[capacity];
    reasons = new short[capacity];
    growAt = (int) (capacity * 4L / 5);
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    byte[] oldLengths = lengths;
    int[] oldDesired = desired;
    int[] oldActual = actual;
    byte[] oldMarks = marks;
    short[] oldReasons = reasons;
    allocate(Math.toIntExact(oldLengths.length + oldLengths.length / 2L));
    moves++;
    for (int from = 0; from < oldLengths.length; from++) {
      if (oldLengths[from] != 0) {
        long entryLow = version == IpVersion.V6 ? oldLow[from] : 0;
        int to = home(oldHigh[from], entryLow, (oldLengths[from] & 0xff) - 1);
        while (lengths[to] != 0) {
          to = after(to);
        }
        high[to] = oldHigh[from];
        if (version == IpVersion.V6) {
          low[to] = entryLow;
        }
        lengths[to] = oldLengths[from];
        desired[to] = oldDesired[from];
        actual[to] = oldActual[from];
        marks[to] = oldMarks[from];
        reasons[to] = oldReasons[from];
      }
    }
  }

  /// Unmarks every entry.
  void unmarkAll(int mark) {
    for (int slot = 0; slot < marks.length; slot++) {
      marks[slot] &= (byte) ~mark;
    }
  }
}
