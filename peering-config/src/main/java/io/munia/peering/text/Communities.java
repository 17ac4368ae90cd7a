package io.munia.peering.text;

import java.util.Map;

/// Communities as text ([RFC 1997](https://www.rfc-editor.org/rfc/rfc1997)): `64512:1`, and names
/// for the well-known ones.
public final class Communities {
  private static final Map<String, Integer> WELL_KNOWN =
      Map.of(
          "no-export", 0xffff_ff01,
          "no-advertise", 0xffff_ff02,
          "no-export-subconfed", 0xffff_ff03,
          "blackhole", 0xffff_029a,
          "graceful-shutdown", 0xffff_0000);

  private Communities() {}

  /// Whether it is the name of one.
  static boolean isKnown(String text) {
    return WELL_KNOWN.containsKey(text);
  }

  /// @throws IllegalArgumentException where it is neither
  static int parse(String text) {
    Integer known = WELL_KNOWN.get(text);
    if (known != null) {
      return known;
    }
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(text);
    }
    long upper = Forms.between(Long.parseUnsignedLong(text.substring(0, colon)), 0, 0xffff);
    long lower = Forms.between(Long.parseUnsignedLong(text.substring(colon + 1)), 0, 0xffff);
    return (int) (upper << 16 | lower);
  }

  /// As configuration and tables spell it.
  public static String print(int community) {
    for (Map.Entry<String, Integer> known : WELL_KNOWN.entrySet()) {
      if (known.getValue() == community) {
        return known.getKey();
      }
    }
    return (community >>> 16) + ":" + (community & 0xffff);
  }
}
