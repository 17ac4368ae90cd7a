package io.munia.rib.table;

import java.util.Arrays;

/// One int per row that is 0 for almost every row: a page is there once a row of it differs.
public final class LazyColumn {
  private static final int[] NOTHING = {};

  private int[][] pages = new int[0][];

  public LazyColumn() {}

  /// Whether every row was 0 all the time.
  boolean isUnused() {
    return pages.length == 0;
  }

  public int get(int row) {
    int number = row >>> IntPages.PAGE_BITS;
    int[] page = number < pages.length ? pages[number] : NOTHING;
    return page.length == 0 ? 0 : page[row & (1 << IntPages.PAGE_BITS) - 1];
  }

  LazyColumn copy() {
    LazyColumn copy = new LazyColumn();
    copy.pages = pages.clone();
    for (int i = 0; i < pages.length; i++) {
      if (pages[i].length != 0) {
        copy.pages[i] = pages[i].clone();
      }
    }
    return copy;
  }

  /// Gives pages in which nothing differs any longer back to the heap.
  public void trim() {
    for (int i = 0; i < pages.length; i++) {
      if (Arrays.stream(pages[i]).allMatch(value -> value == 0)) {
        pages[i] = NOTHING;
      }
    }
  }

  public void set(int row, int value) {
    int number = row >>> IntPages.PAGE_BITS;
    if (number >= pages.length) {
      if (value == 0) {
        return;
      }
      int before = pages.length;
      pages = Arrays.copyOf(pages, Math.max(number + 1, 2 * before));
      Arrays.fill(pages, before, pages.length, NOTHING);
    }
    int[] page = pages[number];
    if (page.length == 0) {
      if (value == 0) {
        return;
      }
      page = new int[1 << IntPages.PAGE_BITS];
      pages[number] = page;
    }
    page[row & (1 << IntPages.PAGE_BITS) - 1] = value;
  }
}
