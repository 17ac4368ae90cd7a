package io.munia.lab.peer;

import java.util.LinkedHashMap;
import java.util.Map;

/// Routes of many families, as `gobgp` takes and shows them.
public final class GobgpRoutes {
  private static final String VPN = " rd 64512:100 rt 64512:100";
  private static final String ESI = "esi ARBITRARY 11:22:33:44:55:66:77:88:99";

  /// A route as it is given to a GoBGP at 10.0.0.2, and as its table shows it.
  public static final Map<String, String> ALL = all();

  private GobgpRoutes() {}

  private static Map<String, String> all() {
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

  /// The family of one of them.
  public static String family(String route) {
    return route.split(" ", -1)[1];
  }
}
