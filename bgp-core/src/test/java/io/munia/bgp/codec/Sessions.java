package io.munia.bgp.codec;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.Set;

/// Negotiated forms that tests read with: our AS is 65000, an external neighbour is of AS 65001.
final class Sessions {
  static final Set<AddressFamily> BOTH =
      Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);

  static final Negotiated EXTERNAL = session(65001, true, BOTH, Set.of(), Set.of(), false);
  static final Negotiated INTERNAL = session(65000, true, BOTH, Set.of(), Set.of(), false);
  static final Negotiated CONFEDERATION = EXTERNAL.inConfederation();
  static final Negotiated EXTERNAL_2_OCTETS =
      session(65001, false, BOTH, Set.of(), Set.of(), false);
  static final Negotiated INTERNAL_2_OCTETS =
      session(65000, false, BOTH, Set.of(), Set.of(), false);
  static final Negotiated V4_ONLY =
      session(65001, true, Set.of(AddressFamily.IPV4_UNICAST), Set.of(), Set.of(), false);
  static final Negotiated V6_ONLY =
      session(65001, true, Set.of(AddressFamily.IPV6_UNICAST), Set.of(), Set.of(), false);
  static final Negotiated ADD_PATH = session(65000, true, BOTH, BOTH, Set.of(), false);
  static final Negotiated EXTENDED_NEXT_HOP =
      session(65001, true, BOTH, Set.of(), Set.of(AddressFamily.IPV4_UNICAST), false);
  static final Negotiated EXTENDED_MESSAGE = session(65000, true, BOTH, Set.of(), Set.of(), true);

  private Sessions() {}

  static Negotiated session(
      int remoteAs,
      boolean fourOctetAs,
      Set<AddressFamily> families,
      Set<AddressFamily> addPath,
      Set<AddressFamily> extendedNextHop,
      boolean extendedMessage) {
    return Negotiated.between(
            new Asn(65000),
            new Asn(remoteAs),
            RouterId.parse("10.0.0.1"),
            RouterId.parse("10.0.0.2"))
        .fourOctetAs(fourOctetAs)
        .families(families)
        .addPathReceive(addPath)
        .addPathSend(addPath)
        .extendedNextHop(extendedNextHop)
        .routeRefresh(true)
        .enhancedRouteRefresh(true)
        .extendedMessage(extendedMessage)
        .build();
  }
}
