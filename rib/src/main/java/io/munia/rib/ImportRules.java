package io.munia.rib;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.CommunityNames;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.codec.AttributeScan;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.rib.table.PathStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the relation to a neighbour makes of the routes that it tells, after import policy (ADR
/// 0036). A view of its profile. Owned by the RIB's loop.
final class ImportRules {
  private static final int ONLY_TO_CUSTOMER = 35;
  private static final int OPTIONAL_TRANSITIVE = 0xc0;

  private final PeerProfile profile;
  private final boolean external;
  private final Optional<BgpRole> role;
  private final AttributeScan scan = new AttributeScan();

  ImportRules(PeerProfile profile) {
    this.profile = profile;
    this.external = profile.role() == PeerProfile.Role.EBGP;
    this.role = external ? profile.negotiated().role() : Optional.empty();
  }

  /// Whether a route went where it should not have gone ([RFC 9234
  /// §5](https://www.rfc-editor.org/rfc/rfc9234#section-5)): told by a customer or a route server's
  /// client though it may go to customers only, or by a peer that is not the one to have said so.
  boolean isLeak(AttributeScan route, AddressFamily family) {
    if (role.isEmpty() || !route.hasOnlyToCustomer() || !PeerRules.hasRoles(family)) {
      return false;
    }
    return switch (role.get()) {
      case PROVIDER, RS -> true;
      case PEER -> route.onlyToCustomer() != profile.negotiated().remoteAs().bits();
      case CUSTOMER, RS_CLIENT -> false;
    };
  }

  /// Whether our own AS stands in the path more often than it may. Inside of a confederation it
  /// counts among its members, its identifier among all others.
  boolean isLoop(AttributeScan route) {
    int localAs = profile.negotiated().localAs().bits();
    Asn confederation = profile.confederation();
    if (confederation != null) {
      return route.asPathContains(localAs, /* confederation= */ true)
          || route.asPathContains(confederation.bits(), /* confederation= */ false);
    }
    PeerRules rules = profile.rules();
    if (rules.allowAsIn() > 0) {
      return route.asPathCount(localAs) > rules.allowAsIn()
          || rules.ownAs() != null && route.asPathCount(rules.ownAs().bits()) > rules.allowAsIn();
    }
    return route.asPathContains(localAs)
        || rules.ownAs() != null && route.asPathContains(rules.ownAs().bits());
  }

  /// Whether these rules make something else of a section, or mark the path.
  boolean change(byte[] section, int from, int to, AddressFamily family) {
    if (!external) {
      return false;
    }
    scan.over(section, from, to);
    return change(scan, family);
  }

  /// The same of a section that was scanned already.
  boolean change(AttributeScan route, AddressFamily family) {
    return external
        && (marksOnlyToCustomer(route, family)
            || profile.rules().prependsIn()
            || profile.rules().gracefulShutdown()
                && route.hasCommunity(CommunityNames.GRACEFUL_SHUTDOWN)
            || isBlackhole(route));
  }

  /// What is to be said of a path with this section.
  int flags(byte[] section, int from, int to) {
    if (!external || !profile.rules().blackhole()) {
      return 0;
    }
    scan.over(section, from, to);
    return isBlackhole(scan) ? PathStore.BLACKHOLE : 0;
  }

  private boolean isBlackhole(AttributeScan route) {
    return profile.rules().blackhole() && route.hasCommunity(CommunityNames.BLACKHOLE);
  }

  private boolean marksOnlyToCustomer(AttributeScan route, AddressFamily family) {
    return role.filter(BgpRole::climbs).isPresent()
        && PeerRules.hasRoles(family)
        && !route.hasOnlyToCustomer();
  }

  /// The section that they make of one that they [#change].
  byte[] apply(byte[] section, int from, int to, AddressFamily family) {
    scan.over(section, from, to);
    PathAttributes was = AttributesCodec.decode(section, from, to);
    AsPath path = was.asPath();
    if (path != null && profile.rules().prependsIn()) {
      path = path.prepended(profile.negotiated().localAs(), 1);
    }
    boolean last =
        profile.rules().gracefulShutdown() && scan.hasCommunity(CommunityNames.GRACEFUL_SHUTDOWN);
    List<Integer> communities = new ArrayList<>(was.communities());
    if (isBlackhole(scan)
        && !communities.contains(CommunityNames.NO_EXPORT)
        && !communities.contains(CommunityNames.NO_ADVERTISE)) {
      communities.add(CommunityNames.NO_EXPORT);
    }
    List<PathAttributes.Other> others = new ArrayList<>(was.others());
    if (marksOnlyToCustomer(scan, family)) {
      others.add(onlyToCustomer(profile.negotiated().remoteAs()));
    }
    return AttributesCodec.encode(
        new PathAttributes(
            was.origin(),
            path,
            was.med(),
            last ? Long.valueOf(0) : was.localPref(),
            was.atomicAggregate(),
            was.aggregator(),
            communities,
            was.extendedCommunities(),
            was.largeCommunities(),
            was.originatorId(),
            was.clusterList(),
            others),
        section,
        from,
        to);
  }

  private static PathAttributes.Other onlyToCustomer(Asn as) {
    return new PathAttributes.Other(
        OPTIONAL_TRANSITIVE, ONLY_TO_CUSTOMER, String.format("%08x", as.bits()));
  }
}
