package io.munia.rib.table;

import java.util.Arrays;

/// One short for each entry of a table, 0 until set: a page is there once something in it was.
public final class ShortPages {
  private static final int PAGE_BITS = 12;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final short[] NOTHING = {};

  /// A value that is not counted by itself.
  public static final int UNCOUNTED = 0xffff;

  private short[][] pages = new short[0][];
  private int[] counts = new int[8];
  private int count;

  public ShortPages() {}

  /// Unsigned.
  public int get(int entry) {
    int number = entry >>> PAGE_BITS;
    short[] page = number < pages.length ? pages[number] : NOTHING;
    return page.length == 0 ? 0 : page[entry & PAGE - 1] & 0xffff;
  }

  public void set(int entry, int value) {
    int number = entry >>> PAGE_BITS;
    if (number >= pages.length) {
      int before = pages.length;
      pages = Arrays.copyOf(pages, Math.max(number + 1, before + (before >>> 1)));
      Arrays.fill(pages, before, pages.length, NOTHING);
    }
    if (pages[number].length == 0) {
      if (value == 0) {
        return;
      }
      pages[number] = new short[PAGE];
    }
    short[] page = pages[number];
    int before = page[entry & PAGE - 1] & 0xffff;
    if (before != value) {
      page[entry & PAGE - 1] = (short) value;
      recount(before, value);
    }
  }

  /// Gives pages in which nothing is set any longer back to the heap.
  public void trim() {
    for (int i = 0; i < pages.length; i++) {
      boolean empty = true;
      for (short value : pages[i]) {
        empty &= value == 0;
      }
      if (empty) {
        pages[i] = NOTHING;
      }
    }
  }

  public ShortPages copy() {
    ShortPages copy = new ShortPages();
    copy.count = count;
    copy.counts = counts.clone();
    copy.pages = pages.clone();
    for (int i = 0; i < pages.length; i++) {
      if (pages[i].length != 0) {
        copy.pages[i] = pages[i].clone();
      }
    }
    return copy;
  }

  /// How many entries have another value than 0.
  public int count() {
    return count;
  }

  /// How many entries have this value, [#UNCOUNTED] and 0 excepted.
  public int count(int value) {
    return value < counts.length ? counts[value] : 0;
  }

  private void recount(int before, int after) {
    count += (after != 0 ? 1 : 0) - (before != 0 ? 1 : 0);
    if (before != 0 && before != UNCOUNTED) {
      counts[before]--;
    }
    if (after != 0 && after != UNCOUNTED) {
      if (after >= counts.length) {
        counts = Arrays.copyOf(counts, Math.max(after + 1, 2 * counts.length));
      }
      counts[after]++;
    }
  }
}
