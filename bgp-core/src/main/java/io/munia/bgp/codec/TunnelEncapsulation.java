package io.munia.bgp.codec;

import io.munia.bgp.attribute.CommunityNames;
import java.util.List;

/// The TUNNEL_ENCAPSULATION attribute ([RFC
/// 9012](https://www.rfc-editor.org/rfc/rfc9012#section-2)): tunnels, each with sub-TLVs whose
/// length has one octet for types below 128 and two from there on. Tunnels and sub-TLVs of other
/// types are no fault and travel on ([RFC 9012
/// §13](https://www.rfc-editor.org/rfc/rfc9012#section-13)).
final class TunnelEncapsulation {
  private static final int HEADER_BYTES = 4;
  private static final int PROTOCOL = 2;
  private static final int COLOR = 4;
  private static final int EGRESS_ENDPOINT = 6;
  private static final int UDP_PORT = 8;
  private static final int LONG_SUB_TLVS = 128;

  private TunnelEncapsulation() {}

  /// Whether tunnels fill `bytes[from, to)`, and sub-TLVs each of them, and there is one.
  static boolean wellFormed(byte[] bytes, int from, int to) {
    if (from == to || !Tlvs.fill(bytes, from, to, 2, 2)) {
      return false;
    }
    for (int at = from; at < to; at = Tlvs.end(bytes, at, 2, 2)) {
      if (!filled(bytes, at + HEADER_BYTES, Tlvs.end(bytes, at, 2, 2))) {
        return false;
      }
    }
    return true;
  }

  private static boolean filled(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (to - at < 1 + lengthBytes(bytes, at)) {
        return false;
      }
      at = Tlvs.end(bytes, at, 1, lengthBytes(bytes, at));
    }
    return at == to;
  }

  private static int lengthBytes(byte[] bytes, int at) {
    return (bytes[at] & 0xff) < LONG_SUB_TLVS ? 1 : 2;
  }

  /// Of one that is well-formed.
  static List<String> text(byte[] bytes, int from, int to) {
    return Tlvs.each(bytes, from, to, 2, 2, at -> tunnel(bytes, at, Tlvs.end(bytes, at, 2, 2)));
  }

  private static String tunnel(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(CommunityNames.tunnelType(Wire.u16(bytes, from)));
    text.append('{');
    for (int at = from + HEADER_BYTES; at < to; ) {
      int end = Tlvs.end(bytes, at, 1, lengthBytes(bytes, at));
      text.append(at == from + HEADER_BYTES ? "" : " ");
      text.append(subTlv(bytes, bytes[at] & 0xff, at + 1 + lengthBytes(bytes, at), end));
      at = end;
    }
    return text.append('}').toString();
  }

  private static String subTlv(byte[] bytes, int type, int value, int end) {
    int length = end - value;
    if (type == EGRESS_ENDPOINT && (length == 10 || length == 22 || length == 6)) {
      return "endpoint=" + (length == 6 ? "sender" : AttributeText.address(bytes, value + 6, end));
    }
    if (type == COLOR && length == 8) {
      return CommunityNames.extended(Wire.u64(bytes, value));
    }
    if (type == UDP_PORT && length == 2) {
      return "udp-port=" + Wire.u16(bytes, value);
    }
    return subTlvName(type) + "=" + AttributeText.hex(bytes, value, end);
  }

  private static String subTlvName(int type) {
    return switch (type) {
      case 1 -> "encapsulation";
      case PROTOCOL -> "protocol";
      case COLOR -> "color";
      case EGRESS_ENDPOINT -> "endpoint";
      case 7 -> "ds-field";
      case UDP_PORT -> "udp-port";
      case 9 -> "embedded-label-handling";
      case 10 -> "label-stack";
      case 11 -> "prefix-sid";
      case 12 -> "preference";
      case 13 -> "binding-sid";
      case 15 -> "priority";
      case 20 -> "srv6-binding-sid";
      case 128 -> "segment-list";
      case 129 -> "candidate-path-name";
      case 130 -> "policy-name";
      default -> "sub-" + type;
    };
  }
}
