package io.munia.lab.limits;

import io.munia.lab.Muniad;
import io.munia.lab.peer.BirdPeer;
import io.munia.lab.peer.Cable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdLimitsTest {
  private static final String MORE =
      "protocol static more { disabled; ipv4; route " + Limits.SECOND_ROUTE + " blackhole; }";

  @Test
  void bird_is_ended_with_the_limit_and_comes_back() {
    Cable cable = Cable.plug("restart");
    Muniad muniad = cable.muniad(Limits.RESTART);
    BirdPeer bird = BirdPeer.startWith(cable, MORE);
    Limits.restarts(
        muniad,
        () -> bird.bird().ask("enable more"),
        () -> bird.bird().ask("disable more"),
        () -> bird.output().contains("Received: Maximum number of prefixes reached"));
  }

  @Test
  void what_bird_announces_beyond_the_limit_is_left_out() {
    Cable cable = Cable.plug("block");
    Muniad muniad = cable.muniad(Limits.BLOCK);
    BirdPeer bird = BirdPeer.startWith(cable, MORE);
    Limits.blocks(muniad, () -> bird.bird().ask("enable more"));
  }
}
