package io.munia.rib.table;

import java.util.Arrays;

/// Blocks of bytes out of large pages: no object and no header for each. Sizes are rounded up to
/// [#UNIT] bytes; freed blocks wait in a list by size, through their own first bytes, and a larger
/// one is split where there is none of the size asked for. An address is a number of units.
final class Slab {
  private static final int UNIT_BITS = 3;

  /// Bytes that addresses and sizes count in.
  private static final int UNIT = 1 << UNIT_BITS;

  /// Units in a page: 256 KiB, room for several of the longest attribute sections (64 KiB).
  private static final int PAGE_BITS = 15;

  private static final int PAGE_UNITS = 1 << PAGE_BITS;

  /// Sizes in units from 1 on that have a list of their own: the longest section, 64 KiB.
  private static final int CLASSES = (1 << 16 - UNIT_BITS) + 2;

  private final long bytesMax;
  private byte[][] pages = new byte[4][];
  private int pageCount;
  private int bump = PAGE_UNITS;
  private final int[] free = new int[CLASSES];
  private int highestFree;
  private long used;

  Slab(long bytesMax) {
    this.bytesMax = bytesMax;
    Arrays.fill(free, -1);
  }

  /// Bytes that are given out.
  long used() {
    return used;
  }

  /// Bytes of the pages that it holds.
  long held() {
    return (long) pageCount * PAGE_UNITS << UNIT_BITS;
  }

  /// The address of a copy of `bytes[from, to)`, or -1 when the limit is reached.
  int add(byte[] bytes, int from, int to) {
    int units = units(to - from);
    if (used + ((long) units << UNIT_BITS) > bytesMax) {
      return -1;
    }
    int address = take(units);
    used += (long) units << UNIT_BITS;
    System.arraycopy(bytes, from, page(address), offset(address), to - from);
    return address;
  }

  void remove(int address, int length) {
    int units = units(length);
    used -= (long) units << UNIT_BITS;
    put(address, units);
  }

  byte[] page(int address) {
    return pages[address >>> PAGE_BITS];
  }

  static int offset(int address) {
    return (address & PAGE_UNITS - 1) << UNIT_BITS;
  }

  /// What a block of this length takes.
  static long bytes(int length) {
    return (long) units(length) << UNIT_BITS;
  }

  private static int units(int length) {
    return Math.max(1, length + UNIT - 1 >>> UNIT_BITS);
  }

  private int take(int units) {
    if (free[units] >= 0) {
      return pop(units);
    }
    if (bump + units <= PAGE_UNITS) {
      int address = (pageCount - 1 << PAGE_BITS) + bump;
      bump += units;
      return address;
    }
    for (int larger = units + 1; larger <= highestFree; larger++) {
      if (free[larger] >= 0) {
        int address = pop(larger);
        put(address + units, larger - units);
        return address;
      }
    }
    if (bump < PAGE_UNITS && PAGE_UNITS - bump < CLASSES) {
      put((pageCount - 1 << PAGE_BITS) + bump, PAGE_UNITS - bump);
    }
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, 2 * pageCount);
    }
    pages[pageCount++] = new byte[PAGE_UNITS << UNIT_BITS];
    bump = units;
    return pageCount - 1 << PAGE_BITS;
  }

  private int pop(int units) {
    int address = free[units];
    byte[] page = page(address);
    int at = offset(address);
    free[units] =
        page[at] << 24
            | (page[at + 1] & 0xff) << 16
            | (page[at + 2] & 0xff) << 8
            | page[at + 3] & 0xff;
    return address;
  }

  private void put(int address, int units) {
    byte[] page = page(address);
    int at = offset(address);
    int next = free[units];
    page[at] = (byte) (next >>> 24);
    page[at + 1] = (byte) (next >>> 16);
    page[at + 2] = (byte) (next >>> 8);
    page[at + 3] = (byte) next;
    free[units] = address;
    highestFree = Math.max(highestFree, units);
  }
}
