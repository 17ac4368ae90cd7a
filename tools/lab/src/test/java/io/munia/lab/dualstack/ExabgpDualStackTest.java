package io.munia.lab.dualstack;

import io.munia.lab.peer.ExabgpPeer;
import org.junit.jupiter.api.Tag;

@Tag("interop")
@Tag("exabgp")
class ExabgpDualStackTest extends DualStack {
  ExabgpDualStackTest() {
    super("exabgp", ExabgpPeer::start);
  }
}
