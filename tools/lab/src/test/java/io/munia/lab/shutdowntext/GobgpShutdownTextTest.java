package io.munia.lab.shutdowntext;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.GobgpPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 9003 §2](https://www.rfc-editor.org/rfc/rfc9003#section-2)
@Tag("interop")
@Tag("gobgp")
class GobgpShutdownTextTest {

  @Test
  void each_side_says_why() {
    Cable cable = Cable.plug("textg");
    GobgpPeer gobgp = GobgpPeer.start(cable);
    Muniad muniad = cable.muniad();
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("peer"));

    muniad.munia("reset", "peer", "--reason", "moving to rack 7");
    Until.holds(
        "GoBGP has our text", Cable.LIMIT, () -> gobgp.output().contains("moving to rack 7"));
    Until.holds("it is back", Cable.LIMIT, () -> muniad.established("peer"));

    gobgp.ask("neighbor 10.0.0.1 shutdown --reason fans");
    Until.holds(
        "we have GoBGP's text",
        Cable.LIMIT,
        () -> muniad.munia("peers", "peer").replaceAll("\\s+", " ").contains("\"fans\""));
  }
}
