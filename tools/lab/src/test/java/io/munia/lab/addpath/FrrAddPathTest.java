package io.munia.lab.addpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import io.munia.lab.peer.Segment;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("frr")
@Tag("bird")
class FrrAddPathTest {
  private static final String PREFIX = "10.1.0.0/16";
  private static final String STATIC =
      "protocol static one { ipv4; route 10.1.0.0/16 blackhole; }\n";
  private static final String EXPORT = "export where source = RTS_STATIC;";

  @Test
  void frr_is_sent_several_paths_and_sends_several() {
    Segment segment = Segment.lay("frradd");
    Muniad muniad =
        segment.muniad(
            """
            groups { clients { remote-as = internal, route-reflector-client = true, passive = true } }
            peers {
              c11 { group = clients, address = 10.0.0.11 }
              c14 { group = clients, address = 10.0.0.14 }
              frr { group = clients, address = 10.0.0.12, add-path = both }
            }
            """);
    segment.bird(11, 64512, "", EXPORT, STATIC);
    segment.bird(14, 64512, "", EXPORT, STATIC);
    FrrPeer frr =
        FrrPeer.start(
            segment.host(12),
            """
            log stdout
            router bgp 64512
             bgp router-id 10.0.0.12
             no bgp network import-check
             no bgp ebgp-requires-policy
             neighbor 10.0.0.1 remote-as 64512
             neighbor 10.0.0.1 timers 3 9
             neighbor 10.0.0.1 timers connect 1
             neighbor 10.0.0.1 advertisement-interval 0
             neighbor 10.0.0.13 remote-as 65013
             neighbor 10.0.0.13 timers connect 1
             address-family ipv4 unicast
              network 10.1.0.0/16
              neighbor 10.0.0.1 addpath-tx-all-paths
             exit-address-family
            """);
    segment.bird(
        13,
        65013,
        "",
        "export none;",
        STATIC
            + """
            protocol bgp frr {
              local 10.0.0.13 as 65013;
              neighbor 10.0.0.12 as 64512;
              direct;
              connect delay time 1;
              connect retry time 1;
              error wait time 1, 2;
              ipv4 { import none; export where source = RTS_STATIC; };
            }
            """);

    Until.holds("FRR has both reflected paths", Cable.LIMIT, () -> heard(frr) == 2);
    Until.holds("both paths of FRR are there", Cable.LIMIT, () -> paths(muniad) == 2);
    assertThat(muniad.munia("routes", PREFIX, "--in", "frr"))
        .contains("via 10.0.0.12")
        .contains("via 10.0.0.13");
    frr.vtysh(
        "configure terminal",
        "router bgp 64512",
        "address-family ipv4 unicast",
        "no network 10.1.0.0/16");
    Until.holds("one of them is withdrawn by its id", Cable.LIMIT, () -> paths(muniad) == 1);
    assertThat(muniad.munia("routes", PREFIX, "--in", "frr")).contains("via 10.0.0.13");
  }

  private static long heard(FrrPeer frr) {
    return frr.vtysh("show bgp ipv4 unicast " + PREFIX)
        .lines()
        .filter(line -> line.contains("from 10.0.0.1 "))
        .count();
  }

  private static int paths(Muniad muniad) {
    return muniad.ask("routes", Map.of("prefix", PREFIX, "in", "frr")).list("routes").stream()
        .mapToInt(route -> ((io.munia.peering.control.Json.Obj) route).list("paths").size())
        .sum();
  }
}
