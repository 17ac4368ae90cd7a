package io.munia.benchmarks.load;

import java.util.Arrays;

/// For all other tables: open addressing with linear probing over address and length, at most half
/// full. Addresses that differ in what stands behind the first 32 bits lie close together, as their
/// announcements do.
final class HashedIndex implements PrefixIndex {
  private static final long MIXER = 0x9E37_79B9_7F4A_7C15L;

  private final Table table;
  private final int[] slots;
  private final int shift;

  /// @throws IllegalArgumentException where the table has a prefix twice
  HashedIndex(Table table) {
    this.table = table;
    int bits = 33 - Integer.numberOfLeadingZeros(Math.max(table.size(), 2) - 1);
    slots = new int[1 << bits];
    shift = 64 - bits;
    Arrays.fill(slots, NONE);
    for (int i = 0; i < table.size(); i++) {
      int slot = slot(table.high(i), table.low(i), table.lengthOf(i));
      if (slots[slot] != NONE) {
        throw new IllegalArgumentException("prefix " + i + " of the table is there twice");
      }
      slots[slot] = i;
    }
  }

  /// Where it is, or where it would go.
  private int slot(long high, long low, int length) {
    int mask = slots.length - 1;
    long near = (high >>> 16 & 0xffff) + (low ^ low >>> 32) + length;
    int slot = (int) (((high >>> 32) * MIXER >>> shift) + near) & mask;
    while (true) {
      int found = slots[slot];
      if (found == NONE
          || (table.high(found) == high
              && table.lengthOf(found) == length
              && table.low(found) == low)) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public int of(byte[] bytes, int at, int length) {
    long high = 0;
    long low = 0;
    int octets = length + 7 >> 3;
    for (int i = 0; i < octets; i++) {
      long octet = bytes[at + i] & 0xffL;
      if (i < 8) {
        high |= octet << 56 - 8 * i;
      } else {
        low |= octet << 120 - 8 * i;
      }
    }
    return slots[slot(high, low, length)];
  }
}
