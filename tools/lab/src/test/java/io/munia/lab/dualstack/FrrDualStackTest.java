package io.munia.lab.dualstack;

import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;

@Tag("interop")
@Tag("frr")
class FrrDualStackTest extends DualStack {
  FrrDualStackTest() {
    super("frr", FrrPeer::start);
  }
}
