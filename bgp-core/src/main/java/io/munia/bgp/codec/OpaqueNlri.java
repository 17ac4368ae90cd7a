package io.munia.bgp.codec;

import io.munia.net.AddressFamily;

/// NLRI of the families whose destinations are no prefixes, taken apart and joined. An NLRI is a
/// *key*, which says what destination it is, and a *payload*, which belongs to the path:
///
/// ```
/// family           key                                          payload
/// labeled, VPN     bits without the label, [RD], prefix         label
/// EVPN 1           type, RD, ESI, tag                           label
/// EVPN 2           type, RD, tag, MAC and IP with lengths       ESI, label, [label]
/// EVPN 5           type, RD, tag, prefix with length            ESI, gateway, label
/// EVPN, others     type, all of it                              none
/// FlowSpec         all of it without its length                 none
/// link-state       all of it                                    none
/// RT-constrain,    bits, all of it                              none
/// multicast
/// ```
///
/// ([RFC 8277 §2.4](https://www.rfc-editor.org/rfc/rfc8277#section-2.4), [RFC 7432
/// §7](https://www.rfc-editor.org/rfc/rfc7432#section-7), [RFC 9136
/// §3.1](https://www.rfc-editor.org/rfc/rfc9136#section-3.1)). Functions over bytes that allocate
/// nothing.
final class OpaqueNlri {
  /// In place of where an NLRI ends: that cannot be told.
  static final int BROKEN = -1;

  /// Longest payload: ESI, IPv6 gateway and label of an EVPN prefix.
  static final int PAYLOAD_BYTES_MAX = 10 + 16 + 3;

  static final int EVPN_AUTO_DISCOVERY = 1;
  static final int EVPN_MAC_IP = 2;
  static final int EVPN_MULTICAST = 3;
  static final int EVPN_SEGMENT = 4;
  static final int EVPN_PREFIX = 5;

  static final int RD_BYTES = 8;
  static final int LABEL_BYTES = 3;
  static final int ESI_BYTES = 10;

  private static final int RD_BITS = 64;
  private static final int LABEL_BITS = 24;
  private static final int RTC_BITS_MIN = 32;
  private static final int RTC_BITS_MAX = 96;

  /// What a withdrawal has in place of a label ([RFC 8277
  /// §2.4](https://www.rfc-editor.org/rfc/rfc8277#section-2.4)).
  private static final int WITHDRAWN_LABEL = 0x80;

  private OpaqueNlri() {}

  /// Whether the whole length of an NLRI is an octet that counts bits.
  private static boolean countsBits(AddressFamily family) {
    return switch (family) {
      case IPV4_MULTICAST,
          IPV6_MULTICAST,
          IPV4_LABELED_UNICAST,
          IPV6_LABELED_UNICAST,
          IPV4_VPN,
          IPV6_VPN,
          RT_CONSTRAIN ->
          true;
      case IPV4_UNICAST, IPV6_UNICAST, L2VPN_EVPN, IPV4_FLOWSPEC, IPV6_FLOWSPEC, LINK_STATE ->
          false;
    };
  }

  /// Bits that stand before the prefix.
  private static int bitsBefore(AddressFamily family) {
    return switch (family) {
      case IPV4_LABELED_UNICAST, IPV6_LABELED_UNICAST -> LABEL_BITS;
      case IPV4_VPN, IPV6_VPN -> LABEL_BITS + RD_BITS;
      default -> 0;
    };
  }

  private static boolean hasLabelFirst(AddressFamily family) {
    return bitsBefore(family) != 0;
  }

  /// Where the NLRI that begins at `at` ends, or [#BROKEN]: it runs past `to`, or has more bits
  /// than there can be, or fewer than label and RD take.
  static int end(AddressFamily family, byte[] bytes, int at, int to) {
    if (at >= to) {
      return BROKEN;
    }
    int first = bytes[at] & 0xff;
    int end;
    if (countsBits(family)) {
      int before = bitsBefore(family);
      int most =
          family == AddressFamily.RT_CONSTRAIN ? RTC_BITS_MAX : before + family.version().bits();
      end = first < before || first > most ? BROKEN : at + 1 + (first + 7 >>> 3);
    } else if (family == AddressFamily.L2VPN_EVPN) {
      end = to - at < 2 ? BROKEN : at + 2 + (bytes[at + 1] & 0xff);
    } else if (family == AddressFamily.LINK_STATE) {
      end = to - at < 4 ? BROKEN : at + 4 + Wire.u16(bytes, at + 2);
    } else if (first < FlowSpec.LONG) {
      end = at + 1 + first;
    } else {
      end = to - at < 2 ? BROKEN : at + 2 + (Wire.u16(bytes, at) & 0xfff);
    }
    return end > to ? BROKEN : end;
  }

  /// Whether what stands inside an NLRI, whose border is certain, is what its family says it is; of
  /// a type that is not known anything is.
  static boolean intact(AddressFamily family, byte[] bytes, int at, int end) {
    return switch (family) {
      case L2VPN_EVPN -> evpnIntact(bytes, at, end);
      case IPV4_FLOWSPEC, IPV6_FLOWSPEC ->
          FlowSpec.intact(bytes, at + flowSpecHeaderBytes(bytes[at]), end, family.version().bits());
      case LINK_STATE -> LinkStateText.intact(bytes, at, end);
      case RT_CONSTRAIN -> bytes[at] == 0 || (bytes[at] & 0xff) >= RTC_BITS_MIN;
      default -> true;
    };
  }

  private static int flowSpecHeaderBytes(byte first) {
    return (first & 0xff) < FlowSpec.LONG ? 1 : 2;
  }

  private static boolean evpnIntact(byte[] bytes, int at, int end) {
    int length = end - at - 2;
    return switch (bytes[at] & 0xff) {
      case EVPN_AUTO_DISCOVERY -> length == 25;
      case EVPN_MAC_IP -> {
        if (length < 33 || bytes[at + 24] != 48) {
          yield false;
        }
        int address = addressBytes(bytes[at + 31]);
        int left = length - 30 - address;
        yield address >= 0 && (left == LABEL_BYTES || left == 2 * LABEL_BYTES);
      }
      case EVPN_MULTICAST -> {
        int address = length < 13 ? -1 : addressBytes(bytes[at + 14]);
        yield address > 0 && length == 13 + address;
      }
      case EVPN_SEGMENT -> {
        int address = length < 19 ? -1 : addressBytes(bytes[at + 20]);
        yield address > 0 && length == 19 + address;
      }
      case EVPN_PREFIX -> {
        int most = length == 34 ? 32 : length == 58 ? 128 : -1;
        yield most > 0 && (bytes[at + 24] & 0xff) <= most;
      }
      default -> true;
    };
  }

  /// Bytes of an address of so many bits, or -1 where no address has them.
  private static int addressBytes(byte bits) {
    return switch (bits & 0xff) {
      case 0 -> 0;
      case 32 -> 4;
      case 128 -> 16;
      default -> -1;
    };
  }

  /// Writes the key of an intact NLRI to the front of `into`, which has room for all of the NLRI;
  /// returns its length.
  static int key(AddressFamily family, byte[] bytes, int at, int end, byte[] into) {
    if (countsBits(family)) {
      int label = hasLabelFirst(family) ? LABEL_BYTES : 0;
      int bits = (bytes[at] & 0xff) - 8 * label;
      into[0] = (byte) bits;
      int length = end - at - 1 - label;
      System.arraycopy(bytes, at + 1 + label, into, 1, length);
      if ((bits & 7) != 0) {
        into[length] &= (byte) (0xff00 >>> (bits & 7));
      }
      return 1 + length;
    }
    if (family.isFlowSpec()) {
      int content = at + flowSpecHeaderBytes(bytes[at]);
      System.arraycopy(bytes, content, into, 0, end - content);
      return end - content;
    }
    if (family == AddressFamily.LINK_STATE) {
      System.arraycopy(bytes, at, into, 0, end - at);
      return end - at;
    }
    int type = bytes[at] & 0xff;
    into[0] = bytes[at];
    int from = at + 2;
    int length = 1;
    if (esiIsPayload(type)) {
      System.arraycopy(bytes, from, into, 1, RD_BYTES);
      from += RD_BYTES + ESI_BYTES;
      length += RD_BYTES;
    }
    int kept = end - from - tailBytes(type, bytes, at, end);
    System.arraycopy(bytes, from, into, length, kept);
    return length + kept;
  }

  /// Writes the payload of an intact NLRI to the front of `into`; returns its length, which is 0 in
  /// families that have none.
  static int payload(AddressFamily family, byte[] bytes, int at, int end, byte[] into) {
    if (hasLabelFirst(family)) {
      System.arraycopy(bytes, at + 1, into, 0, LABEL_BYTES);
      return LABEL_BYTES;
    }
    if (family != AddressFamily.L2VPN_EVPN) {
      return 0;
    }
    int type = bytes[at] & 0xff;
    int length = 0;
    if (esiIsPayload(type)) {
      System.arraycopy(bytes, at + 2 + RD_BYTES, into, 0, ESI_BYTES);
      length = ESI_BYTES;
    }
    int tail = tailBytes(type, bytes, at, end);
    System.arraycopy(bytes, end - tail, into, length, tail);
    return length + tail;
  }

  private static boolean esiIsPayload(int evpnType) {
    return evpnType == EVPN_MAC_IP || evpnType == EVPN_PREFIX;
  }

  /// Bytes of an EVPN route behind its key.
  private static int tailBytes(int type, byte[] bytes, int at, int end) {
    return switch (type) {
      case EVPN_AUTO_DISCOVERY -> LABEL_BYTES;
      case EVPN_MAC_IP -> end - at - 32 - addressBytes(bytes[at + 31]);
      case EVPN_PREFIX -> (end - at - 2 == 34 ? 4 : 16) + LABEL_BYTES;
      default -> 0;
    };
  }

  /// Bytes of the NLRI that [#join] makes of a key and a payload of these lengths.
  ///
  /// @param payload 0 in a withdrawal
  static int joinedBytes(AddressFamily family, byte[] key, int from, int to, int payload) {
    int length = to - from + (payload == 0 ? absentBytes(family, key, from, to) : payload);
    if (family.isFlowSpec()) {
      return length + (length < FlowSpec.LONG ? 1 : 2);
    }
    return family == AddressFamily.L2VPN_EVPN ? length + 1 : length;
  }

  /// Bytes that stand in a withdrawal where an announcement has its payload.
  private static int absentBytes(AddressFamily family, byte[] key, int from, int to) {
    if (hasLabelFirst(family)) {
      return LABEL_BYTES;
    }
    if (family != AddressFamily.L2VPN_EVPN) {
      return 0;
    }
    return switch (key[from] & 0xff) {
      case EVPN_AUTO_DISCOVERY -> LABEL_BYTES;
      case EVPN_MAC_IP -> ESI_BYTES + LABEL_BYTES;
      case EVPN_PREFIX -> ESI_BYTES + (to - from == 18 ? 4 : 16) + LABEL_BYTES;
      default -> 0;
    };
  }

  /// Writes the NLRI of a key and a payload to `out` from `at` on; returns where it ends.
  ///
  /// @param payloadTo equal to `payloadFrom` in a withdrawal
  static int join(
      AddressFamily family,
      byte[] key,
      int from,
      int to,
      byte[] payload,
      int payloadFrom,
      int payloadTo,
      byte[] out,
      int at) {
    if (hasLabelFirst(family)) {
      out[at] = (byte) (key[from] + LABEL_BITS);
      if (payloadFrom == payloadTo) {
        out[at + 1] = (byte) WITHDRAWN_LABEL;
        out[at + 2] = 0;
        out[at + 3] = 0;
      } else {
        System.arraycopy(payload, payloadFrom, out, at + 1, LABEL_BYTES);
      }
      return copy(key, from + 1, to, out, at + 1 + LABEL_BYTES);
    }
    if (family.isFlowSpec()) {
      int length = to - from;
      if (length < FlowSpec.LONG) {
        out[at] = (byte) length;
        return copy(key, from, to, out, at + 1);
      }
      Wire.put16(out, at, 0xf000 | length);
      return copy(key, from, to, out, at + 2);
    }
    if (family != AddressFamily.L2VPN_EVPN) {
      return copy(key, from, to, out, at);
    }
    int end = at + joinedBytes(family, key, from, to, payloadTo - payloadFrom);
    java.util.Arrays.fill(out, at, end, (byte) 0);
    out[at] = key[from];
    out[at + 1] = (byte) (end - at - 2);
    int body = at + 2;
    int rest = from + 1;
    int tail = payloadFrom;
    if (esiIsPayload(key[from] & 0xff)) {
      body = copy(key, rest, rest + RD_BYTES, out, body);
      rest += RD_BYTES;
      if (payloadFrom < payloadTo) {
        copy(payload, payloadFrom, payloadFrom + ESI_BYTES, out, body);
        tail += ESI_BYTES;
      }
      body += ESI_BYTES;
    }
    body = copy(key, rest, to, out, body);
    copy(payload, tail, payloadTo, out, body);
    return end;
  }

  private static int copy(byte[] from, int at, int to, byte[] out, int into) {
    System.arraycopy(from, at, out, into, to - at);
    return into + to - at;
  }
}
