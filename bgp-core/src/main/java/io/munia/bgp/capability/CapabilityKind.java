package io.munia.bgp.capability;

import java.util.Locale;
import java.util.Optional;

/// Capabilities by their names and [registered
/// codes](https://www.iana.org/assignments/capability-codes), whether this speaker does anything
/// with them or not.
public enum CapabilityKind {
  /// Address families ([RFC 4760 §8](https://www.rfc-editor.org/rfc/rfc4760#section-8)).
  MULTIPROTOCOL(1),
  /// Routes can be asked for again ([RFC 2918](https://www.rfc-editor.org/rfc/rfc2918)).
  ROUTE_REFRESH(2),
  /// IPv4 routes with IPv6 next hops ([RFC 8950
  /// §4](https://www.rfc-editor.org/rfc/rfc8950#section-4)).
  EXTENDED_NEXT_HOP(5),
  /// Messages of up to 65,535 bytes ([RFC 8654](https://www.rfc-editor.org/rfc/rfc8654)).
  EXTENDED_MESSAGE(6),
  /// What the speaker is to us ([RFC 9234
  /// §4.1](https://www.rfc-editor.org/rfc/rfc9234#section-4.1)).
  ROLE(9),
  /// Routes are kept over a restart ([RFC 4724
  /// §3](https://www.rfc-editor.org/rfc/rfc4724#section-3)).
  GRACEFUL_RESTART(64),
  /// AS numbers of four octets ([RFC 6793 §3](https://www.rfc-editor.org/rfc/rfc6793#section-3)).
  FOUR_OCTET_AS(65),
  /// Several paths to a destination ([RFC 7911
  /// §4](https://www.rfc-editor.org/rfc/rfc7911#section-4)).
  ADD_PATH(69),
  /// Refreshes have a beginning and an end ([RFC 7313
  /// §3.1](https://www.rfc-editor.org/rfc/rfc7313#section-3.1)).
  ENHANCED_ROUTE_REFRESH(70),
  /// Routes are kept for hours ([RFC 9494
  /// §3.1](https://www.rfc-editor.org/rfc/rfc9494#section-3.1)).
  LONG_LIVED_GRACEFUL_RESTART(71),
  /// Names of host and domain, for people (draft-walton-bgp-hostname-capability).
  FQDN(73),
  /// Name and version of the program, for people (draft-abraitis-bgp-version-capability).
  SOFTWARE_VERSION(75),
  /// A next hop that is a link-local address stands alone (draft-ietf-idr-linklocal-capability).
  LINK_LOCAL_NEXT_HOP(77);

  private final int code;

  CapabilityKind(int code) {
    this.code = code;
  }

  /// Its code in the registry, 1 to 255.
  public int code() {
    return code;
  }

  /// The capability of this code, if it is one of these.
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
