package io.munia.bgp.dissect;

import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.CapabilityKind;
import io.munia.net.AddressFamily;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Capabilities as people read them, by the names in the [registry of
/// IANA](https://www.iana.org/assignments/capability-codes).
public final class CapabilityText {
  private CapabilityText() {}

  /// In a line for people, with all that it says.
  public static String of(Capability capability) {
    return switch (capability) {
      case Capability.Multiprotocol(int afi, int safi) ->
          "multiprotocol " + AddressFamily.text(afi, safi);
      case Capability.RouteRefresh _ -> "route refresh";
      case Capability.ExtendedNextHop(List<AddressFamily> families) ->
          "extended next hop" + listed(families);
      case Capability.ExtendedMessage _ -> "extended message";
      case Capability.Role(int value) ->
          "role " + BgpRole.of(value).map(BgpRole::toString).orElse(Integer.toString(value));
      case Capability.GracefulRestart restart ->
          "graceful restart "
              + restart.restartSeconds()
              + " s"
              + (restart.restarted() ? ", restarted" : "")
              + (restart.notification() ? ", notification" : "")
              + restart.forwarding().entrySet().stream()
                  .sorted(java.util.Map.Entry.comparingByKey())
                  .map(entry ->
                      " " + entry.getKey() + (entry.getValue() ? " (forwarding kept)" : ""))
                  .collect(Collectors.joining());
      case Capability.FourOctetAs(var as) -> "4-octet AS " + as;
      case Capability.AddPath(var families) ->
          "ADD-PATH"
              + families.entrySet().stream()
                  .sorted(java.util.Map.Entry.comparingByKey())
                  .map(entry ->
                      " " + entry.getKey() + " " + entry.getValue().name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(","));
      case Capability.EnhancedRouteRefresh _ -> "enhanced route refresh";
      case Capability.LongLivedGracefulRestart(var families) ->
          "long-lived graceful restart"
              + families.entrySet().stream()
                  .sorted(java.util.Map.Entry.comparingByKey())
                  .map(entry ->
                      " "
                          + entry.getKey()
                          + " "
                          + entry.getValue().staleSeconds()
                          + " s"
                          + (entry.getValue().forwarding() ? " (forwarding kept)" : ""))
                  .collect(Collectors.joining(","));
      case Capability.LinkLocalNextHop _ -> "link-local next hop";
      case Capability.Unrecognized(int code, List<Byte> value) ->
          name(code) + (value.isEmpty() ? "" : " " + hex(value));
    };
  }

  private static String listed(List<AddressFamily> families) {
    return families.stream().map(family -> " " + family).collect(Collectors.joining());
  }

  /// Of one that was not read: this speaker does not use it, or its value is not what it should be.
  private static String name(int code) {
    return CapabilityKind.of(code)
        .map(kind ->
            switch (kind) {
              case FQDN, SOFTWARE_VERSION -> kind.toString();
              default -> kind + " (malformed)";
            })
        .orElseGet(() -> "capability " + code);
  }

  private static String hex(List<Byte> value) {
    byte[] bytes = new byte[value.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = value.get(i);
    }
    return HexFormat.of().formatHex(bytes);
  }
}
