package io.munia.rib.policy;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.policy.Policy.PrefixRange;
import java.util.Comparator;
import java.util.List;

/// Prefixes with ranges of lengths, a hundred thousand of them as well: a hash of covering
/// prefixes, asked once for each covering length that occurs, the row of each prefix holding its
/// ranges. A value: equal where name and ranges are.
public final class PrefixSet {
  /// Most ranges of one set.
  public static final int RANGES_MAX = 1 << 20;

  private static final int[] NONE = {};

  private final String name;
  private final List<PrefixRange> ranges;
  private final int hash;
  private final Half v4;
  private final Half v6;

  /// @param name under which it was configured; empty where it stands in a rule itself
  public PrefixSet(String name, List<PrefixRange> ranges) {
    this.name = name;
    this.ranges = List.copyOf(ranges);
    if (ranges.size() > RANGES_MAX) {
      throw new IllegalArgumentException("more than " + RANGES_MAX + " prefixes in a set");
    }
    this.hash = 31 * name.hashCode() + this.ranges.hashCode();
    this.v4 = new Half(of(IpVersion.V4));
    this.v6 = new Half(of(IpVersion.V6));
  }

  private List<PrefixRange> of(IpVersion version) {
    return ranges.stream()
        .filter(range -> range.prefix().version() == version)
        .sorted(Comparator.comparing(PrefixRange::prefix).thenComparingInt(PrefixRange::lengthMin))
        .toList();
  }

  public String name() {
    return name;
  }

  public List<PrefixRange> ranges() {
    return ranges;
  }

  /// Whether a prefix is in one of the ranges; its bits stand left-aligned.
  public boolean holds(IpVersion version, long high, long low, int length) {
    return (version == IpVersion.V4 ? v4 : v6).holds(high, low, length);
  }

  /// Whether one of the prefixes, whatever its lengths, has this address in it.
  public boolean covers(IpAddress address) {
    return (address.version() == IpVersion.V4 ? v4 : v6).covers(address.high(), address.low());
  }

  /// Of one version: rows sorted by prefix, those of one prefix together; a slot of the hash holds
  /// the first of them, plus one.
  private static final class Half {
    private final long[] high;
    private final long[] low;
    private final int[] length;
    private final int[] min;
    private final int[] max;
    private final int[] slots;
    private final int[] lengths;

    Half(List<PrefixRange> sorted) {
      int count = sorted.size();
      high = new long[count];
      low = new long[count];
      length = new int[count];
      min = new int[count];
      max = new int[count];
      slots = count == 0 ? NONE : new int[Integer.highestOneBit(count) * 4];
      lengths =
          sorted.stream().mapToInt(range -> range.prefix().length()).distinct().sorted().toArray();
      for (int i = 0; i < count; i++) {
        Prefix prefix = sorted.get(i).prefix();
        high[i] = prefix.address().high();
        low[i] = prefix.address().low();
        length[i] = prefix.length();
        min[i] = sorted.get(i).lengthMin();
        max[i] = sorted.get(i).lengthMax();
        if (i == 0 || !is(i - 1, high[i], low[i], length[i])) {
          int slot = slot(high[i], low[i], length[i]);
          while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
          }
          slots[slot] = i + 1;
        }
      }
    }

    boolean holds(long high, long low, int length) {
      for (int bits : lengths) {
        if (bits > length) {
          return false;
        }
        if (covered(high & Prefix.highMask(bits), low & Prefix.lowMask(bits), bits, length)) {
          return true;
        }
      }
      return false;
    }

    boolean covers(long high, long low) {
      for (int bits : lengths) {
        if (first(high & Prefix.highMask(bits), low & Prefix.lowMask(bits), bits) >= 0) {
          return true;
        }
      }
      return false;
    }

    private boolean covered(long coveringHigh, long coveringLow, int bits, int wanted) {
      int row = first(coveringHigh, coveringLow, bits);
      if (row >= 0) {
        for (; row < high.length && is(row, coveringHigh, coveringLow, bits); row++) {
          if (wanted >= min[row] && wanted <= max[row]) {
            return true;
          }
        }
      }
      return false;
    }

    /// The first row of this prefix, or -1.
    private int first(long high, long low, int bits) {
      if (slots.length == 0) {
        return -1;
      }
      for (int slot = slot(high, low, bits); slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
        if (is(slots[slot] - 1, high, low, bits)) {
          return slots[slot] - 1;
        }
      }
      return -1;
    }

    private boolean is(int row, long high, long low, int length) {
      return this.high[row] == high && this.low[row] == low && this.length[row] == length;
    }

    private int slot(long high, long low, int length) {
      long mixed = (high + Long.rotateLeft(low, 21) + length) * 0x9e37_79b9_7f4a_7c15L;
      return (int) (mixed >>> 32) & slots.length - 1;
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof PrefixSet set
            && hash == set.hash
            && name.equals(set.name)
            && ranges.equals(set.ranges);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return name.isEmpty() ? ranges.toString() : name;
  }
}
