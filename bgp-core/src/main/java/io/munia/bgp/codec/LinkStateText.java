package io.munia.bgp.codec;

import io.munia.net.IpAddress;
import java.util.HexFormat;

/// BGP-LS NLRI ([RFC 9552 §5.2](https://www.rfc-editor.org/rfc/rfc9552#section-5.2)), as far as
/// their borders and what people want to read of them go.
final class LinkStateText {
  private static final int NODE = 1;
  private static final int LINK = 2;
  private static final int IPV6_PREFIX = 4;

  /// Protocol and identifier.
  private static final int FIXED_BYTES = 9;

  private static final int TLV_BYTES = 4;
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;
  private final StringBuilder out = new StringBuilder();

  private LinkStateText(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Whether TLVs, in ascending order, fill an NLRI of a type that is known ([RFC 9552
  /// §8.2.2](https://www.rfc-editor.org/rfc/rfc9552#section-8.2.2)).
  static boolean intact(byte[] bytes, int at, int end) {
    int type = Wire.u16(bytes, at);
    if (type < NODE || type > IPV6_PREFIX) {
      return true;
    }
    return end - at >= 4 + FIXED_BYTES && tlvsFill(bytes, at + 4 + FIXED_BYTES, end);
  }

  private static boolean tlvsFill(byte[] bytes, int from, int to) {
    int at = from;
    int before = 0;
    while (at < to) {
      if (to - at < TLV_BYTES || Wire.u16(bytes, at) < before) {
        return false;
      }
      before = Wire.u16(bytes, at);
      at += TLV_BYTES + Wire.u16(bytes, at + 2);
    }
    return at == to;
  }

  /// `link isis-l2 id 0 as 64512 router 0000.0000.0001 > as 64512 router 0000.0000.0002 …`.
  static String of(byte[] bytes, int at, int end) {
    return new LinkStateText(bytes).nlri(at, end);
  }

  private String nlri(int at, int end) {
    int type = Wire.u16(bytes, at);
    if (type < NODE || type > IPV6_PREFIX || !intact(bytes, at, end)) {
      return "type " + type + " " + HEX.formatHex(bytes, at + 4, end);
    }
    out.append(
        switch (type) {
          case NODE -> "node";
          case LINK -> "link";
          default -> "prefix";
        });
    out.append(' ').append(protocol(bytes[at + 4])).append(" id ");
    out.append(Long.toUnsignedString(Wire.u64(bytes, at + 5)));
    int version = type == IPV6_PREFIX ? 16 : 4;
    for (int tlv = at + 4 + FIXED_BYTES; tlv < end; ) {
      int value = tlv + TLV_BYTES;
      int next = value + Wire.u16(bytes, tlv + 2);
      tlv(Wire.u16(bytes, tlv), value, next, version);
      tlv = next;
    }
    return out.toString();
  }

  private static String protocol(byte number) {
    return switch (number) {
      case 1 -> "isis-l1";
      case 2 -> "isis-l2";
      case 3 -> "ospf";
      case 4 -> "direct";
      case 5 -> "static";
      case 6 -> "ospfv3";
      case 7 -> "bgp";
      default -> "protocol-" + (number & 0xff);
    };
  }

  private void tlv(int type, int from, int to, int version) {
    int length = to - from;
    switch (type) {
      case 256 -> descriptors(from, to);
      case 257 -> {
        out.append(" >");
        descriptors(from, to);
      }
      case 258 -> {
        if (length == 8) {
          out.append(" link-ids ").append(Integer.toUnsignedString(Wire.u32(bytes, from)));
          out.append('-').append(Integer.toUnsignedString(Wire.u32(bytes, from + 4)));
        } else {
          unknown(type, from, to);
        }
      }
      case 259, 261 -> address(" on ", type, from, to);
      case 260, 262 -> address(" to ", type, from, to);
      case 263 -> number(" topology ", type, from, to);
      case 264 -> number(" route-type ", type, from, to);
      case 265 -> prefix(from, to, version);
      default -> unknown(type, from, to);
    }
  }

  /// Node descriptors, TLVs inside of one; what does not fit is shown as it is.
  private void descriptors(int from, int to) {
    if (!tlvsFill(bytes, from, to)) {
      out.append(' ').append(HEX.formatHex(bytes, from, to));
      return;
    }
    for (int at = from; at < to; ) {
      int value = at + TLV_BYTES;
      int next = value + Wire.u16(bytes, at + 2);
      int type = Wire.u16(bytes, at);
      switch (type) {
        case 512 -> number(" as ", type, value, next);
        case 513 -> number(" ls-id ", type, value, next);
        case 514 -> address(" area ", type, value, next);
        case 515 -> router(value, next);
        case 516 -> address(" bgp-id ", type, value, next);
        case 517 -> number(" member ", type, value, next);
        default -> unknown(type, value, next);
      }
      at = next;
    }
  }

  /// An IS-IS system, one with a pseudonode, an OSPF router, one with its interface.
  private void router(int from, int to) {
    out.append(" router ");
    int length = to - from;
    if (length == 6 || length == 7) {
      for (int i = 0; i < 6; i += 2) {
        out.append(i == 0 ? "" : ".").append(HEX.formatHex(bytes, from + i, from + i + 2));
      }
      out.append(length == 7 ? ".%02x".formatted(bytes[from + 6]) : "");
    } else if (length == 4 || length == 8) {
      out.append(IpAddress.v4(Wire.u32(bytes, from)));
      out.append(length == 8 ? ":" + IpAddress.v4(Wire.u32(bytes, from + 4)) : "");
    } else {
      out.append(HEX.formatHex(bytes, from, to));
    }
  }

  private void address(String name, int type, int from, int to) {
    switch (to - from) {
      case 4 -> out.append(name).append(IpAddress.v4(Wire.u32(bytes, from)));
      case 16 ->
          out.append(name).append(IpAddress.v6(Wire.u64(bytes, from), Wire.u64(bytes, from + 8)));
      default -> unknown(type, from, to);
    }
  }

  private void number(String name, int type, int from, int to) {
    if (to - from < 1 || to - from > 4) {
      unknown(type, from, to);
      return;
    }
    long number = 0;
    for (int at = from; at < to; at++) {
      number = number << 8 | bytes[at] & 0xff;
    }
    out.append(name).append(number);
  }

  private void prefix(int from, int to, int version) {
    int bits = from < to ? bytes[from] & 0xff : 0;
    if (from == to || bits > 8 * version || to - from - 1 > version) {
      unknown(265, from, to);
      return;
    }
    out.append(' ').append(OpaqueText.prefix(bytes, from + 1, to, bits, version));
  }

  private void unknown(int type, int from, int to) {
    out.append(' ').append(type).append('=').append(HEX.formatHex(bytes, from, to));
  }
}
