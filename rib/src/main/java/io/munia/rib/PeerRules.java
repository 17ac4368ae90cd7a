package io.munia.rib;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.ExportRules;
import io.munia.bgp.codec.ExportRules.PrivateAs;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a neighbour's relation to us does to its routes and to ours, whatever policies say (ADR
/// 0036). Rules about AS numbers hold towards neighbours in other ASes.
///
/// @param ownAs our AS where the session has another one; else null
/// @param prependsIn whether the AS of the session is put in front of what the neighbour tells, as
///   if it were a speaker of its own between us
/// @param prependsOut whether our AS stands behind that of the session in what it is told
/// @param allowAsIn how often our AS may stand in a path that it tells
/// @param asOverride see [ExportRules]
/// @param privateAs see [ExportRules]
/// @param gracefulShutdown whether its routes with GRACEFUL_SHUTDOWN are the last resort ([RFC
///   8326](https://www.rfc-editor.org/rfc/rfc8326))
/// @param blackhole whether packets to its routes with BLACKHOLE are dropped ([RFC
///   7999](https://www.rfc-editor.org/rfc/rfc7999))
public record PeerRules(
    @Nullable Asn ownAs,
    boolean prependsIn,
    boolean prependsOut,
    int allowAsIn,
    boolean asOverride,
    PrivateAs privateAs,
    boolean gracefulShutdown,
    boolean blackhole) {
  /// Most times that our AS may be let stand in a path.
  public static final int ALLOW_AS_IN_MAX = 10;

  /// What holds unless something else is said.
  public static final PeerRules USUAL =
      new PeerRules(null, false, false, 0, false, PrivateAs.KEEP, true, false);

  /// What the session does to paths of this family on their way out.
  ExportRules export(Negotiated negotiated, boolean external, AddressFamily family) {
    boolean inside = !external;
    if (inside) {
      return new ExportRules(
          null,
          null,
          false,
          PrivateAs.KEEP,
          Optional.empty(),
          negotiated.attributes().aigp(true),
          /* prefixSid= */ true);
    }
    return new ExportRules(
        prependsOut ? ownAs : null,
        negotiated.remoteAs(),
        asOverride,
        privateAs,
        hasRoles(family) ? negotiated.role() : Optional.empty(),
        negotiated.attributes().aigp(false),
        negotiated.attributes().prefixSid(false));
  }

  /// Roles are about unicast routes alone ([RFC 9234
  /// §5](https://www.rfc-editor.org/rfc/rfc9234#section-5)).
  static boolean hasRoles(AddressFamily family) {
    return family.safi() == 1;
  }
}
