package io.munia.lab.dualstack;

import io.munia.lab.peer.GobgpPeer;
import org.junit.jupiter.api.Tag;

@Tag("interop")
@Tag("gobgp")
class GobgpDualStackTest extends DualStack {
  GobgpDualStackTest() {
    super("gobgp", GobgpPeer::start);
  }
}
