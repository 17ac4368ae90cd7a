package io.munia.rib.table;

import java.util.Arrays;

/// Rows of ints in pages of a fixed size: growing adds a page and copies nothing, so that a table
/// of millions costs what it holds and no pause. Row 0 is never given out: 0 means "none". Freed
/// rows are linked through their column 0 and reused last in, first out.
final class IntPages {
  /// Rows in a page, as a power of two.
  static final int PAGE_BITS = 12;

  private static final int PAGE_ROWS = 1 << PAGE_BITS;
  private static final int ROW_MASK = PAGE_ROWS - 1;

  private final int width;
  private final int rowsMax;
  private int[][] pages = new int[16][];
  private int end = 1;
  private int free;

  /// @param width ints in a row
  /// @param rowsMax no more rows than these are given out
  IntPages(int width, int rowsMax) {
    this.width = width;
    this.rowsMax = rowsMax;
    pages[0] = new int[PAGE_ROWS * width];
  }

  /// A row of zeros, or 0 when there are no more.
  int allocate() {
    if (free != 0) {
      int row = free;
      int[] page = pages[row >>> PAGE_BITS];
      int at = (row & ROW_MASK) * width;
      free = page[at];
      Arrays.fill(page, at, at + width, 0);
      return row;
    }
    if (end > rowsMax) {
      return 0;
    }
    int number = end >>> PAGE_BITS;
    if (number == pages.length) {
      pages = Arrays.copyOf(pages, 2 * number);
    }
    if (pages[number] == null) {
      pages[number] = new int[PAGE_ROWS * width];
    }
    return end++;
  }

  void free(int row) {
    set(row, 0, free);
    free = row;
  }

  /// Makes room for the rows up to this one, which somebody else gives out; they are zeros.
  void reach(int row) {
    int number = row >>> PAGE_BITS;
    if (number >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(number + 1, 2 * pages.length));
    }
    if (pages[number] == null) {
      pages[number] = new int[PAGE_ROWS * width];
    }
  }

  /// Whether there is room for this row.
  boolean reaches(int row) {
    int number = row >>> PAGE_BITS;
    return number < pages.length && pages[number] != null;
  }

  IntPages copy() {
    IntPages copy = new IntPages(width, rowsMax);
    copy.pages = pages.clone();
    for (int i = 0; i < pages.length && pages[i] != null; i++) {
      copy.pages[i] = pages[i].clone();
    }
    copy.end = end;
    copy.free = free;
    return copy;
  }

  /// One more than the highest row that was ever given out.
  int end() {
    return end;
  }

  int get(int row, int column) {
    return pages[row >>> PAGE_BITS][(row & ROW_MASK) * width + column];
  }

  void set(int row, int column, int value) {
    pages[row >>> PAGE_BITS][(row & ROW_MASK) * width + column] = value;
  }
}
