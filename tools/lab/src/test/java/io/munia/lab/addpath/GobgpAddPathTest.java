package io.munia.lab.addpath;

import io.munia.lab.peer.GobgpPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("gobgp")
@Tag("bird")
class GobgpAddPathTest {
  private static final String ADD_PATHS =
      """
      [neighbors.afi-safis.add-paths.config]
        receive = true
        send-max = 8
      """;

  @Test
  void gobgp_is_sent_several_paths_and_sends_several() {
    BothWays lab = BothWays.lay("gobgpadd");
    GobgpPeer gobgp =
        GobgpPeer.start(
            lab.host(),
            GobgpPeer.configuration(12, 64512, "", ADD_PATHS, "ipv4-unicast")
                + """
                [[neighbors]]
                  [neighbors.config]
                    neighbor-address = "10.0.0.13"
                    peer-as = 65013
                """);
    gobgp.rib("add", "-a ipv4 " + BothWays.PREFIX + " nexthop 10.0.0.12");
    lab.pass(
        () ->
            gobgp
                .ask("neighbor 10.0.0.1 adj-in -a ipv4")
                .lines()
                .filter(line -> line.contains(BothWays.PREFIX))
                .count(),
        () -> gobgp.rib("del", "-a ipv4 " + BothWays.PREFIX));
  }
}
