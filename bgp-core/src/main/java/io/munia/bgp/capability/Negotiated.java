package io.munia.bgp.capability;

import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
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
    boolean anyFirstAs) {

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

  /// With a neighbour that is of no other member of our confederation, and whose AS stands first in
  /// each AS_PATH.
  public Negotiated(
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
      boolean extendedMessage) {
    this(
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
        /* confederation= */ false,
        /* anyFirstAs= */ false);
  }

  /// The same between different members of one confederation.
  public Negotiated inConfederation() {
    return with(/* confederation= */ true, anyFirstAs);
  }

  /// The same with another [#anyFirstAs].
  public Negotiated withAnyFirstAs(boolean any) {
    return with(confederation, any);
  }

  private Negotiated with(boolean confederation, boolean anyFirstAs) {
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
        anyFirstAs);
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
