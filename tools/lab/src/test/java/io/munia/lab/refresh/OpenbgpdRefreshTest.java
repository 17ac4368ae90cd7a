package io.munia.lab.refresh;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.OpenbgpdPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// OpenBGPD asks, and is told what we tell again by markers around it. It does not answer itself:
/// Debian's 7.7 takes no request, whoever sends it, for one of a family that was agreed on.
///
/// [RFC 7313](https://www.rfc-editor.org/rfc/rfc7313)
@Tag("interop")
@Tag("openbgpd")
class OpenbgpdRefreshTest {

  @Test
  void openbgpd_is_told_again_between_markers() {
    Cable cable = Cable.plug("refresh-openbgpd");
    Muniad muniad = cable.muniad();
    OpenbgpdPeer openbgpd = OpenbgpdPeer.start(cable, "announce enhanced refresh yes");
    Refresh.crossed(muniad, openbgpd);
    Refresh.asked(
        muniad,
        openbgpd,
        () -> openbgpd.bgpctl("neighbor", "10.0.0.1", "refresh"),
        () -> neighbour(openbgpd));
    Until.holds(
        "the markers of both families",
        Cable.LIMIT,
        () ->
            neighbour(openbgpd).matches("(?s).*Begin-of-RR +0 +2\\s.*")
                && neighbour(openbgpd).matches("(?s).*End-of-RR +0 +2\\s.*"));
  }

  private static String neighbour(OpenbgpdPeer openbgpd) {
    return openbgpd.bgpctl("show", "neighbor", "10.0.0.1");
  }
}
