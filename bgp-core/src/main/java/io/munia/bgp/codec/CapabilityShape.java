package io.munia.bgp.codec;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.CapabilityKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which values a capability can have, by their lengths: what a neighbour says otherwise is ignored
/// and said, and the session goes on without it.
final class CapabilityShape {
  private static final int SOFTWARE_VERSION_BYTES_MAX = 64;

  private CapabilityShape() {}

  /// Whether this can be the value of a capability of that kind.
  static boolean fits(CapabilityKind kind, List<Byte> value) {
    int length = value.size();
    return switch (kind) {
      case MULTIPROTOCOL, FOUR_OCTET_AS -> length == 4;
      case ROUTE_REFRESH, EXTENDED_MESSAGE, ENHANCED_ROUTE_REFRESH, LINK_LOCAL_NEXT_HOP ->
          length == 0;
      case EXTENDED_NEXT_HOP -> length % 6 == 0;
      case ROLE -> length == 1;
      case GRACEFUL_RESTART -> length >= 2 && length % 4 == 2;
      case ADD_PATH -> length % 4 == 0;
      case LONG_LIVED_GRACEFUL_RESTART -> length % 7 == 0;
      case FQDN -> isTexts(2, value);
      case SOFTWARE_VERSION ->
          length > 1 && length <= 1 + SOFTWARE_VERSION_BYTES_MAX && isTexts(1, value);
    };
  }

  /// Whether it is so many texts, each after an octet with its length.
  private static boolean isTexts(int count, List<Byte> value) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (at >= value.size()) {
        return false;
      }
      at += 1 + (value.get(at) & 0xff);
    }
    return at == value.size();
  }

  /// What is known by its code, and no value of it.
  static List<String> misspelt(List<Capability> capabilities) {
    List<String> found = new ArrayList<>();
    for (Capability capability : capabilities) {
      if (capability instanceof Capability.Unrecognized(int code, List<Byte> value)) {
        Optional<CapabilityKind> kind = CapabilityKind.of(code);
        if (kind.isPresent() && !fits(kind.get(), value)) {
          found.add(kind.get() + " of " + value.size() + " bytes");
        }
      }
    }
    return found;
  }
}
