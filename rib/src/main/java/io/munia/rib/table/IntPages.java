package io.munia.rib.table;

import java.util.Arrays;

/// Rows of ints in pages of a fixed size: growing adds a page and copies nothing, so that a table
/// of millions costs what it holds and no pause. Row 0 is never given out: 0 means "none". The
/// freed rows of a page are linked through their column 0 and reused last in, first out; a page
/// without a row in use is kept for the next rows, or given back to the heap by [#trim].
final class IntPages {
  /// Rows in a page, as a power of two.
  static final int PAGE_BITS = 12;

  private static final int PAGE_ROWS = 1 << PAGE_BITS;

  /// In place of the number of rows in use: the page was given back.
  private static final int TRIMMED = -1;

  private static final int ROW_MASK = PAGE_ROWS - 1;

  private final int width;
  private final int rowsMax;

  /// Stands for pages that were given back: read by scans, never written.
  private final int[] noPage;

  private int[][] pages = new int[16][];

  /// Per page: rows in use, the first of its freed rows.
  private int[] used = new int[16];

  private int[] freed = new int[16];

  /// Pages that may have freed rows, the last one is taken first.
  private int[] open = new int[16];

  private int opens;

  /// Pages without a row in use.
  private int[] vacant = new int[16];

  private int vacancies;

  private int pageCount;

  /// The page that is filled row by row.
  private int filling;

  private int next = 1;

  /// @param width ints in a row
  /// @param rowsMax no more rows than these are given out
  IntPages(int width, int rowsMax) {
    this.width = width;
    this.rowsMax = rowsMax;
    this.noPage = new int[PAGE_ROWS * width];
    fill(0);
    pageCount = 1;
  }

  /// A row of zeros, or 0 when there are no more.
  int allocate() {
    while (opens > 0) {
      int number = open[opens - 1];
      int row = freed[number];
      if (row != 0) {
        int[] page = pages[number];
        int at = (row & ROW_MASK) * width;
        freed[number] = page[at];
        used[number]++;
        Arrays.fill(page, at, at + width, 0);
        return row;
      }
      opens--;
    }
    if (next > ROW_MASK && !fillAnother()) {
      return 0;
    }
    int row = filling << PAGE_BITS | next;
    if (row > rowsMax) {
      return 0;
    }
    next++;
    used[filling]++;
    return row;
  }

  void free(int row) {
    int number = row >>> PAGE_BITS;
    if (--used[number] == 0 && number != filling) {
      freed[number] = 0;
      vacant = with(vacant, vacancies++, number);
      return;
    }
    int first = freed[number];
    if (first == 0) {
      open = with(open, opens++, number);
    }
    set(row, 0, first);
    freed[number] = row;
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
    for (int i = 0; i < pages.length; i++) {
      if (i < pageCount && used[i] == TRIMMED) {
        copy.pages[i] = copy.noPage;
      } else if (pages[i] != null) {
        copy.pages[i] = pages[i].clone();
      }
    }
    copy.used = used.clone();
    copy.freed = freed.clone();
    copy.open = open.clone();
    copy.opens = opens;
    copy.vacant = vacant.clone();
    copy.vacancies = vacancies;
    copy.pageCount = pageCount;
    copy.filling = filling;
    copy.next = next;
    return copy;
  }

  /// One more than the highest row that was ever given out.
  int end() {
    return filling == pageCount - 1 ? filling << PAGE_BITS | next : pageCount << PAGE_BITS;
  }

  int get(int row, int column) {
    return pages[row >>> PAGE_BITS][(row & ROW_MASK) * width + column];
  }

  void set(int row, int column, int value) {
    pages[row >>> PAGE_BITS][(row & ROW_MASK) * width + column] = value;
  }

  /// The page of a row, for who looks at several of its columns: they stand there from [#at] on.
  int[] page(int row) {
    return pages[row >>> PAGE_BITS];
  }

  /// Where a row begins in its page.
  int at(int row) {
    return (row & ROW_MASK) * width;
  }

  /// Gives the pages without a row in use back to the heap.
  void trim() {
    for (int i = 0; i < vacancies; i++) {
      pages[vacant[i]] = noPage;
      used[vacant[i]] = TRIMMED;
    }
  }

  private boolean fillAnother() {
    if (vacancies > 0) {
      fill(vacant[--vacancies]);
    } else if (pageCount << PAGE_BITS > rowsMax) {
      return false;
    } else {
      fill(pageCount);
      pageCount++;
    }
    return true;
  }

  private void fill(int number) {
    if (number == pages.length) {
      pages = Arrays.copyOf(pages, 2 * number);
      used = Arrays.copyOf(used, 2 * number);
      freed = Arrays.copyOf(freed, 2 * number);
    }
    if (number == pageCount || used[number] == TRIMMED) {
      pages[number] = new int[PAGE_ROWS * width];
      used[number] = 0;
    } else {
      Arrays.fill(pages[number], 0);
    }
    filling = number;
    next = number == 0 ? 1 : 0;
  }

  private static int[] with(int[] list, int length, int added) {
    int[] longer = length < list.length ? list : Arrays.copyOf(list, 2 * length);
    longer[length] = added;
    return longer;
  }
}
