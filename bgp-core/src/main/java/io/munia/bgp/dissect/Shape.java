package io.munia.bgp.dissect;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What has to be known of a session to read its messages.
///
/// @param fourOctetAs whether AS_PATH carries 4-octet numbers ([RFC
///   6793](https://www.rfc-editor.org/rfc/rfc6793))
/// @param addPath families whose NLRI carry a path id ([RFC
///   7911](https://www.rfc-editor.org/rfc/rfc7911))
/// @param external whether the sender is of another AS
/// @param extendedMessage whether messages may reach 65,535 bytes ([RFC
///   8654](https://www.rfc-editor.org/rfc/rfc8654))
/// @param families that were agreed on
/// @param extendedNextHop families whose next hop may be IPv6 ([RFC
///   8950](https://www.rfc-editor.org/rfc/rfc8950))
/// @param remoteAs the sender's AS, which an external AS_PATH must begin with; null where any will
///   do
public record Shape(
    boolean fourOctetAs,
    Set<AddressFamily> addPath,
    boolean external,
    boolean extendedMessage,
    Set<AddressFamily> families,
    Set<AddressFamily> extendedNextHop,
    @Nullable Asn remoteAs) {
  /// What most sessions are today: 4-octet numbers, one path, external, 4,096 bytes, every family.
  public static final Shape USUAL =
      new Shape(
          /* fourOctetAs= */ true,
          Set.of(),
          /* external= */ true,
          /* extendedMessage= */ false,
          EnumSet.allOf(AddressFamily.class),
          EnumSet.allOf(AddressFamily.class),
          null);

  /// An AS for documentation, in place of ours and of a neighbour's that is not given.
  private static final Asn OURS = new Asn(64496);

  private static final Asn THEIRS = new Asn(64511);
  private static final RouterId OUR_ID = RouterId.parse("192.0.2.1");
  private static final RouterId THEIR_ID = RouterId.parse("192.0.2.2");

  public Shape {
    addPath = Set.copyOf(addPath);
    families = Set.copyOf(families);
    extendedNextHop = Set.copyOf(extendedNextHop);
  }

  /// What two speakers would have agreed on, the sender being the neighbour.
  public Negotiated negotiated() {
    Asn theirs = remoteAs != null ? remoteAs : external ? THEIRS : OURS;
    Asn ours = external && theirs.equals(OURS) ? THEIRS : external ? OURS : theirs;
    return Negotiated.between(ours, theirs, OUR_ID, THEIR_ID)
        .fourOctetAs(fourOctetAs)
        .families(families)
        .addPathReceive(addPath)
        .addPathSend(addPath)
        .extendedNextHop(extendedNextHop)
        .routeRefresh(true)
        .enhancedRouteRefresh(true)
        .extendedMessage(extendedMessage)
        .anyFirstAs(remoteAs == null)
        .build();
  }
}
