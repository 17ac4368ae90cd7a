package io.munia.lab.dualstack;

import io.munia.lab.peer.BirdPeer;
import org.junit.jupiter.api.Tag;

@Tag("interop")
@Tag("bird")
class BirdDualStackTest extends DualStack {
  BirdDualStackTest() {
    super("bird", BirdPeer::start);
  }
}
