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

  /// Dotted decimal, or the canonical text of [RFC 5952](https://www.rfc-editor.org/rfc/rfc5952).
  @Override
  public String toString() {
    return IpText.print(this).toLowerCase(Locale.ROOT);
  }
}
