package io.munia.lab.decoded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What must have been among all that was sent, as tshark calls it.
final class Kinds {
  /// By name, what one message of that kind says.
  static final Map<String, Pattern> ALL = all();

  private Kinds() {}

  private static Map<String, Pattern> all() {
    Map<String, Pattern> kinds = new LinkedHashMap<>();
    for (String type : List.of("OPEN", "UPDATE", "KEEPALIVE", "NOTIFICATION", "ROUTE-REFRESH")) {
      put(kinds, type, "^" + type + " Message");
    }
    for (String capability :
        List.of(
            "Multiprotocol extensions",
            "Route refresh",
            "Enhanced route refresh",
            "Support for 4-octet AS number",
            "Support for Additional Paths",
            "Extended Next Hop Encoding",
            "BGP-Extended Message",
            "BGP Role",
            "Graceful Restart",
            "Long-Lived Graceful Restart")) {
      put(kinds, capability, "^OPEN.*Capability: " + capability);
    }
    attributes(kinds);
    families(kinds);
    put(kinds, "a path with its id", "^UPDATE.*NLRI path id: [1-9]");
    put(kinds, "a next hop of IPv6 for IPv4", reach("IPv4 (1)", "Unicast (1)"));
    put(kinds, "End-of-RIB of IPv4 unicast", "^UPDATE Message.*Length: 23\n.*Attribute Length: 0");
    put(kinds, "an extended message", "^UPDATE Message\n[^\n]*\n    Length: 4[1-9][0-9][0-9]\n");
    put(kinds, "a refresh asked for", "^ROUTE-REFRESH.*Subtype: Normal");
    put(kinds, "the beginning of a refresh", "^ROUTE-REFRESH.*Subtype: .*beginning");
    put(kinds, "the end of a refresh", "^ROUTE-REFRESH.*Subtype: .*ending");
    put(kinds, "a shutdown text", "^NOTIFICATION.*Administratively Reset.*moving to rack 7");
    put(kinds, "a hard reset", "^NOTIFICATION.*Hard Reset");
    put(kinds, "BFD that comes up", "^BFD.*Session State: Init");
    put(kinds, "BFD", "^BFD.*Session State: Up");
    put(kinds, "BFD that is down", "^BFD.*Control Detection Time Expired.*Session State: Down");
    return kinds;
  }

  private static void attributes(Map<String, Pattern> kinds) {
    for (String attribute :
        List.of(
            "ORIGIN: EGP",
            "AS_PATH: 65001 4200000001",
            "NEXT_HOP: 10.0.0.4",
            "MULTI_EXIT_DISC: 7",
            "LOCAL_PREF: 200",
            "ATOMIC_AGGREGATE",
            "AGGREGATOR: AS: 65001 origin: 10.0.0.9",
            "COMMUNITIES: 64512:1 GRACEFUL_SHUTDOWN",
            "ORIGINATOR_ID: 10.9.9.9",
            "CLUSTER_LIST: 10.0.0.1 10.1.1.1 10.2.2.2",
            "EXTENDED_COMMUNITIES",
            "AIGP: 100",
            "LARGE_COMMUNITY: 64512:1:2",
            "BGP-LS Attribute")) {
      put(kinds, attribute, "^UPDATE.*Path Attribute - " + Pattern.quote(attribute));
    }
    put(kinds, "ONLY_TO_CUSTOMER", "^UPDATE.*Type Code: [^\n]*\\(35\\)");
    put(kinds, "an attribute that nobody knows", "^UPDATE.*Type Code: [^\n]*\\(200\\)");
    put(kinds, "LLGR_STALE", "^UPDATE.*(0xffff0006|LLGR_STALE)");
  }

  private static void families(Map<String, Pattern> kinds) {
    Map<String, String> families = new LinkedHashMap<>();
    for (String afi : List.of("IPv4 (1)", "IPv6 (2)")) {
      for (String safi :
          List.of(
              "Multicast (2)",
              "Labeled Unicast (4)",
              "Labeled VPN Unicast (128)",
              "Flow Spec Filter (133)")) {
        families.put(afi + " " + safi, reach(afi, safi));
      }
    }
    families.put("IPv6 unicast", reach("IPv6 (2)", "Unicast (1)"));
    families.put("EVPN", reach("Layer-2 VPN (25)", "EVPN (70)"));
    families.put("BGP-LS", reach("BGP-LS (16388)", "BGP-LS (71)"));
    families.put("RT-constrain", reach("IPv4 (1)", "Route Target Filter (132)"));
    families.forEach((name, pattern) -> {
      put(kinds, name, pattern);
      put(
          kinds,
          "End-of-RIB of " + name,
          pattern.replace("MP_REACH.*?", "MP_UNREACH.*?") + "\n            Withdrawn Routes\\s*$");
    });
    for (String type :
        List.of(
            "Ethernet AD Route",
            "MAC Advertisement Route",
            "Inclusive Multicast Route",
            "Ethernet Segment Route",
            "IP Prefix route")) {
      put(kinds, type, "^UPDATE.*MP_REACH.*EVPN NLRI: " + type);
    }
  }

  private static String reach(String afi, String safi) {
    return "^UPDATE.*MP_REACH.*?Address family[^\n]*: "
        + Pattern.quote(afi)
        + "\\s+Subsequent[^\n]*: "
        + Pattern.quote(safi);
  }

  private static void put(Map<String, Pattern> kinds, String name, String pattern) {
    kinds.put(name, Pattern.compile(pattern, Pattern.DOTALL));
  }
}
