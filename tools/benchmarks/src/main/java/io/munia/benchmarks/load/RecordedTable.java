package io.munia.benchmarks.load;

import io.munia.net.AddressFamily;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/// The first prefixes of [RecordedRoutes], sorted by their attributes, and markers from the
/// networks for benchmarks. One layer.
public final class RecordedTable implements Table {
  private static final long ORDER_SEED = 1;

  /// For as many markers there are addresses.
  private static final int MARKERS_MAX = 512;

  private final AddressFamily family;
  private final long[] highs;
  private final long[] lows;
  private final byte[] lengths;
  private final int[] setFrom;
  private final List<byte[]> attributes = new ArrayList<>();
  private final int routes;

  /// @param routes 1 to as many as there are
  /// @param markers one for each sender
  public RecordedTable(RecordedRoutes recorded, int routes, int markers) {
    if (routes < 1 || routes > recorded.size() || markers > MARKERS_MAX) {
      throw new IllegalArgumentException(
          "a table of "
              + routes
              + " routes cannot be taken from "
              + recorded.name()
              + ": 1 to "
              + recorded.size());
    }
    this.routes = routes;
    family = recorded.family();
    highs = new long[routes + markers];
    lows = new long[routes + markers];
    lengths = new byte[routes + markers];
    int[] setOf = new int[routes];
    int[] from = count(recorded, setOf);
    setFrom = from.clone();
    for (int i = 0; i < routes; i++) {
      put(from[setOf[i]]++, recorded.prefix(i));
    }
    for (int i = 0; i < markers; i++) {
      put(routes + i, marker(family, i));
    }
  }

  /// Numbers the sets; returns where each begins, and where the last ends.
  private int[] count(RecordedRoutes recorded, int[] setOf) {
    IdentityHashMap<byte[], Integer> sets = new IdentityHashMap<>();
    int[] counts = new int[routes + 1];
    for (int i = 0; i < routes; i++) {
      byte[] set = recorded.attributes(i);
      Integer known = sets.get(set);
      if (known == null) {
        known = attributes.size();
        sets.put(set, known);
        attributes.add(set);
      }
      setOf[i] = known;
      counts[known + 1]++;
    }
    int[] from = Arrays.copyOf(counts, attributes.size() + 1);
    for (int i = 1; i < from.length; i++) {
      from[i] += from[i - 1];
    }
    return from;
  }

  private void put(int at, Prefix prefix) {
    highs[at] = prefix.address().high();
    lows[at] = prefix.address().low();
    lengths[at] = (byte) prefix.length();
  }

  private static Prefix marker(AddressFamily family, int index) {
    return family.version() == IpVersion.V4
        ? Prefix.parse("198." + (18 + index / 256) + "." + index % 256 + ".0/24")
        : Prefix.parse("2001:2:0:" + Integer.toHexString(index) + "::/64");
  }

  @Override
  public AddressFamily family() {
    return family;
  }

  @Override
  public int routes() {
    return routes;
  }

  @Override
  public int layers() {
    return 1;
  }

  @Override
  public int size() {
    return highs.length;
  }

  @Override
  public int sets() {
    return attributes.size();
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
    return Table.shuffled(sets(), ORDER_SEED);
  }

  @Override
  public PrefixIndex index() {
    return new HashedIndex(this);
  }

  @Override
  public long high(int prefix) {
    return highs[prefix];
  }

  @Override
  public long low(int prefix) {
    return lows[prefix];
  }

  @Override
  public int lengthOf(int prefix) {
    return lengths[prefix] & 0xff;
  }

  @Override
  public void attributes(ByteBuffer out, int set, byte[] nextHop) {
    RecordedAttributes.write(out, attributes.get(set), nextHop, 0);
  }

  @Override
  public void changed(ByteBuffer out, int prefix, byte[] nextHop, int serial) {
    int found = Arrays.binarySearch(setFrom, prefix);
    RecordedAttributes.write(out, attributes.get(found < 0 ? -found - 2 : found), nextHop, serial);
  }
}
