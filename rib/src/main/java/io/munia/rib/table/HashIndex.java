package io.munia.rib.table;

import java.util.function.IntUnaryOperator;

/// Open addressing from a hash to row numbers, four bytes a slot. The upper bits of the hash choose
/// one of 256 segments that grow one by one: no moment at which the whole index is copied, neither
/// as a pause nor as garbage. A removal shifts its followers back, so there are no tombstones.
///
/// Beside the row, a slot holds how far it stands from where its hash put it. A neighbour in a
/// cluster mostly began somewhere else, which shows without a look at its row, and a removal knows
/// what may move without hashing anything anew: both would be a cache miss each, and were more than
/// half of what it cost to lose a table of a million routes.
///
/// A lookup is the caller's loop, as only it knows what equal means: from `slots[hash & mask]` on,
/// up to the first 0, asking those that [#began] there.
final class HashIndex {
  private static final int SEGMENT_BITS = 8;
  private static final int SLOTS_MIN = 8;
  private static final int ROW_BITS = 26;

  /// Smaller segments grow to four times their size: less is placed anew while a table fills.
  private static final int SLOTS_QUADRUPLED_MAX = 8192;

  /// Most rows that can be told apart.
  static final int ROWS_MAX = (1 << ROW_BITS) - 1;

  /// Stands for this distance and every longer one.
  private static final int FAR = (1 << Integer.SIZE - ROW_BITS) - 1;

  private final IntUnaryOperator hashOf;
  private final int[][] segments = new int[1 << SEGMENT_BITS][SLOTS_MIN];
  private final int[] used = new int[1 << SEGMENT_BITS];

  /// @param hashOf the hash of a row that is in the index
  HashIndex(IntUnaryOperator hashOf) {
    this.hashOf = hashOf;
  }

  /// Spreads 64 bits over 32 so that both ends of the result depend on all of them.
  static int mix(long bits) {
    long z = (bits ^ bits >>> 32) * 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ z >>> 29) * 0xbf58_476d_1ce4_e5b9L;
    return (int) (z ^ z >>> 32);
  }

  /// An odd number that looks like any other, for hashes that nobody can foresee who does not know
  /// `secret`.
  static long key(long secret) {
    long z = (secret + 0x9e37_79b9_7f4a_7c15L) * 0xd6e8_feb8_6659_fd93L;
    z = (z ^ z >>> 32) * 0xbf58_476d_1ce4_e5b9L;
    return z ^ z >>> 29 | 1;
  }

  int[] segment(int hash) {
    return segments[hash >>> 32 - SEGMENT_BITS];
  }

  static int row(int slot) {
    return slot & ROWS_MAX;
  }

  /// Whether a slot met so many steps after a hash's own may be of that hash.
  static boolean began(int slot, int steps) {
    return slot >>> ROW_BITS == Math.min(steps, FAR);
  }

  void insert(int hash, int row) {
    int number = hash >>> 32 - SEGMENT_BITS;
    if ((used[number] + 1) * 4 > segments[number].length * 3) {
      int slots = segments[number].length;
      resize(number, slots < SLOTS_QUADRUPLED_MAX ? 4 * slots : 2 * slots);
    }
    used[number]++;
    place(segments[number], hash, row);
  }

  void remove(int hash, int row) {
    int number = hash >>> 32 - SEGMENT_BITS;
    int[] slots = segments[number];
    int mask = slots.length - 1;
    int hole = hash & mask;
    while (row(slots[hole]) != row) {
      hole = hole + 1 & mask;
    }
    for (int i = hole + 1 & mask; slots[i] != 0; i = i + 1 & mask) {
      int steps = steps(slots, i);
      int back = i - hole & mask;
      if (steps >= back) {
        slots[hole] = slot(row(slots[i]), steps - back);
        hole = i;
      }
    }
    slots[hole] = 0;
    used[number]--;
  }

  /// Gives back what a quarter of the slots would do for.
  void trim() {
    for (int number = 0; number < segments.length; number++) {
      int slots = segments[number].length;
      int enough = Math.max(SLOTS_MIN, 2 * Integer.highestOneBit(2 * used[number]));
      if (enough <= slots / 4) {
        resize(number, enough);
      }
    }
  }

  /// The rows of a segment are anywhere: all are asked for their hashes before the first is placed,
  /// so that the misses overlap.
  private void resize(int number, int slots) {
    int[] before = segments[number];
    int[] rows = new int[used[number]];
    int[] hashes = new int[rows.length];
    int count = 0;
    for (int slot : before) {
      if (slot != 0) {
        rows[count++] = row(slot);
      }
    }
    for (int i = 0; i < count; i++) {
      hashes[i] = hashOf.applyAsInt(rows[i]);
    }
    int[] after = new int[slots];
    for (int i = 0; i < count; i++) {
      place(after, hashes[i], rows[i]);
    }
    segments[number] = after;
  }

  private static void place(int[] slots, int hash, int row) {
    int mask = slots.length - 1;
    int i = hash & mask;
    int steps = 0;
    while (slots[i] != 0) {
      i = i + 1 & mask;
      steps++;
    }
    slots[i] = slot(row, steps);
  }

  private static int slot(int row, int steps) {
    return Math.min(steps, FAR) << ROW_BITS | row;
  }

  /// How far the slot at `i` stands from where its hash put it.
  private int steps(int[] slots, int i) {
    int mask = slots.length - 1;
    int noted = slots[i] >>> ROW_BITS;
    return noted < FAR ? noted : i - hashOf.applyAsInt(row(slots[i])) & mask;
  }
}
