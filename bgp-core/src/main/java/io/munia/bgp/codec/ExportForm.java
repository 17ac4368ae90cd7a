package io.munia.bgp.codec;

import io.munia.net.Asn;
import io.munia.net.RouterId;

/// How a session wants its path attributes: what is the same for every route that is sent on it.
/// Sessions with equal forms (and equal policy and families) share an update group.
///
/// @param external eBGP: our AS is prepended, LOCAL_PREF, ORIGINATOR_ID and CLUSTER_LIST are left
///   out; a MED that was learned is left out as well ([RFC 4271
///   §5.1.4](https://www.rfc-editor.org/rfc/rfc4271#section-5.1.4))
/// @param localAs what is prepended
/// @param clusterId what is prepended to CLUSTER_LIST where a route is reflected ([RFC 4456
///   §8](https://www.rfc-editor.org/rfc/rfc4456#section-8))
/// @param fourOctetAs whether AS numbers are sent with 4 octets; otherwise AS_TRANS and AS4_PATH
///   stand in
/// @param messageBytesMax longest message
/// @param confederation to another member AS of our confederation: our AS is prepended as a segment
///   of the confederation, ORIGINATOR_ID and CLUSTER_LIST are left out, all else stays ([RFC
///   5065](https://www.rfc-editor.org/rfc/rfc5065))
/// @param rules what the session does beside
/// @param nextHops how IPv6 next hops are written
public record ExportForm(
    boolean external,
    Asn localAs,
    RouterId clusterId,
    boolean fourOctetAs,
    int messageBytesMax,
    boolean confederation,
    ExportRules rules,
    NextHopForm nextHops) {

  public ExportForm {
    if (external && confederation) {
      throw new IllegalArgumentException("a member of our confederation is not outside of it");
    }
  }

  /// With no other rules than the usual ones.
  public ExportForm(
      boolean external,
      Asn localAs,
      RouterId clusterId,
      boolean fourOctetAs,
      int messageBytesMax,
      boolean confederation) {
    this(
        external,
        localAs,
        clusterId,
        fourOctetAs,
        messageBytesMax,
        confederation,
        ExportRules.usual(external),
        NextHopForm.USUAL);
  }

  /// Where no confederation is between the two.
  public ExportForm(
      boolean external, Asn localAs, RouterId clusterId, boolean fourOctetAs, int messageBytesMax) {
    this(external, localAs, clusterId, fourOctetAs, messageBytesMax, /* confederation= */ false);
  }

  /// The same with other next hops.
  public ExportForm with(NextHopForm other) {
    return new ExportForm(
        external, localAs, clusterId, fourOctetAs, messageBytesMax, confederation, rules, other);
  }

  /// iBGP.
  boolean internal() {
    return !external && !confederation;
  }
}
