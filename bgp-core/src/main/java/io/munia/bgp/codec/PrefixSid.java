package io.munia.bgp.codec;

import java.util.List;

/// The PREFIX_SID attribute ([RFC 8669 §3](https://www.rfc-editor.org/rfc/rfc8669#section-3)), with
/// the SRv6 services of [RFC 9252 §2](https://www.rfc-editor.org/rfc/rfc9252#section-2). Types that
/// are not known are passed over, at every level; a length that does not fit its range never is.
final class PrefixSid {
  static final int INTACT = 0;

  /// The attribute is to be discarded ([RFC 8669
  /// §6](https://www.rfc-editor.org/rfc/rfc8669#section-6)).
  static final int DISCARD = 1;

  /// The routes are to be withdrawn: a service would lose its packets ([RFC 9252
  /// §7](https://www.rfc-editor.org/rfc/rfc9252#section-7)).
  static final int WITHDRAW = 2;

  private static final int HEADER_BYTES = 3;
  private static final int LABEL_INDEX = 1;
  private static final int ORIGINATOR_SRGB = 3;
  private static final int SRV6_L3_SERVICE = 5;
  private static final int SRV6_L2_SERVICE = 6;
  private static final int SID_INFORMATION = 1;
  private static final int SID_INFORMATION_BYTES = 21;
  private static final int SID_STRUCTURE = 1;
  private static final int SID_STRUCTURE_BYTES = 6;
  private static final int SID_BITS = 128;

  private PrefixSid() {}

  /// The strongest outcome that a TLV of `bytes[from, to)` calls for.
  static int check(byte[] bytes, int from, int to) {
    int found = from == to ? DISCARD : INTACT;
    int at = from;
    while (at < to) {
      int end = to - at < HEADER_BYTES ? to + 1 : Tlvs.end(bytes, at, 1, 2);
      found = Math.max(found, end > to ? worth(bytes[at]) : tlv(bytes, at, end));
      at = end;
    }
    return found;
  }

  /// What a fault in a TLV of this type, or in its length, calls for.
  private static int worth(byte type) {
    return type == SRV6_L3_SERVICE || type == SRV6_L2_SERVICE ? WITHDRAW : DISCARD;
  }

  private static int tlv(byte[] bytes, int at, int end) {
    int value = at + HEADER_BYTES;
    int length = end - value;
    boolean intact =
        switch (bytes[at]) {
          case LABEL_INDEX -> length == 7;
          case ORIGINATOR_SRGB -> length >= 8 && (length - 2) % 6 == 0;
          case SRV6_L3_SERVICE, SRV6_L2_SERVICE -> service(bytes, value, end);
          case 0 -> false; // reserved: what a corrupt attribute is full of
          default -> true;
        };
    return intact ? INTACT : worth(bytes[at]);
  }

  private static boolean service(byte[] bytes, int from, int to) {
    if (to - from < 1 || !Tlvs.fill(bytes, from + 1, to, 1, 2)) {
      return false;
    }
    for (int at = from + 1; at < to; at = Tlvs.end(bytes, at, 1, 2)) {
      if (bytes[at] == SID_INFORMATION
          && !sid(bytes, at + HEADER_BYTES, Tlvs.end(bytes, at, 1, 2))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sid(byte[] bytes, int from, int to) {
    int structures = from + SID_INFORMATION_BYTES;
    if (to < structures || !Tlvs.fill(bytes, structures, to, 1, 2)) {
      return false;
    }
    for (int at = structures; at < to; at = Tlvs.end(bytes, at, 1, 2)) {
      int length = Tlvs.end(bytes, at, 1, 2) - at - HEADER_BYTES;
      if (bytes[at] == SID_STRUCTURE
          && (length != SID_STRUCTURE_BYTES || !structure(bytes, at + HEADER_BYTES))) {
        return false;
      }
    }
    return true;
  }

  /// Block, node, function and argument fit a SID, and so does what is moved into the label ([RFC
  /// 9252 §3.2.1](https://www.rfc-editor.org/rfc/rfc9252#section-3.2.1)).
  private static boolean structure(byte[] bytes, int at) {
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      bits += bytes[at + i] & 0xff;
    }
    return bits <= SID_BITS && (bytes[at + 4] & 0xff) + (bytes[at + 5] & 0xff) <= SID_BITS;
  }

  /// Of one that is intact.
  static List<String> text(byte[] bytes, int from, int to) {
    return Tlvs.each(bytes, from, to, 1, 2, at -> tlvText(bytes, at, Tlvs.end(bytes, at, 1, 2)));
  }

  private static String tlvText(byte[] bytes, int at, int end) {
    int value = at + HEADER_BYTES;
    return switch (bytes[at]) {
      case LABEL_INDEX -> "label-index=" + Integer.toUnsignedString(Wire.u32(bytes, value + 3));
      case ORIGINATOR_SRGB -> {
        StringBuilder text = new StringBuilder("srgb=");
        for (int range = value + 2; range < end; range += 6) {
          text.append(range == value + 2 ? "" : ",")
              .append(Wire.u32(bytes, range - 1) & 0xff_ffff)
              .append('+')
              .append(Wire.u32(bytes, range + 2) & 0xff_ffff);
        }
        yield text.toString();
      }
      case SRV6_L3_SERVICE -> "srv6-l3{" + services(bytes, value + 1, end) + "}";
      case SRV6_L2_SERVICE -> "srv6-l2{" + services(bytes, value + 1, end) + "}";
      default -> "tlv-" + (bytes[at] & 0xff) + "=" + AttributeText.hex(bytes, value, end);
    };
  }

  private static String services(byte[] bytes, int from, int to) {
    return String.join(
        " ",
        Tlvs.each(
            bytes,
            from,
            to,
            1,
            2,
            at -> service(bytes, at, at + HEADER_BYTES, Tlvs.end(bytes, at, 1, 2))));
  }

  private static String service(byte[] bytes, int at, int value, int end) {
    if (bytes[at] != SID_INFORMATION) {
      return "sub-" + (bytes[at] & 0xff) + "=" + AttributeText.hex(bytes, value, end);
    }
    return "sid="
        + AttributeText.address(bytes, value + 1, value + 17)
        + " behavior="
        + Wire.u16(bytes, value + 18);
  }
}
