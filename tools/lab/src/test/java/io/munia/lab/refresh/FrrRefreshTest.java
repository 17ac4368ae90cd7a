package io.munia.lab.refresh;

import io.munia.lab.Muniad;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("frr")
class FrrRefreshTest {

  @Test
  void frr_tells_again_and_is_told_again() {
    Cable cable = Cable.plug("refresh");
    Muniad muniad = cable.muniad();
    Refresh.bothWays(muniad, FrrPeer.start(cable));
  }
}
