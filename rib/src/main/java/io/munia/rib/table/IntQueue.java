package io.munia.rib.table;

import java.util.Arrays;

/// Ints, first in, first out, in pages: growing copies nothing, and a page that is through is used
/// again or given back. Owned by the RIB's loop.
final class IntQueue {
  private static final int PAGE_BITS = 12;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int[] NOTHING = {};

  /// A ring: as many from `firstPage` on as are in use.
  private int[][] pages = {NOTHING, NOTHING, NOTHING, NOTHING};

  private int firstPage;
  private int from;
  private int size;
  private int[] spare = NOTHING;

  int size() {
    return size;
  }

  void add(int value) {
    int at = from + size;
    if (at >>> PAGE_BITS == pages.length) {
      grow();
    }
    int slot = slot(at);
    if (pages[slot].length == 0) {
      pages[slot] = spare.length == 0 ? new int[PAGE] : spare;
      spare = NOTHING;
    }
    pages[slot][at & PAGE - 1] = value;
    size++;
  }

  /// The value that `i` others stand in front of.
  int get(int i) {
    int at = from + i;
    return pages[slot(at)][at & PAGE - 1];
  }

  void removeFirst() {
    size--;
    if (++from == PAGE) {
      spare = pages[firstPage];
      pages[firstPage] = NOTHING;
      firstPage = firstPage + 1 & pages.length - 1;
      from = 0;
    }
  }

  private int slot(int at) {
    return firstPage + (at >>> PAGE_BITS) & pages.length - 1;
  }

  private void grow() {
    int[][] grown = new int[2 * pages.length][];
    Arrays.fill(grown, NOTHING);
    for (int i = 0; i < pages.length; i++) {
      grown[i] = pages[firstPage + i & pages.length - 1];
    }
    pages = grown;
    firstPage = 0;
  }
}
