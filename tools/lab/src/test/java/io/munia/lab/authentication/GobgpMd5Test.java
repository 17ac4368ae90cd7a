package io.munia.lab.authentication;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.GobgpPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 2385 §2](https://www.rfc-editor.org/rfc/rfc2385#section-2)
@Tag("interop")
@Tag("gobgp")
class GobgpMd5Test {
  @Test
  void the_same_key_lets_us_connect() {
    Cable cable = Cable.plug("md5g");
    Muniad muniad = cable.muniad("password = gouldian");
    GobgpPeer gobgp = GobgpPeer.start(cable, "auth-password = \"gouldian\"", "");
    Until.holds(
        "a signed session",
        Cable.LIMIT,
        () -> muniad.established("peer") && gobgp.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4));
  }
}
