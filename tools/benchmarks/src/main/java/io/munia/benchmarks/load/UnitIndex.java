package io.munia.benchmarks.load;

import java.util.Arrays;

/// For tables in which the first three octets tell the IPv4 prefixes of a layer apart: one array
/// access.
final class UnitIndex implements PrefixIndex {
  private final GeneratedTable table;
  private final int[] byUnit;
  private final int firstUnit;

  UnitIndex(GeneratedTable table) {
    this.table = table;
    int firsts = table.firsts();
    firstUnit = unit(table, 0);
    byUnit = new int[unit(table, firsts - 1) - firstUnit + 1];
    Arrays.fill(byUnit, NONE);
    for (int i = 0; i < firsts; i++) {
      byUnit[unit(table, i) - firstUnit] = i;
    }
  }

  private static int unit(GeneratedTable table, int first) {
    return (int) (table.highOfFirst(first) >>> 40);
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public int of(byte[] bytes, int at, int length) {
    int unit = length > 0 ? (bytes[at] & 0xff) << 16 : 0;
    unit |= length > 8 ? (bytes[at + 1] & 0xff) << 8 : 0;
    unit |= length > 16 ? bytes[at + 2] & 0xff : 0;
    int slot = unit - firstUnit;
    int first = slot >= 0 && slot < byUnit.length ? byUnit[slot] : NONE;
    return first == NONE ? NONE : table.inLayer(first, length);
  }
}
