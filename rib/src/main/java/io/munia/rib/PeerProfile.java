package io.munia.rib;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import io.munia.rib.policy.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// All that the RIB needs to know of an established neighbour.
///
/// @param name what tables and explanations call it
/// @param group the configured group, which policies may match on; empty where there is none
/// @param address the neighbour's address, the last but one tie-break
/// @param role how routes pass between it and the others
/// @param negotiated families, encoding and identifiers of the session
/// @param nextHopSelf whether our own address is sent as next hop of routes learned from others;
///   always so where RFC 4271 says so
/// @param localV4 our IPv4 address on this session's link, or null where it has none
/// @param localV6 our IPv6 address on this session's link, or null where it has none
/// @param clusterId the cluster this neighbour is a client in
/// @param importPolicy what is let in
/// @param exportPolicy what is let out
/// @param clientToClient whether a client is sent what comes from other clients of its cluster
/// @param interval MinRouteAdvertisementInterval; zero for none
/// @param confederation identifier of the confederation that our AS is a member of, or null
/// @param limits how many prefixes it may bring and be brought
/// @param sent which paths it is sent
/// @param rules what its relation to us does to routes
/// @param nextHops how our own IPv6 next hops are written
public record PeerProfile(
    String name,
    String group,
    IpAddress address,
    Role role,
    Negotiated negotiated,
    boolean nextHopSelf,
    @Nullable IpAddress localV4,
    @Nullable IpAddress localV6,
    RouterId clusterId,
    Policy importPolicy,
    Policy exportPolicy,
    boolean clientToClient,
    Duration interval,
    @Nullable Asn confederation,
    PeerLimits limits,
    PathsSent sent,
    PeerRules rules,
    LinkNextHops nextHops) {

  /// Whether it is inside of the confederation that our AS is a member of.
  boolean inConfederation() {
    return confederation != null && role != Role.EBGP;
  }

  /// The same neighbour under other policies.
  PeerProfile under(Policies policies) {
    return but(policies, nextHops);
  }

  /// The same neighbour with next hops written otherwise.
  PeerProfile with(LinkNextHops written) {
    return but(new Policies(importPolicy, exportPolicy, rules), written);
  }

  private PeerProfile but(Policies policies, LinkNextHops written) {
    return new PeerProfile(
        name,
        group,
        address,
        role,
        negotiated,
        nextHopSelf,
        localV4,
        localV6,
        clusterId,
        policies.imports(),
        policies.exports(),
        clientToClient,
        interval,
        confederation,
        limits,
        sent,
        policies.rules(),
        written);
  }

  /// What is let in and out, and what is done to it on the way.
  public record Policies(Policy imports, Policy exports, PeerRules rules) {
    /// With the usual rules.
    public Policies(Policy imports, Policy exports) {
      this(imports, exports, PeerRules.USUAL);
    }
  }

  /// How routes pass ([RFC 4271 §9.2](https://www.rfc-editor.org/rfc/rfc4271#section-9.2), [RFC
  /// 4456 §6](https://www.rfc-editor.org/rfc/rfc4456#section-6)).
  public enum Role {
    EBGP,
    IBGP,
    /// iBGP, and a client of this route reflector.
    CLIENT,
    /// Of another member AS of our confederation ([RFC
    /// 5065](https://www.rfc-editor.org/rfc/rfc5065)).
    CONFEDERATION
  }
}
