package io.munia.lab.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.ExabgpPeer;
import io.munia.lab.peer.Segment;
import io.munia.net.AddressFamily;
import io.munia.peering.control.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// ExaBGP says what no other daemon would; `description.txt` draws it. [RFC
/// 7606](https://www.rfc-editor.org/rfc/rfc7606)
@Tag("interop")
@Tag("exabgp")
class ExabgpMalformedTest {
  /// Type, flags and value of what is wrong, as ExaBGP takes it.
  private static final Map<String, String> WITHDRAWN =
      numbered(
          10,
          "0x01 0x40 0x09", // ORIGIN that does not exist
          "0x01 0x40 0x0000", // too long
          "0x01 0x80 0x00", // with flags of another kind
          "0x02 0x40 0x0205", // AS_PATH that is cut off
          "0x02 0x40 0x070100000001", // with a segment of an unknown type
          "0x02 0x40 0x0200", // with one that is empty
          "0x04 0x80 0x010203", // MULTI_EXIT_DISC
          "0x05 0x40 0x0000", // LOCAL_PREF
          "0x08 0xc0 0x010203", // COMMUNITIES
          "0x09 0x80 0x0a0000", // ORIGINATOR_ID
          "0x0a 0x80 0x0a00000102", // CLUSTER_LIST
          "0x10 0xc0 0x00020000000001", // EXTENDED COMMUNITIES
          "0x16 0xc0 0x0006", // PMSI_TUNNEL
          "0x17 0xc0 0x000800ff", // Tunnel Encapsulation
          "0x19 0xc0 0x0002", // IPv6 extended communities
          "0x20 0xc0 0x0000fc0000000001", // LARGE_COMMUNITY
          "0x23 0xc0 0x00fde9", // ONLY_TO_CUSTOMER
          "0x80 0xc0 0x0000", // ATTR_SET
          "0xc8 0x40 0x01"); // one that is said to be well-known

  private static final Map<String, String> DISCARDED =
      numbered(
          50,
          "0x06 0x40 0x01", // ATOMIC_AGGREGATE
          "0x07 0xc0 0x0102", // AGGREGATOR
          "0x11 0xc0 0x0201", // AS4_PATH, of a speaker that has no need of it
          "0x12 0xc0 0x00", // AS4_AGGREGATOR
          "0x1a 0x80 0x0100", // AIGP
          "0x1d 0x80 0x040200ff", // BGP-LS
          "0x28 0xc0 0x0100ff", // Prefix-SID
          "0x00 0xc0 0x01"); // a type that does not exist

  private static final String GOOD = "10.20.0.0/24";
  private static final String RESETS = "10.20.1.0/24";

  @Test
  void each_fault_costs_what_it_is_worth_and_no_more() {
    Segment segment = Segment.lay("malformed");
    Muniad muniad =
        segment.muniad(
            "peers { exabgp { address = 10.0.0.2, remote-as = internal, connect-retry = 1s } }");
    ExabgpPeer exabgp = ExabgpPeer.start(segment.host(2), 2, 64512, configuration());
    Until.holds(
        "all routes, without a fault yet",
        Cable.LIMIT,
        () -> prefixes(muniad).size() == 1 + WITHDRAWN.size() + DISCARDED.size());

    say(exabgp, WITHDRAWN);
    say(exabgp, DISCARDED);
    Until.holds(
        "each of the first kind costs its route",
        Cable.LIMIT,
        () -> prefixes(muniad).size() == 1 + DISCARDED.size());
    assertThat(prefixes(muniad)).contains(GOOD).containsAll(DISCARDED.keySet());
    Until.holds(
        "each of the second kind costs the attribute",
        Cable.LIMIT,
        () -> count(muniad, "attributes-discarded") == DISCARDED.size());
    assertThat(count(muniad, "treated-as-withdraw")).isEqualTo(WITHDRAWN.size());
    assertThat(muniad.established("exabgp")).isTrue();
    assertThat(muniad.munia("peers", "exabgp")).doesNotContain("NOTIFICATION 3/");
    assertThat(muniad.munia("quarantine", "exabgp")).contains("ATTR_SET");

    // NLRI that cannot be told apart leave no choice: RFC 7606, section 5.3.
    exabgp.say(
        "announce route " + RESETS + " next-hop 10.0.0.2 attribute [ 0x0e 0x80 0x00020110ff ]");
    Until.holds(
        "the session is reset",
        Cable.LIMIT,
        () ->
            exabgp.heard().stream()
                .anyMatch(line ->
                    line.contains("\"notification\"")
                        && line.contains("\"code\": 3")
                        && line.contains("\"subcode\": 9")));
  }

  private static void say(ExabgpPeer exabgp, Map<String, String> faults) {
    faults.forEach((prefix, fault) ->
        exabgp.say("announce route " + prefix + " next-hop 10.0.0.2 attribute [ " + fault + " ]"));
  }

  private static String configuration() {
    StringBuilder routes = new StringBuilder("route " + GOOD + " next-hop 10.0.0.2;\n");
    for (Set<String> prefixes : List.of(WITHDRAWN.keySet(), DISCARDED.keySet())) {
      prefixes.forEach(prefix -> routes.append("route " + prefix + " next-hop 10.0.0.2;\n"));
    }
    return "family { ipv4 unicast; ipv6 unicast; }\nstatic { " + routes + "}\n";
  }

  private static Set<String> prefixes(Muniad muniad) {
    return muniad.prefixes(AddressFamily.IPV4_UNICAST);
  }

  private static long count(Muniad muniad, String what) {
    Json peer = muniad.ask("peers", Map.of("peer", "exabgp")).list("peers").getFirst();
    return ((Json.Obj) peer).number(what);
  }

  private static Map<String, String> numbered(int first, String... faults) {
    Map<String, String> numbered = new LinkedHashMap<>();
    for (String fault : faults) {
      numbered.put("10.20.%d.0/24".formatted(first + numbered.size()), fault);
    }
    return numbered;
  }
}
