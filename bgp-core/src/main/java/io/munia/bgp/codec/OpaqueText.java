package io.munia.bgp.codec;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// NLRI of any family as people read them. Functions over bytes that take any: what cannot be read
/// is shown in hex.
public final class OpaqueText {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] NOTHING = {};

  private OpaqueText() {}

  /// The NLRI at `bytes[from, to)`, without a path id: `64512:100 10.1.0.0/16 label 17`.
  public static String of(AddressFamily family, byte[] bytes, int from, int to) {
    if (family.isUnicast()) {
      int bits = from < to ? bytes[from] & 0xff : 255;
      return bits > family.version().bits() || to - from - 1 != bits + 7 >>> 3
          ? "malformed " + HEX.formatHex(bytes, from, to)
          : prefix(bytes, from + 1, to, bits, family.version().bytes());
    }
    int end = OpaqueNlri.end(family, bytes, from, to);
    if (end != to || !OpaqueNlri.intact(family, bytes, from, to)) {
      return "malformed " + HEX.formatHex(bytes, from, to);
    }
    byte[] payload = new byte[OpaqueNlri.PAYLOAD_BYTES_MAX];
    int length = OpaqueNlri.payload(family, bytes, from, to, payload);
    byte[] key = new byte[to - from];
    int keyLength = OpaqueNlri.key(family, bytes, from, to, key);
    String belonging = payload(family, key[0] & 0xff, payload, 0, length);
    String text = key(family, key, 0, keyLength);
    return belonging.isEmpty() ? text : text + " " + belonging;
  }

  /// What a [key][OpaqueNlri] says that is intact: `64512:100 10.1.0.0/16`.
  public static String key(AddressFamily family, byte[] key, int from, int to) {
    int version = family.version().bytes();
    return switch (family) {
      case IPV4_UNICAST,
          IPV6_UNICAST,
          IPV4_MULTICAST,
          IPV6_MULTICAST,
          IPV4_LABELED_UNICAST,
          IPV6_LABELED_UNICAST ->
          prefix(key, from + 1, to, key[from] & 0xff, version);
      case IPV4_VPN, IPV6_VPN ->
          rd(key, from + 1)
              + " "
              + prefix(
                  key,
                  from + 1 + OpaqueNlri.RD_BYTES,
                  to,
                  (key[from] & 0xff) - 8 * OpaqueNlri.RD_BYTES,
                  version);
      case L2VPN_EVPN -> evpn(key, from, to);
      case IPV4_FLOWSPEC, IPV6_FLOWSPEC -> FlowSpecText.of(key, from, to, version);
      case LINK_STATE -> LinkStateText.of(key, from, to);
      case RT_CONSTRAIN -> routeTarget(key, from, to);
    };
  }

  /// What the section at `section[from, to)` has to say about the path to this key beside its
  /// attributes: `label 17`. Empty where there is nothing.
  public static String payload(
      AddressFamily family, byte[] key, int keyFrom, byte[] section, int from, int to) {
    int end = OpaqueSection.attributesFrom(section, from, to);
    int begin = OpaqueSection.payloadFrom(section, from, to);
    return begin >= end ? "" : payload(family, key[keyFrom] & 0xff, section, begin, end);
  }

  private static String payload(
      AddressFamily family, int evpnType, byte[] payload, int from, int to) {
    if (from == to) {
      return "";
    }
    if (family != AddressFamily.L2VPN_EVPN) {
      return "label " + (bits24(payload, from) >>> 4);
    }
    StringBuilder text = new StringBuilder();
    int at = from;
    if (evpnType != OpaqueNlri.EVPN_AUTO_DISCOVERY) {
      if (!isZero(payload, at, at + OpaqueNlri.ESI_BYTES)) {
        text.append("esi ").append(colons(payload, at, at + OpaqueNlri.ESI_BYTES)).append(' ');
      }
      at += OpaqueNlri.ESI_BYTES;
    }
    if (evpnType == OpaqueNlri.EVPN_PREFIX) {
      int gateway = to - OpaqueNlri.LABEL_BYTES;
      if (!isZero(payload, at, gateway)) {
        text.append("gateway ").append(address(payload, at, gateway)).append(' ');
      }
      at = gateway;
    }
    text.append("label ").append(bits24(payload, at));
    for (at += OpaqueNlri.LABEL_BYTES; at < to; at += OpaqueNlri.LABEL_BYTES) {
      text.append('/').append(bits24(payload, at));
    }
    return text.toString();
  }

  /// A label is the upper 20 bits. In EVPN all 24 are shown: with VXLAN they are a VNI ([RFC 8365
  /// §5.1.3](https://www.rfc-editor.org/rfc/rfc8365#section-5.1.3)), and the NLRI does not say.
  private static int bits24(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 16 | Wire.u16(bytes, at + 1);
  }

  /// `[2]:[rd]:[tag]:[mac]:[ip]`, as most daemons have it.
  private static String evpn(byte[] key, int from, int to) {
    int type = key[from] & 0xff;
    int at = from + 1;
    if (type < OpaqueNlri.EVPN_AUTO_DISCOVERY || type > OpaqueNlri.EVPN_PREFIX) {
      return "[" + type + "]:[" + HEX.formatHex(key, at, to) + "]";
    }
    String rd = "[" + type + "]:[" + rd(key, at) + "]:[";
    at += OpaqueNlri.RD_BYTES;
    return rd
        + switch (type) {
          case OpaqueNlri.EVPN_AUTO_DISCOVERY ->
              colons(key, at, at + OpaqueNlri.ESI_BYTES) + "]:[" + tag(key, to - 4);
          case OpaqueNlri.EVPN_MAC_IP ->
              tag(key, at)
                  + "]:["
                  + colons(key, at + 5, at + 11)
                  + (to > at + 12 ? "]:[" + address(key, at + 12, to) : "");
          case OpaqueNlri.EVPN_MULTICAST -> tag(key, at) + "]:[" + address(key, at + 5, to);
          case OpaqueNlri.EVPN_SEGMENT ->
              colons(key, at, at + OpaqueNlri.ESI_BYTES) + "]:[" + address(key, at + 11, to);
          default -> tag(key, at) + "]:[" + address(key, at + 5, to) + "/" + (key[at + 4] & 0xff);
        }
        + "]";
  }

  private static String tag(byte[] bytes, int at) {
    return Integer.toUnsignedString(Wire.u32(bytes, at));
  }

  private static String routeTarget(byte[] key, int from, int to) {
    int bits = key[from] & 0xff;
    if (bits == 0) {
      return "default";
    }
    String origin = Integer.toUnsignedString(Wire.u32(key, from + 1));
    byte[] target = Arrays.copyOfRange(key, from + 5, from + 13);
    String text =
        bits == 96 && target[1] == 2
            ? "target:" + admin(target[0] & 0xff, target, 2)
            : HEX.formatHex(key, from + 5, to);
    return origin + (text.isEmpty() ? "" : ":" + text) + "/" + bits;
  }

  /// A route distinguisher ([RFC 4364 §4.2](https://www.rfc-editor.org/rfc/rfc4364#section-4.2)).
  private static String rd(byte[] bytes, int at) {
    int type = Wire.u16(bytes, at);
    return type > 2
        ? HEX.formatHex(bytes, at, at + OpaqueNlri.RD_BYTES)
        : admin(type, bytes, at + 2);
  }

  /// An administrator and its number, six bytes.
  private static String admin(int type, byte[] bytes, int at) {
    return switch (type) {
      case 0 -> Wire.u16(bytes, at) + ":" + Integer.toUnsignedString(Wire.u32(bytes, at + 2));
      case 1 -> IpAddress.v4(Wire.u32(bytes, at)) + ":" + Wire.u16(bytes, at + 4);
      case 2 -> Integer.toUnsignedString(Wire.u32(bytes, at)) + ":" + Wire.u16(bytes, at + 4);
      default -> HEX.formatHex(bytes, at, at + 6);
    };
  }

  /// The prefix whose first bytes are `bytes[from, to)`, of an address of `version` bytes.
  static String prefix(byte[] bytes, int from, int to, int bits, int version) {
    byte[] address = Arrays.copyOf(NOTHING, version);
    System.arraycopy(bytes, from, address, 0, Math.min(version, to - from));
    return IpAddress.of(address) + "/" + bits;
  }

  private static String address(byte[] bytes, int from, int to) {
    return to - from == 4 || to - from == 16
        ? IpAddress.of(Arrays.copyOfRange(bytes, from, to)).toString()
        : HEX.formatHex(bytes, from, to);
  }

  private static String colons(byte[] bytes, int from, int to) {
    return HexFormat.ofDelimiter(":").formatHex(bytes, from, to);
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] != 0) {
        return false;
      }
    }
    return true;
  }
}
