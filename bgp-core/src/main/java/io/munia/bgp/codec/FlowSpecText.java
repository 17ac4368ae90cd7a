package io.munia.bgp.codec;

import java.util.HexFormat;

/// A flow specification as people read it: `dst 10.0.0.0/8; proto =6; port >=80&<=90`. Values of a
/// list are alternatives where a comma stands, and hold together where `&` does.
final class FlowSpecText {
  private static final int NOT = 2;
  private static final int EXACT = 1;

  private FlowSpecText() {}

  /// @param version bytes of an address
  static String of(byte[] bytes, int from, int to, int version) {
    if (!FlowSpec.intact(bytes, from, to, 8 * version)) {
      return "malformed " + HexFormat.of().formatHex(bytes, from, to);
    }
    StringBuilder out = new StringBuilder();
    int at = from;
    while (at < to) {
      int end = FlowSpec.end(bytes, at, to, 8 * version);
      int type = bytes[at] & 0xff;
      out.append(at == from ? "" : "; ").append(name(type)).append(' ');
      if (type == FlowSpec.DESTINATION || type == FlowSpec.SOURCE) {
        prefix(bytes, at + 1, end, version, out);
      } else {
        values(bytes, type, at + 1, end, out);
      }
      at = end;
    }
    return out.toString();
  }

  private static String name(int type) {
    return switch (type) {
      case FlowSpec.DESTINATION -> "dst";
      case FlowSpec.SOURCE -> "src";
      case 3 -> "proto";
      case 4 -> "port";
      case 5 -> "dport";
      case 6 -> "sport";
      case 7 -> "icmp-type";
      case 8 -> "icmp-code";
      case FlowSpec.TCP_FLAGS -> "tcp-flags";
      case 10 -> "length";
      case 11 -> "dscp";
      case FlowSpec.FRAGMENT -> "fragment";
      case FlowSpec.FLOW_LABEL -> "label";
      default -> "type-" + type;
    };
  }

  /// In IPv6 the pattern begins at an offset and stands at the front ([RFC 8956
  /// §3.1](https://www.rfc-editor.org/rfc/rfc8956#section-3.1)).
  private static void prefix(byte[] bytes, int at, int end, int version, StringBuilder out) {
    int bits = bytes[at] & 0xff;
    if (version == 4) {
      out.append(OpaqueText.prefix(bytes, at + 1, end, bits, version));
      return;
    }
    int offset = bytes[at + 1] & 0xff;
    byte[] address = new byte[version];
    for (int i = 0; i < bits - offset; i++) {
      int bit = bytes[at + 2 + (i >>> 3)] >>> 7 - (i & 7) & 1;
      address[offset + i >>> 3] |= (byte) (bit << 7 - (offset + i & 7));
    }
    out.append(OpaqueText.prefix(address, 0, version, bits, version));
    out.append(offset == 0 ? "" : " from bit " + offset);
  }

  private static void values(byte[] bytes, int type, int from, int end, StringBuilder out) {
    boolean mask = type == FlowSpec.TCP_FLAGS || type == FlowSpec.FRAGMENT;
    int at = from;
    while (at < end) {
      int operator = bytes[at] & 0xff;
      int length = FlowSpec.valueBytes(operator);
      long value = 0;
      for (int i = 1; i <= length; i++) {
        value = value << 8 | bytes[at + i] & 0xff;
      }
      if (at > from) {
        out.append((operator & FlowSpec.AND) != 0 ? '&' : ',');
      }
      if (mask) {
        out.append((operator & NOT) != 0 ? "!" : "").append((operator & EXACT) != 0 ? "=" : "");
        out.append("0x").append(Long.toHexString(value));
      } else {
        out.append(comparison(operator & 7)).append(Long.toUnsignedString(value));
      }
      at += 1 + length;
    }
  }

  private static String comparison(int operator) {
    return switch (operator) {
      case 0 -> "never ";
      case 1 -> "=";
      case 2 -> ">";
      case 3 -> ">=";
      case 4 -> "<";
      case 5 -> "<=";
      case 6 -> "!=";
      default -> "always ";
    };
  }
}
