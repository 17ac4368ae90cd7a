package io.munia.bgp.codec;

/// AIGP on its way: whoever makes itself the next hop adds its own distance to the one before ([RFC
/// 7311 §3.4.3](https://www.rfc-editor.org/rfc/rfc7311#section-3.4.3)).
public final class AigpGrowth {
  private AigpGrowth() {}

  /// A copy of the canonical section at `section[from, to)`, its first metric greater by `cost`, 32
  /// unsigned bits, and no greater than what the field holds.
  public static byte[] by(byte[] section, int from, int to, int cost) {
    byte[] grown = java.util.Arrays.copyOfRange(section, from, to);
    int at = 0;
    while (at < grown.length) {
      int value = at + Wire.attributeHeaderBytes(grown[at]);
      int end = value + Wire.attributeLength(grown, at);
      if ((grown[at + 1] & 0xff) == AttributeType.AIGP) {
        grow(grown, value, end, Integer.toUnsignedLong(cost));
      }
      at = end;
    }
    return grown;
  }

  private static void grow(byte[] bytes, int from, int to, long cost) {
    int at = from;
    while (at < to && bytes[at] != Aigp.TLV_TYPE) {
      at += Wire.u16(bytes, at + 1);
    }
    if (at < to) {
      long metric = Wire.u64(bytes, at + 3);
      long total = metric + cost;
      Wire.put64(bytes, at + 3, Long.compareUnsigned(total, metric) < 0 ? -1L : total);
    }
  }
}
