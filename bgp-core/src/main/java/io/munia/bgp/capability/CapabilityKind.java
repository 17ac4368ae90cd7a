package io.munia.bgp.capability;

import java.util.Locale;
import java.util.Optional;

/// Capabilities by their names and [registered
/// codes](https://www.iana.org/assignments/capability-codes), whether this speaker does anything
/// with them or not.
public enum CapabilityKind {
  MULTIPROTOCOL(1),
  ROUTE_REFRESH(2),
  EXTENDED_NEXT_HOP(5),
  EXTENDED_MESSAGE(6),
  ROLE(9),
  GRACEFUL_RESTART(64),
  FOUR_OCTET_AS(65),
  ADD_PATH(69),
  ENHANCED_ROUTE_REFRESH(70),
  LONG_LIVED_GRACEFUL_RESTART(71),
  FQDN(73),
  SOFTWARE_VERSION(75),
  LINK_LOCAL_NEXT_HOP(77);

  private final int code;

  CapabilityKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static Optional<CapabilityKind> of(int code) {
    for (CapabilityKind kind : values()) {
      if (kind.code == code) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /// As configurations and logs spell it: `route-refresh`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
