package io.munia.bgp.codec;

import io.munia.bgp.attribute.CommunityNames;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;

/// Path attributes as people read them, from the bytes of their values. Total: whatever the bytes
/// are there is a text, in hex behind the word `malformed` where they do not have the form of their
/// type, in hex alone where the type is not known. Work and text are linear in the bytes.
public final class AttributeText {
  /// What stands in front of the bytes of a value that does not have the form of its type.
  public static final String MALFORMED = "malformed ";

  /// ATTR_SET inside of ATTR_SET is shown this deep, then in hex.
  private static final int DEPTH_MAX = 3;

  private AttributeText() {}

  /// The name of a type of attribute, `attribute 99` where it is not known.
  public static String name(int type) {
    return AttributeType.name(type & 0xff);
  }

  /// The value at `bytes[from, to)` of an attribute of this type, in one line.
  ///
  /// @param fourOctetAs whether AS_PATH and AGGREGATOR hold 4-octet numbers
  public static String value(int type, byte[] bytes, int from, int to, boolean fourOctetAs) {
    return String.join(" ", values(type, bytes, from, to, fourOctetAs));
  }

  /// The parts of a value: the communities, clusters or TLVs one by one, anything else as one part;
  /// none where it is empty.
  public static List<String> values(int type, byte[] bytes, int from, int to, boolean fourOctetAs) {
    int begin = Math.clamp(from, 0, bytes.length);
    return values(type, bytes, begin, Math.clamp(to, begin, bytes.length), fourOctetAs, 0);
  }

  /// Name and value of an attribute that was carried without being read.
  public static String of(PathAttributes.Other attribute) {
    byte[] bytes = attribute.bytes();
    String value = value(attribute.type(), bytes, 0, bytes.length, /* fourOctetAs= */ true);
    return value.isEmpty() ? name(attribute.type()) : name(attribute.type()) + " " + value;
  }

  private static List<String> values(
      int type, byte[] bytes, int from, int to, boolean fourOctetAs, int depth) {
    int length = to - from;
    return switch (type) {
      case AttributeType.ORIGIN ->
          length == 1 && bytes[from] >= 0 && bytes[from] <= 2
              ? List.of(List.of("IGP", "EGP", "INCOMPLETE").get(bytes[from]))
              : malformed(bytes, from, to);
      case AttributeType.AS_PATH -> path(bytes, from, to, fourOctetAs ? 4 : 2);
      case AttributeType.AS4_PATH -> path(bytes, from, to, 4);
      case AttributeType.NEXT_HOP, AttributeType.ORIGINATOR_ID ->
          length == 4 ? List.of(routerId(bytes, from)) : malformed(bytes, from, to);
      case AttributeType.MULTI_EXIT_DISC,
          AttributeType.LOCAL_PREF,
          AttributeType.ONLY_TO_CUSTOMER ->
          length == 4 ? List.of(unsigned(bytes, from)) : malformed(bytes, from, to);
      case AttributeType.ATOMIC_AGGREGATE -> length == 0 ? List.of() : malformed(bytes, from, to);
      case AttributeType.AGGREGATOR -> aggregator(bytes, from, to, fourOctetAs);
      case AttributeType.AS4_AGGREGATOR -> aggregator(bytes, from, to, /* fourOctetAs= */ true);
      case AttributeType.COMMUNITIES ->
          each(bytes, from, to, 4, at -> CommunityNames.standard(Wire.u32(bytes, at)));
      case AttributeType.CLUSTER_LIST -> each(bytes, from, to, 4, at -> routerId(bytes, at));
      case AttributeType.EXTENDED_COMMUNITIES ->
          each(bytes, from, to, 8, at -> CommunityNames.extended(Wire.u64(bytes, at)));
      case AttributeType.LARGE_COMMUNITIES ->
          each(
              bytes,
              from,
              to,
              12,
              at ->
                  unsigned(bytes, at)
                      + ":"
                      + unsigned(bytes, at + 4)
                      + ":"
                      + unsigned(bytes, at + 8));
      case AttributeType.IPV6_EXTENDED_COMMUNITIES ->
          each(bytes, from, to, 20, at -> ipv6Community(bytes, at));
      default -> structured(type, bytes, from, to, depth);
    };
  }

  private static List<String> structured(int type, byte[] bytes, int from, int to, int depth) {
    return switch (type) {
      case AttributeType.MP_REACH_NLRI -> reach(bytes, from, to);
      case AttributeType.MP_UNREACH_NLRI ->
          to - from < 3
              ? malformed(bytes, from, to)
              : List.of(family(bytes, from), (to - from - 3) + " bytes of routes");
      case AttributeType.AIGP -> aigp(bytes, from, to);
      case AttributeType.PMSI_TUNNEL ->
          PmsiTunnel.wellFormed(bytes, from, to)
              ? PmsiTunnel.text(bytes, from, to)
              : malformed(bytes, from, to);
      case AttributeType.TUNNEL_ENCAPSULATION ->
          TunnelEncapsulation.wellFormed(bytes, from, to)
              ? TunnelEncapsulation.text(bytes, from, to)
              : malformed(bytes, from, to);
      case AttributeType.BGP_LS ->
          Tlvs.fill(bytes, from, to, 2, 2)
              ? Tlvs.each(bytes, from, to, 2, 2, at -> tlv(bytes, at))
              : malformed(bytes, from, to);
      case AttributeType.PREFIX_SID ->
          PrefixSid.check(bytes, from, to) == PrefixSid.INTACT
              ? PrefixSid.text(bytes, from, to)
              : malformed(bytes, from, to);
      case AttributeType.ATTR_SET -> set(bytes, from, to, depth);
      default -> from == to ? List.of() : List.of(hex(bytes, from, to));
    };
  }

  static List<String> malformed(byte[] bytes, int from, int to) {
    return List.of(MALFORMED + hex(bytes, from, to));
  }

  static String hex(byte[] bytes, int from, int to) {
    return "0x" + HexFormat.of().formatHex(bytes, from, to);
  }

  /// An address of 4 or 16 bytes, anything else in hex.
  static String address(byte[] bytes, int from, int to) {
    return to - from == 4 || to - from == 16
        ? IpAddress.of(Arrays.copyOfRange(bytes, from, to)).toString()
        : hex(bytes, from, to);
  }

  private static String unsigned(byte[] bytes, int at) {
    return Integer.toUnsignedString(Wire.u32(bytes, at));
  }

  private static String routerId(byte[] bytes, int at) {
    return new RouterId(Wire.u32(bytes, at)).toString();
  }

  private static List<String> each(
      byte[] bytes, int from, int to, int unit, IntFunction<String> text) {
    if (from == to || (to - from) % unit != 0) {
      return malformed(bytes, from, to);
    }
    List<String> texts = new ArrayList<>((to - from) / unit);
    for (int at = from; at < to; at += unit) {
      texts.add(text.apply(at));
    }
    return texts;
  }

  /// Numbers in order; sets in braces, confederation segments in parentheses.
  private static List<String> path(byte[] bytes, int from, int to, int size) {
    if (AsPathSegments.concernsLength(AsPathSegments.check(bytes, from, to, size, true, true))) {
      return malformed(bytes, from, to);
    }
    StringBuilder text = new StringBuilder();
    for (int at = from; at < to; at += 2 + size * (bytes[at + 1] & 0xff)) {
      String open =
          switch (bytes[at]) {
            case AsPathSegments.SET -> "{";
            case AsPathSegments.CONFED_SEQUENCE -> "(";
            case AsPathSegments.CONFED_SET -> "({";
            default -> "";
          };
      text.append(at == from ? "" : " ").append(open);
      for (int i = 0; i < (bytes[at + 1] & 0xff); i++) {
        int number = at + 2 + size * i;
        text.append(i == 0 ? "" : " ")
            .append(size == 4 ? unsigned(bytes, number) : Wire.u16(bytes, number));
      }
      text.append(open.replace("({", "})").replace('{', '}').replace('(', ')'));
    }
    return text.isEmpty() ? List.of() : List.of(text.toString());
  }

  private static List<String> aggregator(byte[] bytes, int from, int to, boolean fourOctetAs) {
    if (to - from != (fourOctetAs ? 8 : 6)) {
      return malformed(bytes, from, to);
    }
    String as = fourOctetAs ? unsigned(bytes, from) : Integer.toString(Wire.u16(bytes, from));
    return List.of(as + " " + routerId(bytes, to - 4));
  }

  private static String ipv6Community(byte[] bytes, int at) {
    return CommunityNames.ipv6(
        Wire.u16(bytes, at),
        IpAddress.v6(Wire.u64(bytes, at + 2), Wire.u64(bytes, at + 10)),
        Wire.u16(bytes, at + 18));
  }

  private static String family(byte[] bytes, int at) {
    return "AFI " + Wire.u16(bytes, at) + " SAFI " + (bytes[at + 2] & 0xff);
  }

  private static List<String> reach(byte[] bytes, int from, int to) {
    int hop = to - from < 5 ? 0 : bytes[from + 3] & 0xff;
    if (to - from < 5 + hop) {
      return malformed(bytes, from, to);
    }
    int hopFrom = from + 4;
    String next =
        hop == 32
            ? address(bytes, hopFrom, hopFrom + 16)
                + " "
                + address(bytes, hopFrom + 16, hopFrom + 32)
            : address(bytes, hopFrom, hopFrom + hop);
    return List.of(
        family(bytes, from), "next hop " + next, (to - from - 5 - hop) + " bytes of routes");
  }

  private static List<String> aigp(byte[] bytes, int from, int to) {
    if (!Aigp.wellFormed(bytes, from, to)) {
      return malformed(bytes, from, to);
    }
    List<String> texts = new ArrayList<>();
    for (int at = from; at < to; at += Wire.u16(bytes, at + 1)) {
      texts.add(
          bytes[at] == Aigp.TLV_TYPE
              ? Long.toUnsignedString(Wire.u64(bytes, at + 3))
              : "tlv-"
                  + (bytes[at] & 0xff)
                  + "="
                  + hex(bytes, at + 3, at + Wire.u16(bytes, at + 1)));
    }
    return texts;
  }

  private static String tlv(byte[] bytes, int at) {
    return "tlv-"
        + Wire.u16(bytes, at)
        + "="
        + hex(bytes, at + 4, at + 4 + Wire.u16(bytes, at + 2));
  }

  private static List<String> set(byte[] bytes, int from, int to, int depth) {
    if (!AttributeSet.framed(bytes, from, to) || depth == DEPTH_MAX) {
      return malformed(bytes, from, to);
    }
    List<String> texts = new ArrayList<>();
    texts.add("from " + unsigned(bytes, from));
    int at = from + 4;
    while (at < to) {
      int value = at + Wire.attributeHeaderBytes(bytes[at]);
      int end = value + Wire.attributeLength(bytes, at);
      int type = bytes[at + 1] & 0xff;
      String text =
          String.join(" ", values(type, bytes, value, end, /* fourOctetAs= */ true, depth + 1));
      texts.add("[" + AttributeType.name(type) + (text.isEmpty() ? "" : " " + text) + "]");
      at = end;
    }
    return texts;
  }
}
