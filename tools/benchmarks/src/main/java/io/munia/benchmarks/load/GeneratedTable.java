package io.munia.benchmarks.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/// IPv4 prefixes shaped like those of a default-free table, and which of them share attributes. The
/// same numbers and seed give the same table.
///
/// **Prefixes.** Lengths are drawn with the shares of [#SHARES]: 61 % are /24, none is longer.
/// Addresses ascend from 1.0.0.0; after a prefix the next one lies behind it or, as likely, within
/// it. No two begin in the same /24, so that the first three octets tell a prefix from all others:
/// see [PrefixIndex]. 10.0.0.0/8, where the clients themselves live, and 127.0.0.0/8 are left out.
///
/// **Sets.** Neighbouring prefixes share attributes, 6.4 on average: nearly half of the sets have a
/// single prefix, few have 33. The sets are in random order, as they are when a speaker sends from
/// a hash table.
///
/// **Markers.** The last prefixes, a /24 each, are in no set: each sender announces one of its own
/// after everything else. Who has received it knows that all that came before was taken in.
public final class GeneratedTable {
  /// The most prefixes for which there are addresses.
  public static final int ROUTES_MAX = 1_200_000;

  /// Of 1,000 prefixes, how many have the length [#LONGEST] - index.
  private static final int[] SHARES = {612, 100, 120, 55, 45, 26, 14, 9, 19};

  private static final int LONGEST = 24;
  private static final int UNITS_FROM = 1 << 16;
  private static final int UNITS_TO = 224 << 16;
  private static final int PRIVATE = 10 << 16;
  private static final int LOOPBACK = 127 << 16;
  private static final int UNITS_OF_8 = 1 << 16;

  private final int[] units;
  private final byte[] lengths;
  private final int[] setFrom;
  private final int routes;
  private final long seed;

  private GeneratedTable(int[] units, byte[] lengths, int[] setFrom, int routes, long seed) {
    this.units = units;
    this.lengths = lengths;
    this.setFrom = setFrom;
    this.routes = routes;
    this.seed = seed;
  }

  /// @param routes 1 to [#ROUTES_MAX]
  /// @param markers more prefixes behind them, one for each sender
  public static GeneratedTable of(int routes, int markers, long seed) {
    if (routes < 1 || routes > ROUTES_MAX) {
      throw new IllegalArgumentException(
          "a table of " + routes + " routes cannot be made: 1 to " + ROUTES_MAX);
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] units = new int[routes + markers];
    byte[] lengths = new byte[routes + markers];
    int unit = UNITS_FROM;
    for (int i = 0; i < units.length; i++) {
      int length = i < routes ? length(random.nextInt(1000)) : LONGEST;
      int size = 1 << LONGEST - length;
      unit = usable(unit + size - 1 & -size);
      if (unit + size > UNITS_TO) {
        throw new IllegalArgumentException("no addresses are left for " + routes + " routes");
      }
      units[i] = unit;
      lengths[i] = (byte) length;
      unit += random.nextBoolean() ? 1 : size;
    }
    return new GeneratedTable(units, lengths, sets(routes, random), routes, seed);
  }

  private static int length(int drawn) {
    int index = 0;
    int left = drawn - SHARES[0];
    while (left >= 0) {
      index++;
      left -= SHARES[index];
    }
    return LONGEST - index;
  }

  private static int usable(int unit) {
    int first = unit & -UNITS_OF_8;
    return first == PRIVATE || first == LOOPBACK ? first + UNITS_OF_8 : unit;
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

  /// How many prefixes there are, without the markers.
  public int routes() {
    return routes;
  }

  /// The same with the markers.
  public int size() {
    return units.length;
  }

  public int sets() {
    return setFrom.length - 1;
  }

  int setFrom(int set) {
    return setFrom[set];
  }

  int setTo(int set) {
    return setFrom[set + 1];
  }

  /// The numbers of all sets, in the order in which they are sent.
  int[] order() {
    SplittableRandom random = new SplittableRandom(~seed);
    int[] order = new int[sets()];
    for (int i = 0; i < order.length; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  long seed() {
    return seed;
  }

  /// The first three octets as a number.
  public int unit(int prefix) {
    return units[prefix];
  }

  /// In bits.
  public int lengthOf(int prefix) {
    return lengths[prefix];
  }
}
