package io.munia.benchmarks.load;

import io.munia.net.AddressFamily;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Prefixes shaped like those of a default-free table, and which of them share attributes. The same
/// numbers and seed give the same table.
///
/// **Prefixes.** Lengths are drawn with the shares of a [Shape]. Addresses ascend; after a prefix
/// the next one lies behind it or, as likely, within it. No two of a layer begin in the same unit.
///
/// **Sets.** Neighbouring prefixes share attributes, 6.4 on average: nearly half of the sets have a
/// single prefix, few have 33. The sets are in random order.
public final class GeneratedTable implements Table {
  /// The most layers: what they lengthen must stay a sensible prefix.
  public static final int LAYERS_MAX = 8;

  /// The most prefixes of a layer for which there are addresses.
  public static final int ROUTES_MAX = Shape.IPV4.routesMax();

  private final Shape shape;

  /// Of the first layer, then of the markers.
  private final long[] highs;

  private final byte[] lengths;
  private final int[] setFrom;
  private final int routes;
  private final int layers;
  private final long seed;

  private GeneratedTable(
      Shape shape, long[] highs, byte[] lengths, int[] setFrom, int layers, long seed) {
    this.shape = shape;
    this.highs = highs;
    this.lengths = lengths;
    this.setFrom = setFrom;
    this.routes = setFrom[setFrom.length - 1];
    this.layers = layers;
    this.seed = seed;
  }

  /// IPv4, one layer.
  public static GeneratedTable of(int routes, int markers, long seed) {
    return of(AddressFamily.IPV4_UNICAST, routes, 1, markers, seed);
  }

  /// @param routes 1 to [#ROUTES_MAX], in each layer
  /// @param layers 1 to [#LAYERS_MAX]
  /// @param markers more prefixes behind them, one for each sender
  public static GeneratedTable of(
      AddressFamily family, int routes, int layers, int markers, long seed) {
    Shape shape = Shape.of(family);
    if (routes < 1 || routes > shape.routesMax() || layers < 1 || layers > LAYERS_MAX) {
      throw new IllegalArgumentException(
          "a table of " + routes + " routes cannot be made: 1 to " + shape.routesMax());
    }
    SplittableRandom random = new SplittableRandom(seed);
    long[] highs = new long[routes + markers];
    byte[] lengths = new byte[routes + markers];
    long unit = shape.unitsFrom();
    for (int i = 0; i < highs.length; i++) {
      int length = i < routes ? shape.length(random.nextInt(1000)) : shape.longest();
      long size = 1L << shape.longest() - length;
      unit = shape.usable(unit + size - 1 & -size);
      if (unit + size > shape.unitsTo()) {
        throw new IllegalArgumentException("no addresses are left for " + routes + " routes");
      }
      highs[i] = unit << 64 - shape.longest();
      lengths[i] = (byte) length;
      unit += random.nextBoolean() ? 1 : size;
    }
    return new GeneratedTable(shape, highs, lengths, sets(routes, random), layers, seed);
  }

  /// Where each set begins, in ascending order, and where the last ends.
  private static int[] sets(int routes, SplittableRandom random) {
    int[] from = new int[routes + 1];
    int count = 0;
    int at = 0;
    while (at < routes) {
      from[count++] = at;
      int kind = random.nextInt(100);
      int size = kind < 45 ? 1 : kind < 75 ? random.nextInt(2, 6) : random.nextInt(6, 34);
      at = Math.min(routes, at + size);
    }
    from[count] = routes;
    return Arrays.copyOf(from, count + 1);
  }

  @Override
  public AddressFamily family() {
    return shape.family();
  }

  @Override
  public int routes() {
    return routes;
  }

  @Override
  public int layers() {
    return layers;
  }

  @Override
  public int size() {
    return routes * (layers - 1) + highs.length;
  }

  @Override
  public int sets() {
    return setFrom.length - 1;
  }

  @Override
  public int setFrom(int set) {
    return setFrom[set];
  }

  @Override
  public int setTo(int set) {
    return setFrom[set + 1];
  }

  @Override
  public int[] order() {
    return Table.shuffled(sets(), ~seed);
  }

  @Override
  public PrefixIndex index() {
    return family() == AddressFamily.IPV4_UNICAST ? new UnitIndex(this) : new HashedIndex(this);
  }

  /// Prefixes of the first layer and markers.
  int firsts() {
    return highs.length;
  }

  long highOfFirst(int first) {
    return highs[first];
  }

  /// The prefix of this length at the address of one of [#firsts].
  int inLayer(int first, int length) {
    int layer = length - lengths[first];
    if (first >= routes) {
      return layer == 0 ? first + routes * (layers - 1) : PrefixIndex.NONE;
    }
    return layer >= 0 && layer < layers ? first + routes * layer : PrefixIndex.NONE;
  }

  private int first(int prefix) {
    return prefix < routes * layers ? prefix % routes : prefix - routes * (layers - 1);
  }

  @Override
  public long high(int prefix) {
    return highs[first(prefix)];
  }

  @Override
  public long low(int prefix) {
    return 0;
  }

  @Override
  public int lengthOf(int prefix) {
    int layer = prefix < routes * layers ? prefix / routes : 0;
    return lengths[first(prefix)] + layer;
  }

  @Override
  public void attributes(ByteBuffer out, int set, byte[] nextHop) {
    MadeUpAttributes.write(out, new SplittableRandom(seed * 31 + set), nextHop, 0);
  }

  @Override
  public void changed(ByteBuffer out, int prefix, byte[] nextHop, int serial) {
    MadeUpAttributes.write(out, new SplittableRandom(prefix), nextHop, serial);
  }
}
