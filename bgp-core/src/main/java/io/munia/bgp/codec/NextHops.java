package io.munia.bgp.codec;

import org.jspecify.annotations.Nullable;

/// Next hops in place, and which of them cannot be one ([RFC 4271
/// §6.3](https://www.rfc-editor.org/rfc/rfc4271#section-6.3)).
final class NextHops {
  private static final int V6_BYTES = 16;

  private static final long LINK_LOCAL = 0xfe80_0000_0000_0000L;
  private static final long ZONE_BITS = 0x0000_ffff_0000_0000L;

  private NextHops() {}

  /// Not 0/8, not loopback, not multicast, not class E.
  static boolean usableV4(int bits) {
    int first = bits >>> 24;
    return first != 0 && first != 127 && first < 224;
  }

  /// Not `::`, not `::1`, not multicast.
  static boolean usableV6(long high, long low) {
    return (high != 0 || low != 0 && low != 1) && high >>> 56 != 0xff;
  }

  /// The first half of an address in the zone of a session, where it is link-local: a neighbour
  /// cannot name an interface of ours ([io.munia.net.IpAddress#zone]).
  static long inZone(long high, int zone) {
    return isLinkLocal(high) ? LINK_LOCAL | (long) zone << 32 & ZONE_BITS : high;
  }

  /// Whether an address that begins so is link-local, in whichever zone.
  static boolean isLinkLocal(long high) {
    return (high & ~ZONE_BITS) == LINK_LOCAL;
  }

  /// Where the address to use stands in an IPv6 next hop of 16 or 32 bytes. Two addresses are
  /// global, then link-local ([RFC 2545 §3](https://www.rfc-editor.org/rfc/rfc2545#section-3)); a
  /// speaker with a link-local address alone sends it alone, or twice, or after `::`.
  static int v6At(byte[] bytes, int from, int length) {
    boolean second =
        length > V6_BYTES && Wire.u64(bytes, from) == 0 && Wire.u64(bytes, from + 8) == 0;
    return second ? from + V6_BYTES : from;
  }

  /// How an IPv6 next hop of 16 or 32 bytes writes a link-local address; null where there is none.
  static @Nullable LinkLocalForm form(byte[] bytes, int from, int length) {
    long first = Wire.u64(bytes, from);
    if (length == V6_BYTES) {
      return isLinkLocal(first) ? LinkLocalForm.NATIVE : null;
    }
    if (!isLinkLocal(Wire.u64(bytes, from + V6_BYTES))) {
      return null;
    }
    return isLinkLocal(first)
        ? LinkLocalForm.DOUBLE
        : first == 0 && Wire.u64(bytes, from + 8) == 0 ? LinkLocalForm.SINGLE : LinkLocalForm.BOTH;
  }
}
