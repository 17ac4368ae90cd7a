package io.munia.lab.dualstack;

import io.munia.lab.peer.OpenbgpdPeer;
import org.junit.jupiter.api.Tag;

@Tag("interop")
@Tag("openbgpd")
class OpenbgpdDualStackTest extends DualStack {
  OpenbgpdDualStackTest() {
    super("openbgpd", OpenbgpdPeer::start);
  }
}
