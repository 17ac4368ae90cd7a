package io.munia.peering.text;

import io.munia.bgp.attribute.CommunityNames;
import io.munia.bgp.attribute.PathAttributes.LargeCommunity;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.rib.policy.CommunityPattern;

/// Communities of all kinds as text, with `*` for what may be anything: `64512:1`, `64512:1:2`
/// ([RFC 8092](https://www.rfc-editor.org/rfc/rfc8092)), `rt:64512:1` and `soo:10.0.0.1:1` ([RFC
/// 4360](https://www.rfc-editor.org/rfc/rfc4360)), and any other extended one as
/// `ext:0x0002fc0000000001`.
final class CommunityText {
  private static final String RAW = "ext:0x";
  private static final long U16 = 0xffff;
  private static final long U32 = 0xffff_ffffL;

  /// Types of extended communities with an administrator: 16-bit AS, IPv4 address, 32-bit AS.
  private static final int OF_AS = 0;

  private static final int OF_ADDRESS = 1;
  private static final int OF_LONG_AS = 2;
  private static final long SUBTYPE = 0x00ff_0000_0000_0000L;

  /// The bits that types of the three kinds do not share with others.
  private static final long ANY_TYPE = 0xfc00_0000_0000_0000L;

  private static final int ROUTE_TARGET = 2;
  private static final int SITE_OF_ORIGIN = 3;

  private CommunityText() {}

  /// @throws IllegalArgumentException where it is none
  static CommunityPattern parse(String text) {
    if (Communities.isKnown(text)) {
      return CommunityPattern.standard(Communities.parse(text));
    }
    if (text.startsWith(RAW)) {
      String digits = text.substring(RAW.length());
      if (!digits.matches("[0-9a-fA-F]{16}")) {
        throw new IllegalArgumentException(text);
      }
      return CommunityPattern.extended(Long.parseUnsignedLong(digits, 16), -1);
    }
    String[] parts = text.split(":", -1);
    return switch (parts.length) {
      case 2 -> standard(parts);
      case 3 ->
          switch (parts[0]) {
            case "rt" -> extended(ROUTE_TARGET, parts);
            case "soo", "ro" -> extended(SITE_OF_ORIGIN, parts);
            default -> large(parts);
          };
      default -> throw new IllegalArgumentException(text);
    };
  }

  /// @throws IllegalArgumentException where it is none, or has a wildcard
  static CommunityPattern parseExact(String text) {
    CommunityPattern pattern = parse(text);
    if (!pattern.isExact()) {
      throw new IllegalArgumentException(text);
    }
    return pattern;
  }

  private static CommunityPattern standard(String[] parts) {
    int mask = (any(parts[0]) ? 0 : 0xffff_0000) | (any(parts[1]) ? 0 : 0xffff);
    return CommunityPattern.standard(
        (int) (number(parts[0], U16) << 16 | number(parts[1], U16)), mask);
  }

  private static CommunityPattern large(String[] parts) {
    return CommunityPattern.large(
        new LargeCommunity(
            (int) number(parts[0], U32), (int) number(parts[1], U32), (int) number(parts[2], U32)),
        any(parts[0]),
        any(parts[1]),
        any(parts[2]));
  }

  private static CommunityPattern extended(int subtype, String[] parts) {
    boolean anyLocal = any(parts[2]);
    if (any(parts[1])) {
      if (!anyLocal) {
        throw new IllegalArgumentException("a number of any AS");
      }
      return CommunityPattern.extended((long) subtype << 48, ANY_TYPE | SUBTYPE);
    }
    if (parts[1].indexOf('.') >= 0) {
      IpAddress address = IpAddress.parse(parts[1]);
      if (address.version() != IpVersion.V4) {
        throw new IllegalArgumentException(parts[1]);
      }
      return extended(
          OF_ADDRESS,
          subtype,
          (address.v4Bits() & U32) << 16 | number(parts[2], U16),
          anyLocal,
          16);
    }
    long as = number(parts[1], U32);
    return as <= U16
        ? extended(OF_AS, subtype, as << 32 | number(parts[2], U32), anyLocal, 32)
        : extended(OF_LONG_AS, subtype, as << 16 | number(parts[2], U16), anyLocal, 16);
  }

  private static CommunityPattern extended(
      int type, int subtype, long rest, boolean anyLocal, int localBits) {
    return CommunityPattern.extended(
        (long) type << 56 | (long) subtype << 48 | rest, anyLocal ? -1L << localBits : -1L);
  }

  private static boolean any(String part) {
    return part.equals("*");
  }

  private static long number(String part, long max) {
    return any(part) ? 0 : Forms.between(Long.parseUnsignedLong(part), 0, max);
  }

  /// As the configuration spells it.
  static String print(CommunityPattern pattern) {
    long low = pattern.low();
    long mask = pattern.lowMask();
    return switch (pattern.kind()) {
      case STANDARD ->
          pattern.isExact()
              ? Communities.print((int) low)
              : part(low >>> 16, mask >>> 16) + ":" + part(low & U16, mask & U16);
      case LARGE ->
          part(Integer.toUnsignedLong(pattern.high()), Integer.toUnsignedLong(pattern.highMask()))
              + ":"
              + part(low >>> 32, mask >>> 32)
              + ":"
              + part(low & U32, mask & U32);
      case EXTENDED -> extended(low, mask);
    };
  }

  private static String extended(long value, long mask) {
    int subtype = (int) (value >>> 48) & 0xff;
    String name = subtype == ROUTE_TARGET ? "rt:" : "soo:";
    if (subtype != ROUTE_TARGET && subtype != SITE_OF_ORIGIN) {
      return CommunityNames.raw(value);
    }
    if (mask == (ANY_TYPE | SUBTYPE)) {
      return name + "*:*";
    }
    long as = value >>> 16 & U32;
    return switch ((int) (value >>> 56)) {
      case OF_AS -> name + (value >>> 32 & U16) + ":" + part(value & U32, mask & U32);
      case OF_ADDRESS -> name + IpAddress.v4((int) as) + ":" + part(value & U16, mask & U16);
      case OF_LONG_AS ->
          as <= U16 ? CommunityNames.raw(value) : name + as + ":" + part(value & U16, mask & U16);
      default -> CommunityNames.raw(value);
    };
  }

  private static String part(long value, long mask) {
    return mask == 0 ? "*" : Long.toString(value);
  }
}
