package io.munia.lab.authentication;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.OpenbgpdPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 2385 §2](https://www.rfc-editor.org/rfc/rfc2385#section-2)
@Tag("interop")
@Tag("openbgpd")
class OpenbgpdMd5Test {

  @Test
  void the_same_key_lets_the_neighbour_connect() {
    Cable cable = Cable.plug("md5o");
    OpenbgpdPeer openbgpd = OpenbgpdPeer.start(cable, "tcp md5sig password gouldian");
    Muniad muniad = cable.muniad("password = gouldian", "passive = true");
    Until.holds(
        "a signed session",
        Cable.LIMIT,
        () -> muniad.established("peer") && openbgpd.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4));
  }
}
