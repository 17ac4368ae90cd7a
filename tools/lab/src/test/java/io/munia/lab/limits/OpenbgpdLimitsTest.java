package io.munia.lab.limits;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.OpenbgpdPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 4486 §4](https://www.rfc-editor.org/rfc/rfc4486#section-4)
@Tag("interop")
@Tag("openbgpd")
class OpenbgpdLimitsTest {

  @Test
  void openbgpd_is_ended_with_the_limit_and_comes_back() {
    Cable cable = Cable.plug("restart");
    Muniad muniad = cable.muniad(Limits.RESTART);
    OpenbgpdPeer openbgpd = OpenbgpdPeer.start(cable, "passive");
    Limits.restarts(
        muniad,
        () -> openbgpd.bgpctl("network", "add", Limits.SECOND_ROUTE),
        () -> openbgpd.bgpctl("network", "delete", Limits.SECOND_ROUTE),
        () -> openbgpd.output().contains("Cease, received max-prefix exceeded"));
  }

  @Test
  void we_are_ended_with_the_limit_of_openbgpd_and_say_so() {
    Cable cable = Cable.plug("theirs");
    Muniad muniad = cable.muniad();
    OpenbgpdPeer.start(cable, "max-prefix 1");
    Until.holds(
        "what it ended the session with is shown",
        Cable.LIMIT,
        () ->
            muniad
                .munia("peers", "peer")
                .replaceAll("\\s+", " ")
                .contains("Maximum Number of Prefixes Reached"));
  }
}
