package io.munia.lab.gtsm;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.External;
import io.munia.lab.peer.GobgpPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 5082 §3](https://www.rfc-editor.org/rfc/rfc5082#section-3)
@Tag("interop")
@Tag("gobgp")
class GobgpGtsmTest {
  private static final String SECURITY =
      """
      [neighbors.ttl-security.config]
        enabled = true
        ttl-min = 255
      """;

  @Test
  void a_neighbour_that_is_near_lets_us_connect() {
    Cable cable = Cable.plug("gtsmg");
    Muniad muniad = External.muniad(cable, "ttl-security = 1");
    GobgpPeer gobgp =
        GobgpPeer.start(
            cable.theirs(), GobgpPeer.configuration(2, 65001, SECURITY, "", "ipv4-unicast"));
    Until.holds(
        "both have a session",
        Cable.LIMIT,
        () -> muniad.established("peer") && gobgp.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4));
  }
}
