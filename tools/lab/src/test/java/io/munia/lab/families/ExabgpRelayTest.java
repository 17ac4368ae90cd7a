package io.munia.lab.families;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.ExabgpPeer;
import io.munia.lab.peer.Segment;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two ExaBGP with muniad between them: what nobody else can be made to say, compared by its bytes.
@Tag("interop")
@Tag("exabgp")
class ExabgpRelayTest {
  private static final String LONG = "5a".repeat(300);

  /// Type and flags that ExaBGP is told, and the value.
  private static final String ATTRIBUTES =
      "attribute [ 0xc8 0xc0 0x010203 ] "
          + "attribute [ 0xc9 0x80 0x0405 ] "
          + "attribute [ 0xca 0xe0 0x06 ] "
          + ("attribute [ 0xcb 0xc0 0x" + LONG + " ] ")
          + "attribute [ 0x10 0xc0 0x4321aabbccddeeff80f20123456789ab ] "
          + "attribute [ 0x16 0xc0 0x00060000110a000002 ] "
          + "attribute [ 0x17 0xc0 0x0008000a0408030b000000000064 ] "
          + "attribute [ 0x19 0xc0 0x000220010db800000000000000000000000100aa ] "
          + "attribute [ 0x1a 0x80 0x01000b0000000000000064 ] "
          + "attribute [ 0x20 0xc0 0x0000fc000000000100000002fa56ea010000000300000004 ] "
          + "attribute [ 0x23 0xc0 0x0000fde9 ] "
          + "attribute [ 0x28 0xc0 0x01000700000000000064 ] "
          + "attribute [ 0x80 0xc0 0x0000fde9400101004002004005040000006e ]";

  /// What must come out: unknown transitive ones with the Partial bit, those that muniad knows as
  /// they were, unknown ones of this session alone not at all.
  private static final Map<Integer, String> RELAYED =
      Map.ofEntries(
          Map.entry(0xc8, "e0:010203"),
          Map.entry(0xca, "e0:06"),
          Map.entry(0xcb, "e0:" + LONG),
          Map.entry(0x10, "c0:4321aabbccddeeff80f20123456789ab"),
          Map.entry(0x16, "c0:00060000110a000002"),
          Map.entry(0x17, "c0:0008000a0408030b000000000064"),
          Map.entry(0x19, "c0:000220010db800000000000000000000000100aa"),
          Map.entry(0x1a, "80:01000b0000000000000064"),
          Map.entry(0x20, "c0:0000fc000000000100000002fa56ea010000000300000004"),
          Map.entry(0x23, "c0:0000fde9"),
          Map.entry(0x28, "c0:01000700000000000064"),
          Map.entry(0x80, "c0:0000fde9400101004002004005040000006e"));

  private static final String FAMILIES =
      """
      capability { route-refresh enable; extended-message enable; nexthop enable;
        graceful-restart 60; operational enable; }
      family { ipv4 unicast; ipv4 mpls-vpn; ipv4 flow; ipv6 flow; bgp-ls bgp-ls; }
      """;

  private static final String FLOW =
      """
      flow {
        route { match { destination 10.8.0.0/16; source-port >1024&<2048; tcp-flags [ syn ack ];
                packet-length [ >200&<300 >400&<500 ]; fragment [ first-fragment ]; dscp [ 10 ]; }
          then { rate-limit 9600; } }
      }
      """;

  /// NLRI in hex, of RFC 4364 and RFC 8955.
  private static final String VPN = "68" + "000111" + "0000fc0000000001" + "0a08";

  private static final String RULES =
      "22"
          + "01100a08"
          + "06120400d40800"
          + "0900028010"
          + "0a02c854012c120190d401f4"
          + "0b810a"
          + "0c8004";

  @Test
  void attributes_and_nlri_arrive_at_the_other_client_byte_by_byte() {
    Segment segment = Segment.lay("relay");
    Muniad muniad =
        segment.muniad(
            Clients.of("ipv4-unicast, ipv4-vpn, ipv4-flowspec, ipv6-flowspec, link-state", 2, 3));
    ExabgpPeer other = ExabgpPeer.start(segment.host(3), 3, 64512, FAMILIES);
    ExabgpPeer.start(
        segment.host(2),
        2,
        64512,
        FAMILIES
            + "static { route 10.9.0.0/16 { next-hop 10.0.0.2; "
            + ATTRIBUTES.replace("] ", "]; ")
            + "; }\n"
            + "route 10.8.0.0/16 { next-hop 10.0.0.2; rd 64512:1; label 17; } }\n"
            + FLOW);
    Until.holds(
        "both are Established",
        Cable.LIMIT,
        () -> muniad.established("client2") && muniad.established("client3"));

    RawUpdate relayed = present("10.9.0.0/16", other, update -> update.nlri().equals("100a09"));
    assertThat(relayed.attributes())
        .containsAllEntriesOf(RELAYED)
        .doesNotContainKey(0xc9)
        .containsEntry(9, "80:0a000002")
        .containsEntry(10, "80:0a000001");
    present("the VPN route", other, update -> reach(update).equals("000180" + VPN));
    RawUpdate flow = present("the flow", other, update -> reach(update).equals("000185" + RULES));
    assertThat(flow.attributes()).containsEntry(16, "c0:8006000046160000");
  }

  /// Of MP_REACH_NLRI, family and NLRI.
  private static String reach(RawUpdate update) {
    String value = update.attributes().getOrDefault(14, "80:0001010000").substring(3);
    int hop = 2 * Integer.parseInt(value.substring(6, 8), 16);
    return value.substring(0, 6) + value.substring(8 + hop + 2);
  }

  private static RawUpdate present(String what, ExabgpPeer other, Predicate<RawUpdate> wanted) {
    return Until.present(what, Cable.LIMIT, () -> first(other, wanted));
  }

  private static Optional<RawUpdate> first(ExabgpPeer other, Predicate<RawUpdate> wanted) {
    return RawUpdate.in(other.heard()).stream().filter(wanted).findFirst();
  }
}
