package io.munia.lab.families;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two GoBGP with muniad between them.
@Tag("interop")
@Tag("gobgp")
class GobgpFamiliesTest {
  private static final String VPN = " rd 64512:100 rt 64512:100";
  private static final String ESI = "esi ARBITRARY 11:22:33:44:55:66:77:88:99";

  /// A route as it is given to one GoBGP, and as both show it.
  private static final Map<String, String> ROUTES = routes();

  private static Map<String, String> routes() {
    Map<String, String> routes = new LinkedHashMap<>();
    routes.put(
        "-a evpn a-d etag 5 label 100" + VPN + " " + ESI,
        "[type:A-D][rd:64512:100][esi:ESI_ARBITRARY | 11:22:33:44:55:66:77:88:99][etag:5]");
    routes.put(
        "-a evpn macadv 02:00:00:00:00:01 10.8.0.1 etag 5 label 101" + VPN + " encap vxlan",
        "[type:macadv][rd:64512:100][etag:5][mac:02:00:00:00:00:01][ip:10.8.0.1]");
    routes.put(
        "-a evpn multicast 10.8.0.2 etag 5" + VPN,
        "[type:multicast][rd:64512:100][etag:5][ip:10.8.0.2]");
    routes.put(
        "-a evpn esi 10.8.0.4 " + ESI + VPN,
        "[type:esi][rd:64512:100][esi:ESI_ARBITRARY | 11:22:33:44:55:66:77:88:99][ip:10.8.0.4]");
    routes.put(
        "-a evpn prefix 10.8.0.0/24 gw 10.8.0.3 etag 5 label 102" + VPN,
        "[type:Prefix][rd:64512:100][etag:5][prefix:10.8.0.0/24]");
    routes.put(
        "-a vpnv4 10.8.0.0/16 label 17" + VPN + " nexthop 10.0.0.2", "64512:100:10.8.0.0/16 [17]");
    routes.put(
        "-a vpnv6 fd08::/48 label 18" + VPN + " nexthop fd00::2", "64512:100:fd08::/48  [18]");
    routes.put("-a ipv4-mpls 10.8.0.0/16 19 nexthop 10.0.0.2", "10.8.0.0/16          [19]");
    routes.put("-a ipv6-mpls fd08::/48 20 nexthop fd00::2", "fd08::/48            [20]");
    routes.put(
        "-a ipv4-flowspec match destination 10.8.0.0/16 protocol tcp destination-port ==80 then"
            + " discard",
        "[destination: 10.8.0.0/16][protocol: ==tcp][destination-port: ==80]");
    routes.put(
        "-a ipv6-flowspec match destination fd08::/48 0 protocol tcp then rate-limit 100",
        "[destination: fd08::/48/0][protocol: ==tcp]");
    return routes;
  }

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
    GobgpSpeaker one = GobgpSpeaker.start(segment.host(2), 2, families);
    GobgpSpeaker other = GobgpSpeaker.start(segment.host(3), 3, families);
    Until.holds(
        "both are Established",
        Cable.LIMIT,
        () -> muniad.established("client2") && muniad.established("client3"));

    ROUTES.keySet().forEach(route -> one.rib("add", route));
    ROUTES.forEach((route, shown) ->
        Until.holds(
            "the other has " + route,
            Cable.LIMIT,
            () -> other.table(family(route)).contains(shown)));
    ROUTES.keySet().stream()
        .map(GobgpFamiliesTest::family)
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

    ROUTES.keySet().forEach(route -> one.rib("del", route));
    ROUTES.forEach((route, shown) ->
        Until.holds(
            "the other has no longer " + route,
            Cable.LIMIT,
            () -> !other.table(family(route)).contains(shown)));
    assertThat(muniad.established("client2") && muniad.established("client3")).isTrue();
  }

  /// GoBGP sends VPN routes to whoever has said that it wants their target. Both want the same one:
  /// each has to hear that of the other. [RFC 4684
  /// §3.2](https://www.rfc-editor.org/rfc/rfc4684#section-3.2)
  @Test
  void memberships_reach_the_other_client_and_vpn_routes_follow_them() {
    Segment segment = Segment.lay("families-rtc");
    Muniad muniad = segment.muniad(Clients.of("ipv4-vpn, rt-constrain", 2, 3));
    GobgpSpeaker one = GobgpSpeaker.start(segment.host(2), 2, "l3vpn-ipv4-unicast", "rtc");
    GobgpSpeaker other = GobgpSpeaker.start(segment.host(3), 3, "l3vpn-ipv4-unicast", "rtc");
    Until.holds(
        "both are Established",
        Cable.LIMIT,
        () -> muniad.established("client2") && muniad.established("client3"));
    one.run("gobgp vrf add red rd 64512:100 rt both 64512:100".split(" "));
    other.run("gobgp vrf add red rd 64512:200 rt both 64512:100".split(" "));
    Until.holds(
        "each has heard of the other's membership",
        Cable.LIMIT,
        () -> one.table("rtc").contains(" 10.0.0.3 ") && other.table("rtc").contains(" 10.0.0.2 "));

    one.run("gobgp vrf red rib add 10.8.0.0/16 nexthop 10.0.0.2".split(" "));
    Until.holds(
        "the VPN route has come through",
        Cable.LIMIT,
        () -> other.table("vpnv4").contains("64512:100:10.8.0.0/16"));
    assertThat(muniad.munia("routes", "--family", "rt-constrain"))
        .contains("64512:target:64512:100/96");
  }

  private static String family(String route) {
    return route.split(" ", -1)[1];
  }

  /// Attributes and what goes with them, without what a reflector adds.
  private static String belongings(GobgpSpeaker speaker, String family) {
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
