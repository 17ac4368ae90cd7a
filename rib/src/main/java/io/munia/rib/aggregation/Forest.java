package io.munia.rib.aggregation;

import io.munia.net.Prefix;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/// The aggregates of one family in the order of their prefixes, each with the one that covers it.
/// What covers a destination is found by one binary search and a walk up from there: prefixes cover
/// each other or are apart, so the last one that is not behind the destination covers it, or one of
/// those above it does, or none. Not changed once it is there; a change of the configuration makes
/// another.
final class Forest {
  static final Forest EMPTY = new Forest(new Tally[0]);

  private final Tally[] tallies;
  private final long[] high;
  private final long[] low;
  private final int[] length;
  private final int[] above;

  private Forest(Tally[] sorted) {
    tallies = sorted;
    high = new long[sorted.length];
    low = new long[sorted.length];
    length = new int[sorted.length];
    above = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      Prefix prefix = sorted[i].what.prefix();
      high[i] = prefix.address().high();
      low[i] = prefix.address().low();
      length[i] = prefix.length();
      above[i] = covering(i - 1, high[i], low[i], length[i]);
    }
  }

  static Forest of(Collection<Tally> tallies) {
    Tally[] sorted = tallies.toArray(Tally[]::new);
    Arrays.sort(sorted, Comparator.comparing(tally -> tally.what.prefix(), Forest::compare));
    return new Forest(sorted);
  }

  private static int compare(Prefix a, Prefix b) {
    int byHigh = Long.compareUnsigned(a.address().high(), b.address().high());
    int byLow = Long.compareUnsigned(a.address().low(), b.address().low());
    return byHigh != 0 ? byHigh : byLow != 0 ? byLow : Integer.compare(a.length(), b.length());
  }

  int size() {
    return tallies.length;
  }

  Tally tally(int at) {
    return tallies[at];
  }

  /// The one of exactly this prefix, or -1.
  int exactly(long high, long low, int length) {
    int at = last(high, low, length);
    return at >= 0 && this.high[at] == high && this.low[at] == low && this.length[at] == length
        ? at
        : -1;
  }

  /// The longest that covers the prefix and is shorter, or -1.
  int innermost(long high, long low, int length) {
    return covering(last(high, low, length), high, low, length);
  }

  /// The next longer one that covers this one, or -1.
  int above(int at) {
    return above[at];
  }

  private int covering(int from, long high, long low, int length) {
    int at = from;
    while (at >= 0
        && (this.length[at] >= length
            || (high & Prefix.highMask(this.length[at])) != this.high[at]
            || (low & Prefix.lowMask(this.length[at])) != this.low[at])) {
      at = above[at];
    }
    return at;
  }

  /// The last one that does not stand behind the prefix, or -1.
  private int last(long high, long low, int length) {
    int from = 0;
    int to = tallies.length;
    while (from < to) {
      int middle = from + to >>> 1;
      if (order(middle, high, low, length) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  private int order(int at, long high, long low, int length) {
    int byHigh = Long.compareUnsigned(this.high[at], high);
    if (byHigh != 0) {
      return byHigh;
    }
    int byLow = Long.compareUnsigned(this.low[at], low);
    return byLow != 0 ? byLow : Integer.compare(this.length[at], length);
  }
}
