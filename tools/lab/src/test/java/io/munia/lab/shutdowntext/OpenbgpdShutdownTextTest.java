package io.munia.lab.shutdowntext;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.OpenbgpdPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 9003 §2](https://www.rfc-editor.org/rfc/rfc9003#section-2)
@Tag("interop")
@Tag("openbgpd")
class OpenbgpdShutdownTextTest {

  @Test
  void each_side_says_why() {
    Cable cable = Cable.plug("texto");
    OpenbgpdPeer openbgpd = OpenbgpdPeer.start(cable);
    Muniad muniad = cable.muniad();
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("peer"));

    muniad.munia("reset", "peer", "--reason", "moving to rack 7");
    Until.holds(
        "OpenBGPD has our text", Cable.LIMIT, () -> openbgpd.output().contains("moving to rack 7"));
    Until.holds("it is back", Cable.LIMIT, () -> muniad.established("peer"));

    openbgpd.bgpctl("neighbor", "10.0.0.1", "down", "fans are loud");
    Until.holds(
        "we have OpenBGPD's text",
        Cable.LIMIT,
        () -> muniad.munia("peers", "peer").replaceAll("\\s+", " ").contains("\"fans are loud\""));
  }
}
