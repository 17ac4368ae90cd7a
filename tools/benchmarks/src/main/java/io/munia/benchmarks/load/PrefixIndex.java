package io.munia.benchmarks.load;

import java.util.Arrays;

/// Finds a prefix of one table by its first three octets, in one array access. Read by any thread
/// once it is made.
public final class PrefixIndex {
  /// No prefix of the table.
  public static final int NONE = -1;

  private final int[] byUnit;
  private final int firstUnit;
  private final int size;

  public PrefixIndex(GeneratedTable table) {
    size = table.size();
    firstUnit = table.unit(0);
    byUnit = new int[table.unit(size - 1) - firstUnit + 1];
    Arrays.fill(byUnit, NONE);
    for (int i = 0; i < size; i++) {
      byUnit[table.unit(i) - firstUnit] = i;
    }
  }

  /// How many prefixes the table has, markers included.
  public int size() {
    return size;
  }

  /// The number of the prefix that begins in this /24, or [#NONE].
  public int of(int unit) {
    int at = unit - firstUnit;
    return at >= 0 && at < byUnit.length ? byUnit[at] : NONE;
  }
}
