package io.munia.lab.refresh;

import io.munia.lab.Muniad;
import io.munia.lab.peer.BirdPeer;
import io.munia.lab.peer.Cable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdRefreshTest {

  @Test
  void bird_tells_again_and_is_told_again() {
    Cable cable = Cable.plug("refresh");
    Muniad muniad = cable.muniad();
    Refresh.bothWays(muniad, BirdPeer.start(cable));
  }
}
