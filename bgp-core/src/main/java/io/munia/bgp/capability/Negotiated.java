package io.munia.bgp.capability;

import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.Optional;
import java.util.Set;

/// What both sides of a session agreed on, computed once from the two OPENs.
///
/// @param localAs our AS on this session
/// @param remoteAs the neighbour's AS
/// @param localId our BGP Identifier
/// @param remoteId the neighbour's BGP Identifier
/// @param holdTimeSeconds the smaller of both proposals; 0 means no keepalives and no hold timer
/// @param fourOctetAs whether AS_PATH carries 4-octet numbers ([RFC
///   6793](https://www.rfc-editor.org/rfc/rfc6793))
/// @param families carried in both directions
/// @param addPathReceive families in which the neighbour's NLRI carry a path id
/// @param addPathSend families in which our NLRI carry a path id
/// @param extendedNextHop families whose next hop may be IPv6 ([RFC
///   8950](https://www.rfc-editor.org/rfc/rfc8950))
/// @param routeRefresh whether a refresh may be asked for
/// @param enhancedRouteRefresh whether refreshes are delimited ([RFC
///   7313](https://www.rfc-editor.org/rfc/rfc7313))
/// @param extendedMessage whether messages may reach 65,535 bytes ([RFC
///   8654](https://www.rfc-editor.org/rfc/rfc8654))
/// @param confederation whether the neighbour is of another member AS of our confederation ([RFC
///   5065](https://www.rfc-editor.org/rfc/rfc5065))
/// @param anyFirstAs whether an AS_PATH of an external neighbour may begin with another AS than the
///   neighbour's: it is a route server ([RFC 7947
///   §2.2.2.1](https://www.rfc-editor.org/rfc/rfc7947#section-2.2.2.1)). Not agreed on with it, but
///   part of how its UPDATEs are read
/// @param attributes what else is, and what is let pass
/// @param linkLocalNextHop whether a next hop that is a link-local address stands alone
///   ([draft-ietf-idr-linklocal-capability](https://datatracker.ietf.org/doc/draft-ietf-idr-linklocal-capability/))
/// @param role what we are to an external neighbour, where that is said ([RFC
///   9234](https://www.rfc-editor.org/rfc/rfc9234))
/// @param linkZone number of the interface that link-local next hops of the neighbour belong to; 0
///   where its address does not say. Not agreed on either
/// @param restart what becomes of the neighbour's routes when the session is lost
/// @param longLived what becomes of them behind that
public record Negotiated(
    Asn localAs,
    Asn remoteAs,
    RouterId localId,
    RouterId remoteId,
    int holdTimeSeconds,
    boolean fourOctetAs,
    Set<AddressFamily> families,
    Set<AddressFamily> addPathReceive,
    Set<AddressFamily> addPathSend,
    Set<AddressFamily> extendedNextHop,
    boolean routeRefresh,
    boolean enhancedRouteRefresh,
    boolean extendedMessage,
    boolean confederation,
    boolean anyFirstAs,
    AttributeRules attributes,
    boolean linkLocalNextHop,
    Optional<BgpRole> role,
    int linkZone,
    Restart restart,
    LongLived longLived) {

  /// Longest message where nothing else was agreed, in bytes.
  public static final int MESSAGE_BYTES_MAX = 4096;

  /// Longest message with RFC 8654, in bytes.
  public static final int EXTENDED_MESSAGE_BYTES_MAX = 65_535;

  public Negotiated {
    families = Set.copyOf(families);
    addPathReceive = Set.copyOf(addPathReceive);
    addPathSend = Set.copyOf(addPathSend);
    extendedNextHop = Set.copyOf(extendedNextHop);
  }

  /// What two speakers agree on that have nothing in common yet but 4-octet AS numbers and a hold
  /// time of 90 s.
  public static Builder between(Asn localAs, Asn remoteAs, RouterId localId, RouterId remoteId) {
    return new Builder(localAs, remoteAs, localId, remoteId);
  }

  /// The same between different members of one confederation.
  public Negotiated inConfederation() {
    return but().confederation(true).build();
  }

  /// This agreement, to be changed.
  public Builder but() {
    return between(localAs, remoteAs, localId, remoteId)
        .holdTimeSeconds(holdTimeSeconds)
        .fourOctetAs(fourOctetAs)
        .families(families)
        .addPathReceive(addPathReceive)
        .addPathSend(addPathSend)
        .extendedNextHop(extendedNextHop)
        .routeRefresh(routeRefresh)
        .enhancedRouteRefresh(enhancedRouteRefresh)
        .extendedMessage(extendedMessage)
        .confederation(confederation)
        .anyFirstAs(anyFirstAs)
        .attributes(attributes)
        .linkLocalNextHop(linkLocalNextHop)
        .role(role)
        .linkZone(linkZone)
        .restart(restart)
        .longLived(longLived);
  }

  /// Collects what was agreed on; what each means stands at [Negotiated]. Not thread-safe.
  public static final class Builder {
    private final Asn localAs;
    private final Asn remoteAs;
    private final RouterId localId;
    private final RouterId remoteId;
    private int holdTimeSeconds = 90;
    private boolean fourOctetAs = true;
    private Set<AddressFamily> families = Set.of();
    private Set<AddressFamily> addPathReceive = Set.of();
    private Set<AddressFamily> addPathSend = Set.of();
    private Set<AddressFamily> extendedNextHop = Set.of();
    private boolean routeRefresh;
    private boolean enhancedRouteRefresh;
    private boolean extendedMessage;
    private boolean confederation;
    private boolean anyFirstAs;
    private AttributeRules attributes = AttributeRules.USUAL;
    private boolean linkLocalNextHop;
    private Optional<BgpRole> role = Optional.empty();
    private int linkZone;
    private Restart restart = Restart.NONE;
    private LongLived longLived = LongLived.NONE;

    private Builder(Asn localAs, Asn remoteAs, RouterId localId, RouterId remoteId) {
      this.localAs = localAs;
      this.remoteAs = remoteAs;
      this.localId = localId;
      this.remoteId = remoteId;
    }

    /// The smaller of both proposals in seconds, 0 for none; 90 without it.
    public Builder holdTimeSeconds(int seconds) {
      holdTimeSeconds = seconds;
      return this;
    }

    /// Whether AS_PATH carries 4-octet numbers; it does without it.
    public Builder fourOctetAs(boolean agreed) {
      fourOctetAs = agreed;
      return this;
    }

    /// Families carried; none without it.
    public Builder families(Set<AddressFamily> families) {
      this.families = families;
      return this;
    }

    /// Families in which the neighbour's NLRI carry a path id; none without it.
    public Builder addPathReceive(Set<AddressFamily> families) {
      addPathReceive = families;
      return this;
    }

    /// Families in which our NLRI carry a path id; none without it.
    public Builder addPathSend(Set<AddressFamily> families) {
      addPathSend = families;
      return this;
    }

    /// IPv4 families whose next hop may be IPv6; none without it.
    public Builder extendedNextHop(Set<AddressFamily> families) {
      extendedNextHop = families;
      return this;
    }

    /// Whether a refresh may be asked for; not without it.
    public Builder routeRefresh(boolean agreed) {
      routeRefresh = agreed;
      return this;
    }

    /// Whether refreshes are delimited; not without it.
    public Builder enhancedRouteRefresh(boolean agreed) {
      enhancedRouteRefresh = agreed;
      return this;
    }

    /// Whether messages may have 65,535 bytes; 4,096 without it.
    public Builder extendedMessage(boolean agreed) {
      extendedMessage = agreed;
      return this;
    }

    /// Whether the neighbour is of another member AS of our confederation; not without it.
    public Builder confederation(boolean member) {
      confederation = member;
      return this;
    }

    /// Whether the neighbour's AS_PATHs may begin with another AS than its own; not without it.
    public Builder anyFirstAs(boolean any) {
      anyFirstAs = any;
      return this;
    }

    /// What is let pass in path attributes.
    public Builder attributes(AttributeRules rules) {
      attributes = rules;
      return this;
    }

    /// Whether a next hop that is a link-local address stands alone; not without it.
    public Builder linkLocalNextHop(boolean agreed) {
      linkLocalNextHop = agreed;
      return this;
    }

    /// What we are to the neighbour; not said without it.
    public Builder role(Optional<BgpRole> ours) {
      role = ours;
      return this;
    }

    /// Number of the interface of link-local next hops; 0, as without it, where not known.
    public Builder linkZone(int index) {
      linkZone = index;
      return this;
    }

    /// What becomes of the neighbour's routes when the session is lost; they go without it.
    public Builder restart(Restart agreed) {
      restart = agreed;
      return this;
    }

    /// What becomes of them behind that; they go without it.
    public Builder longLived(LongLived agreed) {
      longLived = agreed;
      return this;
    }

    /// The agreement as collected so far; the builder can go on.
    public Negotiated build() {
      return new Negotiated(
          localAs,
          remoteAs,
          localId,
          remoteId,
          holdTimeSeconds,
          fourOctetAs,
          families,
          addPathReceive,
          addPathSend,
          extendedNextHop,
          routeRefresh,
          enhancedRouteRefresh,
          extendedMessage,
          confederation,
          anyFirstAs,
          attributes,
          linkLocalNextHop,
          role,
          linkZone,
          restart,
          longLived);
    }
  }

  /// Whether both speakers are of one AS (iBGP).
  public boolean internal() {
    return localAs.equals(remoteAs);
  }

  /// Longest message either side may send, in bytes.
  public int messageBytesMax() {
    return extendedMessage ? EXTENDED_MESSAGE_BYTES_MAX : MESSAGE_BYTES_MAX;
  }
}
