package io.munia.lab.addpath;

import io.munia.lab.peer.OpenbgpdPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("openbgpd")
@Tag("bird")
class OpenbgpdAddPathTest {

  @Test
  void openbgpd_is_sent_several_paths_and_sends_several() {
    BothWays lab = BothWays.lay("openbgpdadd");
    OpenbgpdPeer openbgpd =
        OpenbgpdPeer.start(
            lab.host(),
            12,
            64512,
            """
            network 10.1.0.0/16
            neighbor 10.0.0.13 { remote-as 65013 }
            """,
            """
            announce add-path recv yes
            announce add-path send all
            """);
    lab.pass(
        () ->
            openbgpd
                .bgpctl("show", "rib", "in", "neighbor", "10.0.0.1")
                .lines()
                .filter(line -> line.contains(BothWays.PREFIX))
                .count(),
        () -> openbgpd.bgpctl("network", "delete", BothWays.PREFIX));
  }
}
