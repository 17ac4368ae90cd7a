package io.munia.lab.shutdowntext;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.BirdPeer;
import io.munia.lab.peer.Cable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 9003 §2](https://www.rfc-editor.org/rfc/rfc9003#section-2)
@Tag("interop")
@Tag("bird")
class BirdShutdownTextTest {

  @Test
  void each_side_says_why() {
    Cable cable = Cable.plug("textb");
    BirdPeer bird = BirdPeer.start(cable);
    Muniad muniad = cable.muniad();
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("peer"));

    muniad.munia("reset", "peer", "--reason", "moving to rack 7");
    Until.holds("BIRD has our text", Cable.LIMIT, () -> bird.output().contains("moving to rack 7"));
    Until.holds("it is back", Cable.LIMIT, () -> muniad.established("peer"));

    bird.bird().ask("disable munia \"fans are loud\"");
    Until.holds(
        "we have BIRD's text, with the change of state that it led to",
        Cable.LIMIT,
        () ->
            muniad
                .munia("peers", "peer")
                .replaceAll("\\s+", " ")
                .contains("Cease: Administrative Shutdown: \"fans are loud\""));
  }
}
