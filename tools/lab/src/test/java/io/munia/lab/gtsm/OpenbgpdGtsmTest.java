package io.munia.lab.gtsm;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.External;
import io.munia.lab.peer.OpenbgpdPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 5082 §3](https://www.rfc-editor.org/rfc/rfc5082#section-3)
@Tag("interop")
@Tag("openbgpd")
class OpenbgpdGtsmTest {

  @Test
  void a_neighbour_that_is_near_may_connect() {
    Cable cable = Cable.plug("gtsmo");
    OpenbgpdPeer openbgpd = OpenbgpdPeer.start(cable, 65001, "", "ttl-security yes");
    Muniad muniad = External.muniad(cable, "ttl-security = 1", "passive = true");
    Until.holds(
        "both have a session",
        Cable.LIMIT,
        () -> muniad.established("peer") && openbgpd.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4));
  }
}
