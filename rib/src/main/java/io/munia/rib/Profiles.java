package io.munia.rib;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.ExportForm;
import io.munia.net.AddressFamily;
import io.munia.net.IpVersion;
import io.munia.rib.out.GroupKey;
import io.munia.rib.table.Source;
import org.jspecify.annotations.Nullable;

/// What follows from a neighbour's profile. Pure.
final class Profiles {
  private Profiles() {}

  /// What its paths come from.
  static Source source(PeerProfile profile) {
    return new Source(
        profile.name(),
        profile.group(),
        kind(profile.role()),
        profile.negotiated().remoteId().bits(),
        profile.address(),
        profile.importPolicy().name(),
        cluster(profile));
  }

  private static int cluster(PeerProfile profile) {
    return profile.role() == PeerProfile.Role.CLIENT ? profile.clusterId().bits() : 0;
  }

  /// Whether a source is that of a neighbour with this profile.
  static boolean isOf(Source source, PeerProfile profile) {
    return source.kind() == kind(profile.role())
        && source.routerId() == profile.negotiated().remoteId().bits()
        && source.address().equals(profile.address())
        && source.group().equals(profile.group())
        && source.clusterId() == cluster(profile);
  }

  /// Which group tells it what it hears.
  static GroupKey groupKey(PeerProfile profile, AddressFamily family) {
    Negotiated negotiated = profile.negotiated();
    Source.Kind kind = kind(profile.role());
    boolean extended =
        negotiated
            .extendedNextHop()
            .contains(family.isUnicast() ? AddressFamily.IPV4_UNICAST : family);
    return new GroupKey(
        family,
        kind,
        new ExportForm(
            kind == Source.Kind.EBGP,
            negotiated.localAs(),
            profile.clusterId(),
            negotiated.fourOctetAs(),
            negotiated.messageBytesMax(),
            kind == Source.Kind.CONFEDERATION,
            profile.rules().export(negotiated, kind == Source.Kind.EBGP, family),
            profile
                .nextHops()
                .of(
                    family,
                    family.version() == IpVersion.V6 || extended && profile.localV4() == null)),
        profile.nextHopSelf(),
        profile.localV4(),
        profile.localV6(),
        extended,
        profile.exportPolicy(),
        profile.clientToClient(),
        profile.interval(),
        ceiling(profile, family),
        profile.sent().selection(family, profile.role(), negotiated.addPathSend().contains(family)),
        profile.sent().routeServerClient(),
        profile.inConfederation(),
        negotiated.longLived().known());
  }

  private static GroupKey.@Nullable Ceiling ceiling(PeerProfile profile, AddressFamily family) {
    PrefixLimit limit = profile.limits().out().get(family);
    return limit == null || limit.action() != PrefixLimit.Action.BLOCK
        ? null
        : new GroupKey.Ceiling(profile.name(), limit.max());
  }

  static Source.Kind kind(PeerProfile.Role role) {
    return switch (role) {
      case EBGP -> Source.Kind.EBGP;
      case IBGP -> Source.Kind.IBGP;
      case CLIENT -> Source.Kind.CLIENT;
      case CONFEDERATION -> Source.Kind.CONFEDERATION;
    };
  }
}
