package io.munia.lab.shutdowntext;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 9003 §2](https://www.rfc-editor.org/rfc/rfc9003#section-2)
@Tag("interop")
@Tag("frr")
class FrrShutdownTextTest {

  @Test
  void each_side_says_why() {
    Cable cable = Cable.plug("textf");
    FrrPeer frr = FrrPeer.start(cable);
    Muniad muniad = cable.muniad();
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("peer"));

    muniad.munia("reset", "peer", "--reason", "moving to rack 7");
    Until.holds(
        "FRR has our text",
        Cable.LIMIT,
        () ->
            frr.output().contains("moving to rack 7")
                || frr.vtysh("show bgp neighbors 10.0.0.1").contains("moving to rack 7"));
    Until.holds("it is back", Cable.LIMIT, () -> muniad.established("peer"));

    frr.vtysh(
        "configure terminal",
        "router bgp 64512",
        "neighbor 10.0.0.1 shutdown message fans are loud");
    Until.holds(
        "we have FRR's text",
        Cable.LIMIT,
        () -> muniad.munia("peers", "peer").replaceAll("\\s+", " ").contains("\"fans are loud\""));
  }
}
