package io.munia.peering.text;

import io.munia.bgp.attribute.CommunityNames;
import java.util.OptionalInt;

/// Communities as text ([RFC 1997](https://www.rfc-editor.org/rfc/rfc1997)): `64512:1`, and names
/// for the well-known ones.
final class Communities {
  private Communities() {}

  /// Whether it is the name of one.
  static boolean isKnown(String text) {
    return CommunityNames.wellKnown(text).isPresent();
  }

  /// @throws IllegalArgumentException where it is neither
  static int parse(String text) {
    OptionalInt known = CommunityNames.wellKnown(text);
    if (known.isPresent()) {
      return known.getAsInt();
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
  static String print(int community) {
    return CommunityNames.standard(community);
  }
}
