package io.munia.bgp.codec;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;

/// Walks NLRI in place, one prefix at a time, without an object for each: address bits stand
/// left-aligned in [#high()] and [#low()], as in [IpAddress]. The bytes must have been found
/// well-formed by [UpdateReader].
public final class NlriCursor {
  private byte[] bytes = {};
  private int at;
  private int end;
  private int secondFrom;
  private int secondTo;
  private IpVersion version = IpVersion.V4;
  private boolean addPath;
  private long high;
  private long low;
  private int length;
  private int pathId;

  /// A cursor over nothing, to be set by [#over].
  public NlriCursor() {}

  /// Starts before the first prefix of `bytes[from, to)`.
  public void over(byte[] bytes, int from, int to, AddressFamily family, boolean addPath) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
    this.version = family.version();
    this.addPath = addPath;
    this.secondFrom = 0;
    this.secondTo = 0;
  }

  /// Goes on with `[from, to)` of the same array once the first range is through: IPv4 routes may
  /// stand both in their own field and in a multiprotocol attribute.
  void andThen(int from, int to) {
    if (at >= end) {
      at = from;
      end = to;
    } else {
      secondFrom = from;
      secondTo = to;
    }
  }

  /// Moves to the next prefix, if there is one. Host bits that were sent are masked away.
  public boolean next() {
    if (at >= end) {
      if (secondFrom >= secondTo) {
        return false;
      }
      at = secondFrom;
      end = secondTo;
      secondFrom = secondTo;
    }
    if (addPath) {
      pathId = Wire.u32(bytes, at);
      at += 4;
    }
    length = bytes[at++] & 0xff;
    int octets = length + 7 >>> 3;
    long upper = 0;
    long lower = 0;
    for (int i = 0; i < octets; i++) {
      long octet = bytes[at + i] & 0xff;
      if (i < 8) {
        upper |= octet << 56 - 8 * i;
      } else {
        lower |= octet << 120 - 8 * i;
      }
    }
    at += octets;
    high = upper & Prefix.highMask(length);
    low = version == IpVersion.V4 ? 0 : lower & Prefix.lowMask(length);
    return true;
  }

  /// First 64 bits of the address.
  public long high() {
    return high;
  }

  /// Last 64 bits of the address; 0 for IPv4.
  public long low() {
    return low;
  }

  /// Prefix length in bits.
  public int length() {
    return length;
  }

  /// The path identifier ([RFC 7911](https://www.rfc-editor.org/rfc/rfc7911)); 0 where the session
  /// carries none.
  public int pathId() {
    return addPath ? pathId : 0;
  }

  /// The current prefix as a value: for readers, tests and logs, not for the hot path.
  public Prefix prefix() {
    return new Prefix(new IpAddress(version, high, low), length);
  }

  /// Whether prefixes fill `bytes[from, to)` exactly ([RFC 7606
  /// §5.3](https://www.rfc-editor.org/rfc/rfc7606#section-5.3)).
  static boolean prefixesFill(byte[] bytes, int from, int to, int bitsMax, boolean addPath) {
    int before = addPath ? 5 : 1;
    int at = from;
    while (at < to) {
      if (to - at < before) {
        return false;
      }
      int length = bytes[at + before - 1] & 0xff;
      if (length > bitsMax) {
        return false;
      }
      at += before + (length + 7 >>> 3);
    }
    return at == to;
  }
}
