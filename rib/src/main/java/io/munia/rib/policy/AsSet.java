package io.munia.rib.policy;

import io.munia.rib.policy.Policy.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// AS numbers and ranges of them, found by binary search. A value: equal where name and ranges are.
public final class AsSet {
  private final String name;
  private final List<Range> ranges;
  private final long[] min;
  private final long[] max;

  /// @param name under which it was configured; empty where it stands in a rule itself
  public AsSet(String name, List<Range> ranges) {
    this.name = name;
    this.ranges = List.copyOf(ranges);
    List<Range> merged = new ArrayList<>();
    for (Range range : ranges.stream().sorted(Comparator.comparingLong(Range::min)).toList()) {
      if (!merged.isEmpty() && range.min() <= merged.getLast().max() + 1) {
        Range last = merged.removeLast();
        merged.add(new Range(last.min(), Math.max(last.max(), range.max())));
      } else {
        merged.add(range);
      }
    }
    this.min = merged.stream().mapToLong(Range::min).toArray();
    this.max = merged.stream().mapToLong(Range::max).toArray();
  }

  public String name() {
    return name;
  }

  public List<Range> ranges() {
    return ranges;
  }

  /// Whether this number, as 32 unsigned bits, is in it.
  public boolean holds(int as) {
    long number = Integer.toUnsignedLong(as);
    int from = 0;
    int to = min.length - 1;
    while (from <= to) {
      int middle = from + to >>> 1;
      if (number < min[middle]) {
        to = middle - 1;
      } else if (number > max[middle]) {
        from = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof AsSet set && name.equals(set.name) && ranges.equals(set.ranges);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + ranges.hashCode();
  }

  @Override
  public String toString() {
    return name.isEmpty() ? ranges.toString() : name;
  }
}
