package io.munia.benchmarks.mrt;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Recorded path attributes, taken apart as far as sending them again needs: the next hop by
/// itself, the others as they were recorded.
///
/// @param others all but NEXT_HOP, MP_REACH_NLRI and MP_UNREACH_NLRI, byte by byte, in their order
/// @param nextHop null where none was recorded
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
public record AttributeBytes(byte[] others, @Nullable IpAddress nextHop) {
  public static final int AS_PATH = 2;
  public static final int NEXT_HOP = 3;
  public static final int AGGREGATOR = 7;
  public static final int MP_REACH_NLRI = 14;
  public static final int MP_UNREACH_NLRI = 15;
  public static final int AS4_PATH = 17;
  public static final int AS4_AGGREGATOR = 18;

  private static final int EXTENDED_LENGTH = 0x10;

  /// Sees one attribute: flags, type, and its value at `[from, to)`.
  public interface Each {
    void attribute(int flags, int type, int from, int to);
  }

  /// @throws IllegalArgumentException where lengths do not add up
  public static void walk(byte[] bytes, int from, int to, Each each) {
    int at = from;
    while (at < to) {
      int header = at + 1 < to && (bytes[at] & EXTENDED_LENGTH) != 0 ? 4 : 3;
      if (at + header > to) {
        throw new IllegalArgumentException("an attribute that is cut off");
      }
      int length =
          header == 4 ? (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff : bytes[at + 2] & 0xff;
      if (at + header + length > to) {
        throw new IllegalArgumentException("an attribute that is cut off");
      }
      each.attribute(bytes[at] & 0xff, bytes[at + 1] & 0xff, at + header, at + header + length);
      at += header + length;
    }
  }

  /// Of one path in a table ([RFC 6396
  /// §4.3.4](https://www.rfc-editor.org/rfc/rfc6396#section-4.3.4)): MP_REACH_NLRI is abbreviated
  /// to the next hop. Old Quagga wrote it whole; there its third octet (SAFI) tells it apart.
  public static AttributeBytes ofTable(byte[] bytes, int from, int to) {
    ByteArrayOutputStream others = new ByteArrayOutputStream(to - from);
    @Nullable IpAddress[] nextHop = new @Nullable IpAddress[1];
    walk(
        bytes,
        from,
        to,
        (flags, type, at, end) -> {
          if (type == NEXT_HOP && end - at == 4) {
            nextHop[0] = address(bytes, at, 4);
          } else if (type == MP_REACH_NLRI) {
            int length = at < end ? bytes[at] & 0xff : 0;
            boolean abbreviated = length == end - at - 1;
            int start = abbreviated ? at + 1 : at + 4;
            int octets = abbreviated ? length : at + 4 <= end ? bytes[at + 3] & 0xff : 0;
            if (octets >= 4 && start + octets <= end) {
              nextHop[0] = address(bytes, start, octets >= 16 ? 16 : 4);
            }
          } else if (type != MP_UNREACH_NLRI) {
            write(others, flags, type, bytes, at, end);
          }
        });
    return new AttributeBytes(others.toByteArray(), nextHop[0]);
  }

  public static void write(
      ByteArrayOutputStream out, int flags, int type, byte[] bytes, int from, int to) {
    int length = to - from;
    boolean extended = length > 0xff;
    out.write(extended ? flags | EXTENDED_LENGTH : flags & ~EXTENDED_LENGTH);
    out.write(type);
    if (extended) {
      out.write(length >> 8);
    }
    out.write(length);
    out.write(bytes, from, length);
  }

  private static IpAddress address(byte[] bytes, int from, int octets) {
    byte[] address = new byte[octets];
    ByteBuffer.wrap(bytes, from, octets).get(address);
    return IpAddress.of(address);
  }

  /// The bytes that stand for this next hop in an announcement of IPv6 routes: 16 octets, an IPv4
  /// address mapped.
  public static byte[] sixteen(IpAddress address) {
    if (address.version() == IpVersion.V6) {
      return address.toBytes();
    }
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(address.toBytes(), 0, mapped, 12, 4);
    return mapped;
  }
}
