package io.munia.net;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An IPv4 or IPv6 address, as up to 128 bits **left-aligned** in `high` then `low`: an IPv4
/// address stands in the upper 32 bits of `high`. The alignment lets one piece of code mask,
/// compare and hash both versions.
///
/// @param version which of the two
/// @param high the first 64 bits, network order
/// @param low the last 64 bits; 0 for IPv4
public record IpAddress(IpVersion version, long high, long low) implements Comparable<IpAddress> {
  private static final long LINK_LOCAL = 0xfe80_0000_0000_0000L;
  private static final long ZONE_BITS = 0x0000_ffff_0000_0000L;

  public IpAddress {
    if (version == IpVersion.V4 && ((high & 0xffff_ffffL) != 0 || low != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
  }

  /// An IPv4 address from its 32 bits in network order.
  public static IpAddress v4(int bits) {
    return new IpAddress(IpVersion.V4, (long) bits << 32, 0);
  }

  /// An IPv6 address from its two halves in network order.
  public static IpAddress v6(long high, long low) {
    return new IpAddress(IpVersion.V6, high, low);
  }

  /// Reads an address as text ([RFC 4291
  /// §2.2](https://www.rfc-editor.org/rfc/rfc4291#section-2.2)); never asks a resolver.
  ///
  /// @throws IllegalArgumentException with a sentence that names the text
  public static IpAddress parse(String text) {
    return IpText.parse(text);
  }

  /// An address from its 4 or 16 bytes in network order.
  public static IpAddress of(byte[] bytes) {
    return of(bytes, 0, bytes.length == 4 ? IpVersion.V4 : IpVersion.V6, bytes.length);
  }

  private static IpAddress of(byte[] bytes, int from, IpVersion version, int length) {
    if (length != version.bytes()) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + length);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 8; i++) {
      high = high << 8 | (i < length ? bytes[from + i] & 0xff : 0);
    }
    for (int i = 8; i < 16; i++) {
      low = low << 8 | (i < length ? bytes[from + i] & 0xff : 0);
    }
    return new IpAddress(version, high, low);
  }

  /// The 4 or 16 bytes in network order.
  public byte[] toBytes() {
    byte[] bytes = new byte[version.bytes()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i < 8 ? high >>> 56 - 8 * i : low >>> 56 - 8 * (i - 8));
    }
    return bytes;
  }

  /// The 32 bits of an IPv4 address in network order.
  ///
  /// @throws IllegalStateException on an IPv6 address
  public int v4Bits() {
    if (version != IpVersion.V4) {
      throw new IllegalStateException("not an IPv4 address: " + this);
    }
    return (int) (high >>> 32);
  }

  /// 0.0.0.0 or `::`.
  public boolean isUnspecified() {
    return high == 0 && low == 0;
  }

  /// 127.0.0.0/8 or `::1`.
  public boolean isLoopback() {
    return version == IpVersion.V4 ? high >>> 56 == 127 : high == 0 && low == 1;
  }

  /// 224.0.0.0/4 or `ff00::/8`.
  public boolean isMulticast() {
    return version == IpVersion.V4 ? high >>> 60 == 0xe : high >>> 56 == 0xff;
  }

  /// 169.254.0.0/16 or `fe80::/10`.
  public boolean isLinkLocal() {
    return version == IpVersion.V4 ? high >>> 48 == 0xa9fe : high >>> 54 == 0x3fa;
  }

  /// Number of the interface that an IPv6 link-local address belongs to; 0 where none was said.
  ///
  /// A link-local address means something on one link alone, so a next hop is both of them. The
  /// number stands in the second 16 bits, which are zero in every such address ([RFC 4291
  /// §2.5.6](https://www.rfc-editor.org/rfc/rfc4291#section-2.5.6)), as it does inside of BSD
  /// kernels: so whatever stores, compares or hashes addresses tells two links apart. It never
  /// leaves this process: what encodes takes it away.
  public int zone() {
    return hasZone() ? (int) ((high & ZONE_BITS) >>> 32) : 0;
  }

  /// The same address on this interface, 1 to 65,535; on none for 0. Only IPv6 link-local ones are
  /// changed.
  public IpAddress inZone(int index) {
    return hasZone() ? v6(high & ~ZONE_BITS | (long) index << 32 & ZONE_BITS, low) : this;
  }

  private boolean hasZone() {
    return version == IpVersion.V6 && (high & ~ZONE_BITS) == LINK_LOCAL;
  }

  /// The prefix that covers this address alone: /32 or /128.
  public Prefix asHostPrefix() {
    return new Prefix(this, version.bits());
  }

  /// By hand: what a record comes with goes through method handles, which the hot path would feel.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress it
        && it.high == high
        && it.low == low
        && it.version == version;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high * 31 + low) + (version == IpVersion.V4 ? 0 : 1);
  }

  /// IPv4 before IPv6, then numerically, unsigned.
  @Override
  public int compareTo(IpAddress other) {
    int byVersion = version.compareTo(other.version);
    if (byVersion != 0) {
      return byVersion;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /// Dotted decimal, or the canonical text of [RFC 5952](https://www.rfc-editor.org/rfc/rfc5952);
  /// with its interface's number where there is one: `fe80::1%3`.
  @Override
  public String toString() {
    return IpText.print(this).toLowerCase(Locale.ROOT);
  }
}
