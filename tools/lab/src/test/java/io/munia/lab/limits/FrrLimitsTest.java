package io.munia.lab.limits;

import io.munia.lab.Muniad;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("frr")
class FrrLimitsTest {

  @Test
  void frr_is_ended_with_the_limit_and_comes_back() {
    Cable cable = Cable.plug("restart");
    Muniad muniad = cable.muniad(Limits.RESTART);
    FrrPeer frr = FrrPeer.start(cable);
    Limits.restarts(
        muniad,
        () -> frr.network4(Limits.SECOND_ROUTE),
        () -> frr.noNetwork4(Limits.SECOND_ROUTE),
        () -> frr.output().contains("Cease/Maximum Number of Prefixes Reached"));
  }

  @Test
  void what_frr_announces_beyond_the_limit_is_left_out() {
    Cable cable = Cable.plug("block");
    Muniad muniad = cable.muniad(Limits.BLOCK);
    FrrPeer frr = FrrPeer.start(cable);
    Limits.blocks(muniad, () -> frr.network4(Limits.SECOND_ROUTE));
  }
}
