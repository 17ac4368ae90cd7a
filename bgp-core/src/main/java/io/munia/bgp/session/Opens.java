package io.munia.bgp.session;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.codec.RemoteAsRule;
import io.munia.bgp.message.Open;
import io.munia.net.AddressFamily;
import io.munia.net.IpVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What we say of ourselves: settings to OPEN.
final class Opens {
  private static final int VERSION = 4;

  private Opens() {}

  /// @param nowNanos by [Transport#nowNanos]: what is told of a restart is told for a while
  static Open of(PeerSettings settings, long nowNanos) {
    List<Capability> capabilities = new ArrayList<>();
    for (AddressFamily family : AddressFamily.values()) {
      if (settings.families().contains(family)) {
        capabilities.add(new Capability.Multiprotocol(family));
      }
    }
    capabilities.add(new Capability.RouteRefresh());
    capabilities.add(new Capability.EnhancedRouteRefresh());
    capabilities.add(new Capability.FourOctetAs(settings.localAs()));
    if (settings.extendedNextHop()
        && settings.remoteAddress().version() == IpVersion.V6
        && settings.families().contains(AddressFamily.IPV4_UNICAST)) {
      capabilities.add(new Capability.ExtendedNextHop(List.of(AddressFamily.IPV4_UNICAST)));
    }
    if (settings.linkLocalNextHop() && settings.remoteAddress().isLinkLocal()) {
      capabilities.add(new Capability.LinkLocalNextHop());
    }
    if (settings.extendedMessage()) {
      capabilities.add(new Capability.ExtendedMessage());
    }
    PeerSettings.LocalRole role = settings.role();
    if (role != null) {
      capabilities.add(new Capability.Role(role.role()));
    }
    Map<AddressFamily, Capability.AddPath.Direction> addPath = addPath(settings);
    if (!addPath.isEmpty()) {
      capabilities.add(new Capability.AddPath(addPath));
    }
    capabilities.addAll(settings.restart().capabilities(settings.families(), nowNanos));
    return new Open(
        VERSION, settings.localAs(), settings.holdTimeSeconds(), settings.routerId(), capabilities);
  }

  private static Map<AddressFamily, Capability.AddPath.Direction> addPath(PeerSettings settings) {
    Map<AddressFamily, Capability.AddPath.Direction> directions =
        new EnumMap<>(AddressFamily.class);
    for (AddressFamily family : settings.families()) {
      boolean receive = settings.addPathReceive().contains(family);
      boolean send = settings.addPathSend().contains(family);
      if (receive && send) {
        directions.put(family, Capability.AddPath.Direction.BOTH);
      } else if (receive) {
        directions.put(family, Capability.AddPath.Direction.RECEIVE);
      } else if (send) {
        directions.put(family, Capability.AddPath.Direction.SEND);
      }
    }
    return directions;
  }

  static RemoteAsRule rule(PeerSettings.RemoteAs remoteAs) {
    return switch (remoteAs) {
      case PeerSettings.RemoteAs.Exactly(var as) -> (remote, _) -> remote.equals(as);
      case PeerSettings.RemoteAs.Member(var as) -> (remote, _) -> remote.equals(as);
      case PeerSettings.RemoteAs.Internal() -> (remote, local) -> remote.equals(local);
      case PeerSettings.RemoteAs.External() -> (remote, local) -> !remote.equals(local);
    };
  }
}
