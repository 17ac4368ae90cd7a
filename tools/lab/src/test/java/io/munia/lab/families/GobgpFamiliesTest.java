package io.munia.lab.families;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.GobgpPeer;
import io.munia.lab.peer.GobgpRoutes;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two GoBGP with muniad between them.
@Tag("interop")
@Tag("gobgp")
class GobgpFamiliesTest {
  @Test
  void what_one_announces_the_other_has_unchanged_and_loses_again() {
    Segment segment = Segment.lay("families-gobgp");
    segment.ours().ip("addr add fd00::1/64 nodad dev segment");
    Muniad muniad =
        segment.muniad(
            Clients.of(
                "ipv4-vpn, ipv6-vpn, ipv4-labeled-unicast, ipv6-labeled-unicast, l2vpn-evpn,"
                    + " ipv4-flowspec, ipv6-flowspec",
                2,
                3));
    String[] families = {
      "l2vpn-evpn",
      "l3vpn-ipv4-unicast",
      "l3vpn-ipv6-unicast",
      "ipv4-labelled-unicast",
      "ipv6-labelled-unicast",
      "ipv4-flowspec",
      "ipv6-flowspec"
    };
    GobgpPeer one = GobgpPeer.client(segment.host(2), 2, families);
    GobgpPeer other = GobgpPeer.client(segment.host(3), 3, families);
    Until.holds(
        "both are Established",
        Cable.LIMIT,
        () -> muniad.established("client2") && muniad.established("client3"));

    GobgpRoutes.ALL.keySet().forEach(route -> one.rib("add", route));
    GobgpRoutes.ALL.forEach((route, shown) ->
        Until.holds(
            "the other has " + route,
            Cable.LIMIT,
            () -> other.table(GobgpRoutes.family(route)).contains(shown)));
    GobgpRoutes.ALL.keySet().stream()
        .map(GobgpRoutes::family)
        .distinct()
        .forEach(
            family -> assertThat(belongings(other, family)).isEqualTo(belongings(one, family)));
    assertThat(muniad.munia("routes", "--family", "l2vpn-evpn"))
        .contains("[3]:[64512:100]:[5]:[10.8.0.2]");
    assertThat(muniad.munia("routes", "--family", "ipv4-vpn"))
        .contains("64512:100 10.8.0.0/16 label 17");
    assertThat(muniad.munia("routes", "--family", "ipv4-flowspec"))
        .contains("dst 10.8.0.0/16; proto =6; dport =80");
    assertThat(
            muniad.munia(
                "explain", "64512:100 10.8.0.0/16", "--family", "ipv4-vpn", "--to", "client3"))
        .contains("from client2");

    GobgpRoutes.ALL.keySet().forEach(route -> one.rib("del", route));
    GobgpRoutes.ALL.forEach((route, shown) ->
        Until.holds(
            "the other has no longer " + route,
            Cable.LIMIT,
            () -> !other.table(GobgpRoutes.family(route)).contains(shown)));
    assertThat(muniad.established("client2") && muniad.established("client3")).isTrue();
  }

  /// GoBGP sends VPN routes to whoever has said that it wants their target. Both want the same one:
  /// each has to hear that of the other. [RFC 4684
  /// §3.2](https://www.rfc-editor.org/rfc/rfc4684#section-3.2)
  @Test
  void memberships_reach_the_other_client_and_vpn_routes_follow_them() {
    Segment segment = Segment.lay("families-rtc");
    Muniad muniad = segment.muniad(Clients.of("ipv4-vpn, rt-constrain", 2, 3));
    GobgpPeer one = GobgpPeer.client(segment.host(2), 2, "l3vpn-ipv4-unicast", "rtc");
    GobgpPeer other = GobgpPeer.client(segment.host(3), 3, "l3vpn-ipv4-unicast", "rtc");
    Until.holds(
        "both are Established",
        Cable.LIMIT,
        () -> muniad.established("client2") && muniad.established("client3"));
    one.ask("vrf add red rd 64512:100 rt both 64512:100");
    other.ask("vrf add red rd 64512:200 rt both 64512:100");
    Until.holds(
        "each has heard of the other's membership",
        Cable.LIMIT,
        () -> one.table("rtc").contains(" 10.0.0.3 ") && other.table("rtc").contains(" 10.0.0.2 "));

    one.ask("vrf red rib add 10.8.0.0/16 nexthop 10.0.0.2");
    Until.holds(
        "the VPN route has come through",
        Cable.LIMIT,
        () -> other.table("vpnv4").contains("64512:100:10.8.0.0/16"));
    assertThat(muniad.munia("routes", "--family", "rt-constrain"))
        .contains("64512:target:64512:100/96");
  }

  /// Attributes and what goes with them, without what a reflector adds.
  private static String belongings(GobgpPeer speaker, String family) {
    StringBuilder shown = new StringBuilder();
    speaker
        .table(family)
        .lines()
        .filter(line -> line.startsWith("*>"))
        .sorted()
        .forEach(line ->
            shown
                .append(
                    line.replaceAll("^\\*> | +[0-9:]{8} .*", "")
                        .replaceAll("0\\.0\\.0\\.0|10\\.0\\.0\\.2", "hop"))
                .append(
                    line.replaceAll(".* [0-9:]{8} ", "")
                        .replaceAll("\\{(LocalPref|Originator|ClusterList): [^}]*} ?", ""))
                .append('\n'));
    return shown.toString().replaceAll(" +", " ").replaceAll(" (?=])", "");
  }
}
