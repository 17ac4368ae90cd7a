package io.munia.lab.families;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import io.munia.lab.peer.GobgpPeer;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// FRR and GoBGP with muniad between them.
@Tag("interop")
@Tag("frr")
@Tag("gobgp")
class FrrFamiliesTest {
  private static final String VPN = " rd 64512:100 rt 64512:100";
  private static final String LABELED = "-a ipv4-mpls 10.8.0.0/16 19 nexthop 10.0.0.2";
  private static final String VPNV4 = "-a vpnv4 10.8.0.0/16 label 17" + VPN + " nexthop 10.0.0.2";
  private static final String MAC =
      "-a evpn macadv 02:00:00:00:00:01 10.8.0.1 etag 5 label 101" + VPN + " encap vxlan";
  private static final String FLOW =
      "-a ipv4-flowspec match destination 10.8.0.0/16 protocol tcp then discard";

  @Test
  void what_one_announces_the_other_has_unchanged_and_loses_again() {
    Segment segment = Segment.lay("families-frr");
    Muniad muniad =
        segment.muniad(
            Clients.of("ipv4-vpn, ipv4-labeled-unicast, l2vpn-evpn, ipv4-flowspec", 2, 3));
    GobgpPeer gobgp =
        GobgpPeer.client(
            segment.host(2),
            2,
            "l2vpn-evpn",
            "l3vpn-ipv4-unicast",
            "ipv4-labelled-unicast",
            "ipv4-flowspec");
    FrrPeer frr =
        FrrPeer.start(
            segment.host(3),
            """
            log stdout
            router bgp 64512
             bgp router-id 10.0.0.3
             no bgp default ipv4-unicast
             neighbor 10.0.0.1 remote-as 64512
             neighbor 10.0.0.1 timers 3 9
             neighbor 10.0.0.1 timers connect 1
             address-family ipv4 vpn
              network 10.9.0.0/16 rd 64512:200 label 33
              neighbor 10.0.0.1 activate
             exit-address-family
             address-family ipv4 labeled-unicast
              neighbor 10.0.0.1 activate
             exit-address-family
             address-family l2vpn evpn
              neighbor 10.0.0.1 activate
             exit-address-family
             address-family ipv4 flowspec
              neighbor 10.0.0.1 activate
             exit-address-family
            """);
    Until.holds(
        "both are Established",
        Cable.LIMIT,
        () -> muniad.established("client2") && muniad.established("client3"));
    for (String route : new String[] {LABELED, VPNV4, MAC, FLOW}) {
      gobgp.rib("add", route);
    }

    Until.holds(
        "GoBGP has FRR's VPN route with label and next hop",
        Cable.LIMIT,
        () ->
            gobgp
                .table("vpnv4")
                .lines()
                .anyMatch(line ->
                    line.contains("64512:200:10.9.0.0/16 [33]") && line.contains(" 10.0.0.3 ")));
    Until.holds(
        "FRR has the VPN route",
        Cable.LIMIT,
        () -> frr.vtysh("show bgp ipv4 vpn 10.8.0.0/16").contains("10.0.0.2 from 10.0.0.1"));
    Until.holds(
        "FRR has the labeled route",
        Cable.LIMIT,
        () ->
            frr.vtysh("show bgp ipv4 labeled-unicast 10.8.0.0/16")
                .contains("10.0.0.2 from 10.0.0.1"));
    assertThat(frr.vtysh("show bgp ipv4 labeled-unicast 10.8.0.0/16"))
        .contains("Remote label: 19")
        .contains("Originator: 10.0.0.2");
    Until.holds(
        "FRR has the EVPN route",
        Cable.LIMIT,
        () ->
            frr.vtysh("show bgp l2vpn evpn")
                .contains("[2]:[5]:[48]:[02:00:00:00:00:01]:[32]:[10.8.0.1]"));
    Until.holds(
        "FRR has the flow specification",
        Cable.LIMIT,
        () -> frr.vtysh("show bgp ipv4 flowspec").contains("10.8.0.0/16"));

    for (String route : new String[] {LABELED, VPNV4, MAC, FLOW}) {
      gobgp.rib("del", route);
    }
    Until.holds(
        "FRR has lost them all",
        Cable.LIMIT,
        () ->
            !frr.vtysh("show bgp ipv4 vpn 10.8.0.0/16").contains("from 10.0.0.1")
                && !frr.vtysh("show bgp ipv4 labeled-unicast 10.8.0.0/16").contains("from 10")
                && !frr.vtysh("show bgp l2vpn evpn").contains("02:00:00:00:00:01")
                && !frr.vtysh("show bgp ipv4 flowspec").contains("10.8.0.0/16"));
    assertThat(muniad.established("client2") && muniad.established("client3")).isTrue();
  }
}
