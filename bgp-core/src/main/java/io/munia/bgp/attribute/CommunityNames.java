package io.munia.bgp.attribute;

import io.munia.net.IpAddress;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Communities as people read them: the well-known ones by the names of the [registry of
/// IANA](https://www.iana.org/assignments/bgp-well-known-communities), extended ones by what they
/// mean where that is known, all else by its numbers. Every value has a text; nothing here throws.
public final class CommunityNames {
  /// Routes with it stay inside of the AS or confederation ([RFC
  /// 1997](https://www.rfc-editor.org/rfc/rfc1997)).
  public static final int NO_EXPORT = 0xffff_ff01;

  /// Routes with it go to nobody ([RFC 1997](https://www.rfc-editor.org/rfc/rfc1997)).
  public static final int NO_ADVERTISE = 0xffff_ff02;

  /// Routes with it stay inside of the member AS ([RFC
  /// 1997](https://www.rfc-editor.org/rfc/rfc1997)).
  public static final int NO_EXPORT_SUBCONFED = 0xffff_ff03;

  /// [RFC 7999](https://www.rfc-editor.org/rfc/rfc7999).
  public static final int BLACKHOLE = 0xffff_029a;

  /// [RFC 8326](https://www.rfc-editor.org/rfc/rfc8326).
  public static final int GRACEFUL_SHUTDOWN = 0xffff_0000;

  /// [RFC 9494 §4.1](https://www.rfc-editor.org/rfc/rfc9494#section-4.1).
  public static final int LLGR_STALE = 0xffff_0006;

  /// [RFC 9494 §4.1](https://www.rfc-editor.org/rfc/rfc9494#section-4.1).
  public static final int NO_LLGR = 0xffff_0007;

  private static final Map<String, Integer> WELL_KNOWN =
      Map.ofEntries(
          Map.entry("graceful-shutdown", GRACEFUL_SHUTDOWN),
          Map.entry("accept-own", 0xffff_0001),
          Map.entry("route-filter-translated-v4", 0xffff_0002),
          Map.entry("route-filter-v4", 0xffff_0003),
          Map.entry("route-filter-translated-v6", 0xffff_0004),
          Map.entry("route-filter-v6", 0xffff_0005),
          Map.entry("llgr-stale", LLGR_STALE),
          Map.entry("no-llgr", NO_LLGR),
          Map.entry("accept-own-nexthop", 0xffff_0008),
          Map.entry("standby-pe", 0xffff_0009),
          Map.entry("blackhole", BLACKHOLE),
          Map.entry("no-export", NO_EXPORT),
          Map.entry("no-advertise", NO_ADVERTISE),
          Map.entry("no-export-subconfed", NO_EXPORT_SUBCONFED),
          Map.entry("nopeer", 0xffff_ff04));
  private static final Map<Integer, String> NAMES = new TreeMap<>();

  static {
    WELL_KNOWN.forEach((name, value) -> NAMES.put(value, name));
  }

  private static final long U16 = 0xffff;
  private static final long U32 = 0xffff_ffffL;

  private CommunityNames() {}

  /// What a name of the registry stands for.
  public static OptionalInt wellKnown(String name) {
    Integer value = WELL_KNOWN.get(name);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /// A community of 32 bits: its name, or `64512:1`.
  public static String standard(int community) {
    String name = NAMES.get(community);
    return name == null ? (community >>> 16) + ":" + (community & 0xffff) : name;
  }

  /// An extended community ([RFC 4360](https://www.rfc-editor.org/rfc/rfc4360)) as `rt:64512:1` and
  /// the like; one whose meaning is not known as `ext:0x` and 16 digits.
  public static String extended(long community) {
    int type = (int) (community >>> 56);
    int subtype = (int) (community >>> 48) & 0xff;
    return switch (type) {
      case 0x00, 0x01, 0x02 -> administered(type, subtype, community);
      case 0x40 -> subtype == 4 ? linkBandwidth(community) : raw(community);
      case 0x03 -> opaque(subtype, community);
      case 0x43 -> subtype == 0 ? originValidation(community) : raw(community);
      case 0x06 -> evpn(subtype, community);
      case 0x80, 0x81, 0x82 -> flowSpec(type, subtype, community);
      default -> raw(community);
    };
  }

  /// As `ext:0x` and 16 digits.
  public static String raw(long community) {
    return String.format(Locale.ROOT, "ext:0x%016x", community);
  }

  /// The three kinds that begin with who administers them: a 2-octet AS, an address, a 4-octet AS.
  private static String administered(int type, int subtype, long community) {
    return switch (subtype) {
      case 0x02 -> "rt:" + administrator(type, community);
      case 0x03 -> "soo:" + administrator(type, community);
      case 0x04 -> type == 0 ? linkBandwidth(community) : raw(community);
      case 0x05 -> "ospf-domain:" + administrator(type, community);
      case 0x07 -> type == 1 ? "ospf-router-id:" + address(community) : raw(community);
      case 0x08 -> "bgp-data-collection:" + administrator(type, community);
      case 0x09 -> type == 0 ? "source-as:" + administrator(type, community) : raw(community);
      case 0x0b ->
          type == 1 ? "vrf-route-import:" + administrator(type, community) : raw(community);
      case 0x0c ->
          type == 1 ? "redirect-to-nexthop:" + administrator(type, community) : raw(community);
      default -> raw(community);
    };
  }

  private static String administrator(int type, long community) {
    return switch (type & 0x3f) {
      case 0 -> (community >>> 32 & U16) + ":" + (community & U32);
      case 1 -> address(community) + ":" + (community & U16);
      default -> longAs(community) + ":" + (community & U16);
    };
  }

  /// With an `L` where it would be taken for the other kind: a 4-octet field with a number that
  /// fits 2.
  private static String longAs(long community) {
    long as = community >>> 16 & U32;
    return as <= U16 ? as + "L" : Long.toString(as);
  }

  private static IpAddress address(long community) {
    return IpAddress.v4((int) (community >>> 16));
  }

  /// Bytes per second of a link.
  private static String linkBandwidth(long community) {
    return "link-bandwidth:" + (community >>> 32 & U16) + ":" + number((int) community);
  }

  /// A float without an exponent, or its bits where it is none.
  private static String number(int bits) {
    float value = Float.intBitsToFloat(bits);
    return Float.isFinite(value)
        ? new BigDecimal(value).stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "0x%08x", bits);
  }

  private static String opaque(int subtype, long community) {
    return switch (subtype) {
      case 0x06 ->
          "ospf-route-type:"
              + IpAddress.v4((int) (community >>> 16))
              + ":"
              + (community >>> 8 & 0xff)
              + ":"
              + (community & 0xff);
      case 0x0b ->
          (community >>> 32 & 0x3fff) != 0
              ? raw(community)
              : "color:" + (community >>> 46 & 3) + ":" + (community & U32);
      case 0x0c -> "encapsulation:" + tunnelType((int) (community & U16));
      case 0x0d -> "default-gateway";
      default -> raw(community);
    };
  }

  /// The name of a kind of tunnel ([RFC 9012](https://www.rfc-editor.org/rfc/rfc9012)), or its
  /// number.
  public static String tunnelType(int type) {
    return switch (type) {
      case 1 -> "l2tpv3";
      case 2 -> "gre";
      case 4 -> "ipsec";
      case 7 -> "ip-in-ip";
      case 8 -> "vxlan";
      case 9 -> "nvgre";
      case 10 -> "mpls";
      case 11 -> "mpls-in-gre";
      case 12 -> "vxlan-gpe";
      case 13 -> "mpls-in-udp";
      case 14 -> "ipv6-tunnel";
      case 15 -> "sr-policy";
      case 16 -> "bare";
      case 19 -> "geneve";
      default -> "tunnel-" + type;
    };
  }

  private static String originValidation(long community) {
    return switch ((int) (community & 0xff)) {
      case 0 -> "origin-validation:valid";
      case 1 -> "origin-validation:not-found";
      case 2 -> "origin-validation:invalid";
      default -> raw(community);
    };
  }

  /// [RFC 7432 §7](https://www.rfc-editor.org/rfc/rfc7432#section-7).
  private static String evpn(int subtype, long community) {
    return switch (subtype) {
      case 0x00 ->
          "mac-mobility:" + ((community >>> 40 & 1) == 1 ? "sticky:" : "") + (community & U32);
      case 0x01 ->
          "esi-label:"
              + ((community >>> 40 & 1) == 1 ? "single-active:" : "all-active:")
              + (community >>> 4 & 0xf_ffff);
      case 0x02 -> "es-import:" + mac(community);
      case 0x03 -> "router-mac:" + mac(community);
      case 0x04 -> "layer-2:" + (community >>> 32 & U16) + ":" + (community >>> 16 & U16);
      case 0x06 -> "df-election:" + (community >>> 40 & 0x1f);
      default -> raw(community);
    };
  }

  private static String mac(long community) {
    return String.format(Locale.ROOT, "%012x", community & 0xffff_ffff_ffffL)
        .replaceAll("(..)(?!$)", "$1:");
  }

  /// [RFC 8955 §7](https://www.rfc-editor.org/rfc/rfc8955#section-7).
  private static String flowSpec(int type, int subtype, long community) {
    if (subtype == 0x08) {
      return "redirect:" + administrator(type, community);
    }
    if (type != 0x80) {
      return raw(community);
    }
    return switch (subtype) {
      case 0x06 -> "traffic-rate:" + (community >>> 32 & U16) + ":" + number((int) community);
      case 0x0c ->
          "traffic-rate-packets:" + (community >>> 32 & U16) + ":" + number((int) community);
      case 0x07 ->
          "traffic-action:"
              + switch ((int) (community & 3)) {
                case 0 -> "none";
                case 1 -> "terminal";
                case 2 -> "sample";
                default -> "sample-terminal";
              };
      case 0x09 -> "traffic-marking:" + (community & 0x3f);
      default -> raw(community);
    };
  }

  /// An IPv6-address-specific extended community ([RFC
  /// 5701](https://www.rfc-editor.org/rfc/rfc5701)).
  ///
  /// @param kind its type and subtype, 16 bits
  /// @param local its last 16 bits
  public static String ipv6(int kind, IpAddress address, int local) {
    String rest = "[" + address + "]:" + (local & 0xffff);
    return switch (kind) {
      case 0x0002 -> "rt:" + rest;
      case 0x0003 -> "soo:" + rest;
      case 0x000b -> "vrf-route-import:" + rest;
      case 0x000c -> "redirect-to-nexthop:" + rest;
      case 0x000d -> "redirect:" + rest;
      default -> String.format(Locale.ROOT, "ipv6-ext-0x%04x:", kind & 0xffff) + rest;
    };
  }
}
