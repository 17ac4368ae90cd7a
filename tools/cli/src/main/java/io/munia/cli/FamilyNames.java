package io.munia.cli;

import io.munia.net.AddressFamily;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Address families by the names that other tools have for them, next to our own: a message that
/// somebody wants taken apart has mostly been met elsewhere.
final class FamilyNames {
  private static final Map<String, AddressFamily> OTHERS =
      Map.ofEntries(
          Map.entry("ipv4", AddressFamily.IPV4_UNICAST),
          Map.entry("ipv6", AddressFamily.IPV6_UNICAST),
          Map.entry("ipv4-labeled", AddressFamily.IPV4_LABELED_UNICAST),
          Map.entry("ipv6-labeled", AddressFamily.IPV6_LABELED_UNICAST),
          Map.entry("ipv4-mpls", AddressFamily.IPV4_LABELED_UNICAST),
          Map.entry("ipv6-mpls", AddressFamily.IPV6_LABELED_UNICAST),
          Map.entry("vpnv4", AddressFamily.IPV4_VPN),
          Map.entry("vpnv6", AddressFamily.IPV6_VPN),
          Map.entry("vpn4", AddressFamily.IPV4_VPN),
          Map.entry("vpn6", AddressFamily.IPV6_VPN),
          Map.entry("vpnv4-unicast", AddressFamily.IPV4_VPN),
          Map.entry("vpnv6-unicast", AddressFamily.IPV6_VPN),
          Map.entry("ipv4-mpls-vpn", AddressFamily.IPV4_VPN),
          Map.entry("ipv6-mpls-vpn", AddressFamily.IPV6_VPN),
          Map.entry("l3vpn-ipv4-unicast", AddressFamily.IPV4_VPN),
          Map.entry("l3vpn-ipv6-unicast", AddressFamily.IPV6_VPN),
          Map.entry("evpn", AddressFamily.L2VPN_EVPN),
          Map.entry("flowspec", AddressFamily.IPV4_FLOWSPEC),
          Map.entry("flow4", AddressFamily.IPV4_FLOWSPEC),
          Map.entry("flow6", AddressFamily.IPV6_FLOWSPEC),
          Map.entry("ipv4-flow", AddressFamily.IPV4_FLOWSPEC),
          Map.entry("ipv6-flow", AddressFamily.IPV6_FLOWSPEC),
          Map.entry("flowspec-ipv4", AddressFamily.IPV4_FLOWSPEC),
          Map.entry("flowspec-ipv6", AddressFamily.IPV6_FLOWSPEC),
          Map.entry("bgp-ls", AddressFamily.LINK_STATE),
          Map.entry("ls", AddressFamily.LINK_STATE),
          Map.entry("linkstate", AddressFamily.LINK_STATE),
          Map.entry("rtc", AddressFamily.RT_CONSTRAIN),
          Map.entry("rt-constraint", AddressFamily.RT_CONSTRAIN),
          Map.entry("route-target", AddressFamily.RT_CONSTRAIN),
          Map.entry("ipv4-rt-constrain", AddressFamily.RT_CONSTRAIN));

  private FamilyNames() {}

  /// The family of this name, however its words are joined.
  static Optional<AddressFamily> family(String name) {
    String joined = name.toLowerCase(Locale.ROOT).replaceAll("[ _/]+", "-");
    return AddressFamily.named(joined).or(() -> Optional.ofNullable(OTHERS.get(joined)));
  }
}
