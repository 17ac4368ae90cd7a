package io.munia.lab.families;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.GobgpPeer;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// BIRD and GoBGP with muniad between them.
@Tag("interop")
@Tag("bird")
@Tag("gobgp")
class BirdFamiliesTest {
  private static final String VPNV4 =
      "-a vpnv4 10.8.0.0/16 label 17 rd 64512:100 rt 64512:100 nexthop 10.0.0.2";
  private static final String FLOW =
      "-a ipv4-flowspec match destination 10.8.0.0/16 protocol tcp then discard";

  @Test
  void what_one_announces_the_other_has_unchanged_and_loses_again() {
    Segment segment = Segment.lay("families-bird");
    Muniad muniad = segment.muniad(Clients.of("ipv4-vpn, ipv4-flowspec, ipv6-flowspec", 2, 3));
    GobgpPeer gobgp =
        GobgpPeer.client(
            segment.host(2), 2, "l3vpn-ipv4-unicast", "ipv4-flowspec", "ipv6-flowspec");
    Bird bird =
        Bird.start(
            segment.host(3),
            """
            log stderr all;
            router id 10.0.0.3;
            flow4 table flow4tab;
            flow6 table flow6tab;
            vpn4 table vpn4tab;
            protocol device { }
            protocol static flows4 {
              flow4;
              route flow4 { dst 10.7.0.0/16; proto = 6; dport = 80; };
            }
            protocol static flows6 {
              flow6;
              route flow6 { dst fd07::/48; next header = 17; };
            }
            protocol bgp munia {
              local 10.0.0.3 as 64512;
              neighbor 10.0.0.1 as 64512;
              direct;
              connect delay time 1;
              connect retry time 1;
              flow4 { import all; export all; };
              flow6 { import all; export all; };
              vpn4 mpls { import all; export none; };
            }
            """);
    Until.holds(
        "both are Established",
        Cable.LIMIT,
        () -> muniad.established("client2") && muniad.established("client3"));
    gobgp.rib("add", VPNV4);
    gobgp.rib("add", FLOW);

    Until.holds(
        "GoBGP has BIRD's flows",
        Cable.LIMIT,
        () ->
            gobgp.table("ipv4-flowspec").contains("[destination: 10.7.0.0/16][protocol: ==tcp]")
                && gobgp.table("ipv6-flowspec").contains("[destination: fd07::/48/0]"));
    Until.holds("BIRD has the flow", Cable.LIMIT, () -> shown(bird, "flow4tab").contains("10.8.0"));
    Until.holds(
        "BIRD has the VPN route with label and next hop",
        Cable.LIMIT,
        () ->
            shown(bird, "vpn4tab").contains("64512:100 10.8.0.0/16")
                && shown(bird, "vpn4tab").contains("BGP.mpls_label_stack: 17"));
    assertThat(shown(bird, "vpn4tab"))
        .contains("BGP.next_hop: 10.0.0.2")
        .contains("BGP.originator_id: 10.0.0.2");

    gobgp.rib("del", VPNV4);
    gobgp.rib("del", FLOW);
    bird.ask("disable flows4");
    Until.holds(
        "what is withdrawn is gone on the other side",
        Cable.LIMIT,
        () ->
            !shown(bird, "vpn4tab").contains("10.8.0.0/16")
                && !shown(bird, "flow4tab").contains("10.8.0")
                && !gobgp.table("ipv4-flowspec").contains("10.7.0.0/16"));
    assertThat(gobgp.table("ipv6-flowspec")).contains("[destination: fd07::/48/0]");
  }

  private static String shown(Bird bird, String table) {
    return String.join("\n", bird.ask("show route table " + table + " all protocol munia"));
  }
}
