package io.munia.lab.refresh;

import io.munia.lab.Muniad;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.GobgpPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// GoBGP does not delimit what it tells again: [RFC 2918
/// §4](https://www.rfc-editor.org/rfc/rfc2918#section-4) alone.
@Tag("interop")
@Tag("gobgp")
class GobgpRefreshTest {

  @Test
  void gobgp_tells_again_and_is_told_again() {
    Cable cable = Cable.plug("refresh-gobgp");
    Muniad muniad = cable.muniad();
    Refresh.bothWays(muniad, GobgpPeer.start(cable));
  }
}
