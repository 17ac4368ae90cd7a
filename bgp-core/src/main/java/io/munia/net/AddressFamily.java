package io.munia.net;

import java.util.List;
import java.util.Optional;

/// The address families this speaker carries ([RFC 4760](https://www.rfc-editor.org/rfc/rfc4760));
/// any other is refused by capability.
///
/// In the [#isUnicast] ones destinations are prefixes: they are chosen, installed, aggregated and
/// matched as such. In all others a destination is an opaque key: it is chosen and passed on.
public enum AddressFamily {
  /// What BGP carries outside of MP_REACH_NLRI as well.
  IPV4_UNICAST(1, 1, IpVersion.V4, "ipv4-unicast"),
  /// [RFC 2545](https://www.rfc-editor.org/rfc/rfc2545).
  IPV6_UNICAST(2, 1, IpVersion.V6, "ipv6-unicast"),
  /// Routes for looking multicast sources up; passed on, not installed.
  IPV4_MULTICAST(1, 2, IpVersion.V4, "ipv4-multicast"),
  /// The same for IPv6.
  IPV6_MULTICAST(2, 2, IpVersion.V6, "ipv6-multicast"),
  /// [RFC 8277](https://www.rfc-editor.org/rfc/rfc8277).
  IPV4_LABELED_UNICAST(1, 4, IpVersion.V4, "ipv4-labeled-unicast"),
  /// [RFC 8277](https://www.rfc-editor.org/rfc/rfc8277).
  IPV6_LABELED_UNICAST(2, 4, IpVersion.V6, "ipv6-labeled-unicast"),
  /// [RFC 4364](https://www.rfc-editor.org/rfc/rfc4364).
  IPV4_VPN(1, 128, IpVersion.V4, "ipv4-vpn"),
  /// [RFC 4659](https://www.rfc-editor.org/rfc/rfc4659).
  IPV6_VPN(2, 128, IpVersion.V6, "ipv6-vpn"),
  /// [RFC 7432](https://www.rfc-editor.org/rfc/rfc7432).
  L2VPN_EVPN(25, 70, IpVersion.V4, "l2vpn-evpn"),
  /// [RFC 8955](https://www.rfc-editor.org/rfc/rfc8955).
  IPV4_FLOWSPEC(1, 133, IpVersion.V4, "ipv4-flowspec"),
  /// [RFC 8956](https://www.rfc-editor.org/rfc/rfc8956).
  IPV6_FLOWSPEC(2, 133, IpVersion.V6, "ipv6-flowspec"),
  /// [RFC 9552](https://www.rfc-editor.org/rfc/rfc9552).
  LINK_STATE(16388, 71, IpVersion.V4, "link-state"),
  /// [RFC 4684](https://www.rfc-editor.org/rfc/rfc4684).
  RT_CONSTRAIN(1, 132, IpVersion.V4, "rt-constrain");

  /// The families whose destinations are prefixes.
  public static final List<AddressFamily> UNICAST = List.of(IPV4_UNICAST, IPV6_UNICAST);

  private static final AddressFamily[] ALL = values();

  private final int afi;
  private final int safi;
  private final IpVersion version;
  private final String text;

  AddressFamily(int afi, int safi, IpVersion version, String text) {
    this.afi = afi;
    this.safi = safi;
    this.version = version;
    this.text = text;
  }

  /// Address Family Identifier, 1 to 65,535
  /// ([registry](https://www.iana.org/assignments/address-family-numbers)).
  public int afi() {
    return afi;
  }

  /// Subsequent Address Family Identifier, 1 to 255
  /// ([registry](https://www.iana.org/assignments/safi-namespace)).
  public int safi() {
    return safi;
  }

  /// The version of its addresses; of a family that carries none or both, IPv4.
  public IpVersion version() {
    return version;
  }

  /// Whether destinations are prefixes, and packets are forwarded by them.
  public boolean isUnicast() {
    return safi == 1;
  }

  /// Whether its routes are filters for packets: they have no next hop.
  public boolean isFlowSpec() {
    return safi == 133;
  }

  /// Whether its routes carry labels (or VNIs), which belong to the router that is the next hop.
  public boolean isLabeled() {
    return safi == 4 || safi == 128 || safi == 70;
  }

  /// Whether its next hops are of either version without more ado; in the others an IPv6 next hop
  /// of an IPv4 route has to be agreed on ([RFC 8950](https://www.rfc-editor.org/rfc/rfc8950)).
  public boolean mixesNextHops() {
    return !isUnicast() && (version == IpVersion.V6 || safi >= 70 && safi != 128);
  }

  /// The family of these two numbers, if it is one that this speaker carries.
  public static Optional<AddressFamily> of(int afi, int safi) {
    for (AddressFamily family : ALL) {
      if (family.afi == afi && family.safi == safi) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }

  /// The family of this name, as configuration and output spell it: `ipv4-unicast`.
  public static Optional<AddressFamily> named(String name) {
    for (AddressFamily family : ALL) {
      if (family.text.equals(name)) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }

  /// The family of these two numbers by its name, or by its numbers where it has none here.
  public static String text(int afi, int safi) {
    return of(afi, safi)
        .map(AddressFamily::toString)
        .orElseGet(() -> "AFI " + afi + " SAFI " + safi);
  }

  @Override
  public String toString() {
    return text;
  }
}
