package io.munia.benchmarks.load;

import io.munia.net.AddressFamily;

/// Which lengths the prefixes of a made-up table have, and where its addresses lie.
///
/// A unit is a prefix of the length [#longest]. No two prefixes begin in the same one, so that
/// units tell them apart.
///
/// @param shares of 1,000 prefixes, how many have the length `longest` - index
/// @param unitsFrom the first unit
/// @param unitsTo the one behind the last
/// @param leftOut the first eight bits of addresses that are not used
/// @param routesMax the most prefixes for which there are addresses
@SuppressWarnings("ArrayRecordComponent") // never compared
record Shape(
    AddressFamily family,
    int[] shares,
    int longest,
    long unitsFrom,
    long unitsTo,
    int[] leftOut,
    int routesMax) {
  /// Three fifths are /24. 10.0.0.0/8, where the clients themselves live, and 127.0.0.0/8 are left
  /// out.
  static final Shape IPV4 =
      new Shape(
          AddressFamily.IPV4_UNICAST,
          new int[] {612, 100, 120, 55, 45, 26, 14, 9, 19},
          24,
          1 << 16,
          224 << 16,
          new int[] {10, 127},
          1_200_000);

  /// Nearly half are /48; /32 and what registries and providers like to cut from it (/36, /40, /44)
  /// stand out; none is shorter than /29.
  static final Shape IPV6 =
      new Shape(
          AddressFamily.IPV6_UNICAST,
          new int[] {480, 30, 40, 20, 75, 15, 35, 10, 105, 8, 12, 6, 45, 8, 14, 12, 75, 1, 1, 8},
          48,
          0x2400_0000_0000L,
          0x3fff_0000_0000L,
          new int[] {},
          1_200_000);

  static Shape of(AddressFamily family) {
    return family == AddressFamily.IPV4_UNICAST ? IPV4 : IPV6;
  }

  /// @param drawn 0 to 999
  int length(int drawn) {
    int index = 0;
    int left = drawn - shares[0];
    while (left >= 0) {
      index++;
      left -= shares[index];
    }
    return longest - index;
  }

  /// This unit, or the first behind the addresses that are left out.
  long usable(long unit) {
    long first = unit >>> longest - 8;
    for (int out : leftOut) {
      if (first == out) {
        return first + 1 << longest - 8;
      }
    }
    return unit;
  }
}
