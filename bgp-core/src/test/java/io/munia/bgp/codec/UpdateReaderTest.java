package io.munia.bgp.codec;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an UPDATE says, read in place: its form ([RFC 4271
/// §4.3](https://www.rfc-editor.org/rfc/rfc4271#section-4.3)), IPv6 next hops ([RFC 2545
/// §3](https://www.rfc-editor.org/rfc/rfc2545#section-3)), path ids ([RFC 7911
/// §3](https://www.rfc-editor.org/rfc/rfc7911#section-3)) and 4-octet numbers beside 2-octet ones
/// ([RFC 6793 §4.2.3](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.3)).
class UpdateReaderTest {
  /// What every announcement of IPv4 routes on an external session needs.
  private static final String V4_ATTRIBUTES =
      """
      40 01 01 00                      # ORIGIN IGP
      40 02 06 02 01 00 00 fd e9       # AS_PATH 65001
      40 03 04 c0 00 02 01             # NEXT_HOP 192.0.2.1
      """;

  private final UpdateReader reader = new UpdateReader();

  private Verdict read(byte[] message, Negotiated session) {
    return reader.read(message, 0, message.length, session);
  }

  private List<String> announced(AddressFamily family) {
    NlriCursor cursor = new NlriCursor();
    boolean some = reader.announced(family, cursor);
    return prefixes(some, cursor);
  }

  private List<String> withdrawn(AddressFamily family) {
    NlriCursor cursor = new NlriCursor();
    boolean some = reader.withdrawn(family, cursor);
    return prefixes(some, cursor);
  }

  private static List<String> prefixes(boolean some, NlriCursor cursor) {
    List<String> prefixes = new ArrayList<>();
    while (cursor.next()) {
      prefixes.add((cursor.pathId() == 0 ? "" : cursor.pathId() + " ") + cursor.prefix());
    }
    assertThat(some).isEqualTo(!prefixes.isEmpty());
    return prefixes;
  }

  private byte[] attributes() {
    return Arrays.copyOfRange(reader.attributes(), reader.attributesFrom(), reader.attributesTo());
  }

  private String nextHop(AddressFamily family) {
    return reader.nextHopIsV6(family)
        ? IpAddress.v6(reader.nextHopHigh(family), reader.nextHopLow(family)).toString()
        : IpAddress.v4((int) (reader.nextHopHigh(family) >>> 32)).toString();
  }

  @Test
  void an_ipv4_announcement_is_read_in_place() {
    byte[] message =
        Hex.update(
            "",
            V4_ATTRIBUTES + "c0 08 04 fd e9 00 07   # COMMUNITIES 65001:7",
            """
            18 cb 00 71          # 203.0.113.0/24
            14 0a 01 ff          # 10.1.240.0/20 with host bits set
            """);

    assertThat(read(message, Sessions.EXTERNAL)).isSameAs(Verdict.INTACT);

    assertThat(announced(IPV4_UNICAST)).containsExactly("203.0.113.0/24", "10.1.240.0/20");
    assertThat(announced(IPV6_UNICAST)).isEmpty();
    assertThat(withdrawn(IPV4_UNICAST)).isEmpty();
    assertThat(nextHop(IPV4_UNICAST)).isEqualTo("192.0.2.1");
    assertThat(attributes())
        .isEqualTo(
            Hex.bytes(
                """
                40 01 01 00
                40 02 06 02 01 00 00 fd e9
                c0 08 04 fd e9 00 07
                """));
  }

  @Test
  void an_ipv6_announcement_needs_no_copy_of_its_attributes() {
    byte[] message =
        Hex.update(
            "",
            """
            80 0e 1a                                           # MP_REACH_NLRI, 26 bytes
              00 02 01                                         # IPv6 unicast
              10 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01
              00                                               # reserved
              20 20 01 0d b8                                   # 2001:db8::/32
            40 01 01 00                                        # ORIGIN IGP
            40 02 06 02 01 00 00 fd e9                         # AS_PATH 65001
            """,
            "");

    assertThat(read(message, Sessions.EXTERNAL)).isSameAs(Verdict.INTACT);

    assertThat(announced(IPV6_UNICAST)).containsExactly("2001:db8::/32");
    assertThat(announced(IPV4_UNICAST)).isEmpty();
    assertThat(nextHop(IPV6_UNICAST)).isEqualTo("2001:db8::1");
    assertThat(reader.attributes()).isSameAs(message);
    assertThat(attributes()).isEqualTo(Hex.bytes("40 01 01 00 40 02 06 02 01 00 00 fd e9"));
  }

  private static String v6(String nextHop) {
    int length = 3 + 1 + 16 * (nextHop.length() > 60 ? 2 : 1) + 1 + 5;
    return """
    80 0e %02x 00 02 01 %02x
    %s
    00 20 20 01 0d b8
    40 01 01 00
    40 02 06 02 01 00 00 fd e9
    """
        .formatted(length, length - 10, nextHop);
  }

  @ParameterizedTest
  @CsvSource({
    "20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01, '', 2001:db8::1",
    "20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01,"
        + " fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 02, 2001:db8::1",
    "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00,"
        + " fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 02, fe80::2",
    "fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 02,"
        + " fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 02, fe80::2",
    "fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 02, '', fe80::2",
  })
  void every_form_of_an_ipv6_next_hop_is_read(String first, String second, String nextHop) {
    byte[] message = Hex.update("", v6((first + " " + second).strip()), "");

    assertThat(read(message, Sessions.EXTERNAL)).isSameAs(Verdict.INTACT);
    assertThat(nextHop(IPV6_UNICAST)).isEqualTo(nextHop);

    // On a link of which we know which it is, a link-local next hop is one of that link.
    Negotiated onLink = Sessions.EXTERNAL.but().linkZone(7).build();
    assertThat(read(message, onLink)).isSameAs(Verdict.INTACT);
    assertThat(nextHop(IPV6_UNICAST))
        .isEqualTo(nextHop.startsWith("fe80") ? nextHop + "%7" : nextHop);
  }

  @Test
  void a_neighbour_cannot_name_an_interface_of_ours() {
    byte[] message = Hex.update("", v6("fe 80 00 09 00 00 00 00 00 00 00 00 00 00 00 02"), "");

    assertThat(read(message, Sessions.EXTERNAL)).isSameAs(Verdict.INTACT);
    assertThat(nextHop(IPV6_UNICAST)).isEqualTo("fe80::2");
  }

  @Test
  void ipv4_routes_may_have_an_ipv6_next_hop() {
    byte[] message =
        Hex.update(
            "",
            """
            80 0e 19 00 01 01                                  # MP_REACH_NLRI, IPv4 unicast
              10 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01
              00 18 cb 00 71                                   # 203.0.113.0/24
            40 01 01 00
            40 02 06 02 01 00 00 fd e9
            """,
            "");

    assertThat(read(message, Sessions.EXTENDED_NEXT_HOP)).isSameAs(Verdict.INTACT);
    assertThat(announced(IPV4_UNICAST)).containsExactly("203.0.113.0/24");
    assertThat(nextHop(IPV4_UNICAST)).isEqualTo("2001:db8::1");
    assertThat(read(message, Sessions.EXTERNAL)).isInstanceOf(Verdict.ResetSession.class);
    assertThat(announced(IPV4_UNICAST)).isEmpty();
  }

  @Test
  void ipv4_routes_are_found_in_both_places() {
    String both =
        V4_ATTRIBUTES
            + """
            80 0e 0d 00 01 01 04 c0 00 02 01 00 18 cb 00 72    # MP_REACH_NLRI
            80 0f 05 00 01 01 08 0b                            # MP_UNREACH_NLRI
            """;
    byte[] message = Hex.update("08 0a", both, "18 cb 00 71");

    assertThat(read(message, Sessions.EXTERNAL)).isSameAs(Verdict.INTACT);
    assertThat(announced(IPV4_UNICAST)).containsExactly("203.0.113.0/24", "203.0.114.0/24");
    assertThat(withdrawn(IPV4_UNICAST)).containsExactly("10.0.0.0/8", "11.0.0.0/8");

    byte[] twoHops =
        Hex.update("", both.replace("04 c0 00 02 01 00", "04 c0 00 02 02 00"), "08 0c");
    assertThat(read(twoHops, Sessions.EXTERNAL)).isInstanceOf(Verdict.TreatAsWithdraw.class);
    assertThat(announced(IPV4_UNICAST)).containsExactly("12.0.0.0/8", "203.0.114.0/24");
  }

  @Test
  void path_ids_are_read_where_they_were_agreed_on() {
    byte[] message =
        Hex.update(
            "00 00 00 07 08 0a",
            "40 01 01 00 40 02 00 40 03 04 c0 00 02 01",
            "ff ff ff ff 18 cb 00 71 00 00 00 02 00");

    assertThat(read(message, Sessions.ADD_PATH)).isSameAs(Verdict.INTACT);
    assertThat(withdrawn(IPV4_UNICAST)).containsExactly("7 10.0.0.0/8");
    assertThat(announced(IPV4_UNICAST)).containsExactly("-1 203.0.113.0/24", "2 0.0.0.0/0");

    byte[] cutOff = Hex.update("00 00 00 07", "", "");
    assertThat(read(cutOff, Sessions.ADD_PATH)).isInstanceOf(Verdict.ResetSession.class);
  }

  @Test
  void end_of_rib_is_an_update_with_nothing_in_it() {
    assertThat(read(Hex.update("", "", ""), Sessions.EXTERNAL)).isSameAs(Verdict.INTACT);
    assertThat(reader.isEndOfRib(IPV4_UNICAST)).isTrue();
    assertThat(reader.isEndOfRib(IPV6_UNICAST)).isFalse();

    read(Hex.update("", "80 0f 03 00 02 01", ""), Sessions.EXTERNAL);
    assertThat(reader.isEndOfRib(IPV6_UNICAST)).isTrue();
    assertThat(reader.isEndOfRib(IPV4_UNICAST)).isFalse();

    read(Hex.update("", "90 0f 00 03 00 01 01", ""), Sessions.EXTERNAL);
    assertThat(reader.isEndOfRib(IPV4_UNICAST)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 80 0f 03 00 02 01 40 01 01 00, another attribute",
    "'', 80 0f 03 00 02 01 c0 08 00, a malformed attribute",
    "'', 80 0f 03 00 02 01 40, a cut off attribute",
    "'', c0 0f 03 00 02 01, the wrong flags",
    "08 0a, 80 0f 03 00 02 01, a withdrawn route",
    "'', 80 0f 04 00 02 01 00, a withdrawn default route",
    "'', 80 0f 03 00 01 80, a family not agreed on",
    "'', c0 63 01 00, an unknown attribute",
    "08 0a, '', a withdrawn route alone",
  })
  void what_only_looks_like_end_of_rib_is_none(String withdrawn, String attributes, String name) {
    read(Hex.update(withdrawn, attributes, ""), Sessions.EXTERNAL);

    assertThat(reader.isEndOfRib(IPV6_UNICAST)).as(name).isFalse();
    assertThat(reader.isEndOfRib(IPV4_UNICAST)).as(name).isFalse();
  }

  @Test
  void ipv4_routes_that_were_not_agreed_on_are_left_out_and_counted() {
    byte[] message = Hex.update("08 0a", V4_ATTRIBUTES, "18 cb 00 71");

    assertThat(read(message, Sessions.V6_ONLY)).isInstanceOf(Verdict.AttributeDiscarded.class);
    assertThat(announced(IPV4_UNICAST)).isEmpty();
    assertThat(withdrawn(IPV4_UNICAST)).isEmpty();
    read(Hex.update("", "", ""), Sessions.V6_ONLY);
    assertThat(reader.isEndOfRib(IPV4_UNICAST)).isFalse();
  }

  @Test
  void attributes_in_any_order_and_length_form_are_one_canonical_section() {
    byte[] message =
        Hex.update(
            "",
            """
            d0 63 00 02 aa bb                     # unknown, long form, Partial not set
            d0 08 00 04 fd e9 00 07               # COMMUNITIES, long form
            80 64 01 00                           # unknown, not transitive
            50 02 00 06 02 01 00 00 fd e9         # AS_PATH, long form
            40 03 04 c0 00 02 01
            c0 20 0c 0 0 0 1 0 0 0 2 0 0 0 3
            40 01 01 00
            """,
            "08 0a");

    assertThat(read(message, Sessions.EXTERNAL)).isSameAs(Verdict.INTACT);
    assertThat(attributes())
        .isEqualTo(
            Hex.bytes(
                """
                40 01 01 00
                40 02 06 02 01 00 00 fd e9
                c0 08 04 fd e9 00 07
                c0 20 0c 0 0 0 1 0 0 0 2 0 0 0 3
                e0 63 02 aa bb                    # byte-exact but for Partial
                """));
  }

  @ParameterizedTest
  @CsvSource({
    // AS_PATH of 2 octets, what came beside it, AS_PATH of 4 octets
    "02 02 fd e9 00 07, '', 02 02 00 00 fd e9 00 00 00 07",
    "02 02 fd e9 5b a0, c0 11 06 02 01 00 01 00 01, 02 02 00 00 fd e9 00 01 00 01",
    "02 03 fd e9 5b a0 5b a0, c0 11 06 02 01 00 01 00 01,"
        + " 02 03 00 00 fd e9 00 00 5b a0 00 01 00 01",
    "02 01 fd e9, c0 11 0a 02 02 00 00 fd e9 00 01 00 01, 02 01 00 00 fd e9",
    "02 01 fd e9 02 01 5b a0, c0 11 06 02 01 00 01 00 01, 02 02 00 00 fd e9 00 01 00 01",
    "02 02 fd e9 5b a0, c0 11 0c 03 01 00 00 00 09 02 01 00 01 00 01,"
        + " 02 02 00 00 fd e9 00 01 00 01",
    // an aggregator that is not AS_TRANS says that AS4_* are of an older path
    "02 02 fd e9 5b a0, c0 07 06 fd e9 1 1 1 1 c0 11 06 02 01 00 01 00 01 c0 12 08 0 1 0 1 2 2 2 2,"
        + " 02 02 00 00 fd e9 00 00 5b a0",
  })
  void a_two_octet_path_is_made_whole(String path, String beside, String whole) {
    String attribute = "40 02 %02x ".formatted(Hex.bytes(path).length) + path;
    byte[] message =
        Hex.update("", beside + " 40 01 01 00 " + attribute + " 40 03 04 c0 00 02 01", "08 0a");

    assertThat(read(message, Sessions.EXTERNAL_2_OCTETS)).isSameAs(Verdict.INTACT);
    AttributeScan scan = new AttributeScan();
    scan.over(reader.attributes(), reader.attributesFrom(), reader.attributesTo());
    assertThat(Arrays.copyOfRange(reader.attributes(), scan.asPathFrom(), scan.asPathTo()))
        .isEqualTo(Hex.bytes(whole));
  }

  @Test
  void a_two_octet_aggregator_is_made_whole() {
    byte[] message =
        Hex.update(
            "",
            """
            40 01 01 00
            40 02 04 02 01 fd e9
            40 03 04 c0 00 02 01
            c0 07 06 5b a0 0a 00 00 01             # AGGREGATOR AS_TRANS 10.0.0.1
            c0 12 08 00 01 00 01 0a 00 00 02       # AS4_AGGREGATOR 65537 10.0.0.2
            """,
            "08 0a");

    assertThat(read(message, Sessions.EXTERNAL_2_OCTETS)).isSameAs(Verdict.INTACT);
    assertThat(attributes())
        .isEqualTo(
            Hex.bytes(
                """
                40 01 01 00
                40 02 06 02 01 00 00 fd e9
                c0 07 08 00 01 00 01 0a 00 00 02
                """));
  }

  @Test
  void a_message_of_65535_bytes_is_read() {
    byte[] path = new byte[40_000];
    int count = (path.length - 4) / (2 + 4 * 255);
    for (int i = 0; i < count; i++) {
      int at = i * (2 + 4 * 255);
      path[at] = 2;
      path[at + 1] = (byte) 255;
      for (int as = 0; as < 255; as++) {
        Wire.put32(path, at + 2 + 4 * as, 65001);
      }
    }
    int length = count * (2 + 4 * 255);
    byte[] attributes = new byte[4 + 4 + length + 7];
    System.arraycopy(Hex.bytes("40 01 01 00"), 0, attributes, 0, 4);
    Wire.putAttributeHeader(attributes, 4, 0x40, 2, length);
    System.arraycopy(path, 0, attributes, 8, length);
    System.arraycopy(Hex.bytes("40 03 04 c0 00 02 01"), 0, attributes, 8 + length, 7);
    byte[] nlri = new byte[65_535 - 23 - attributes.length];
    byte[] message = Hex.update(new byte[0], attributes, nlri);

    assertThat(MessageFrame.length(message, 0, message.length, 65_535)).isEqualTo(65_535);
    assertThat(read(message, Sessions.EXTENDED_MESSAGE)).isSameAs(Verdict.INTACT);
    assertThat(announced(IPV4_UNICAST)).hasSize(nlri.length);
    assertThat(attributes()).hasSize(attributes.length - 7);
  }

  @Test
  void an_update_in_the_middle_of_an_array_is_read_alike() {
    byte[] message = Hex.update("08 0a", V4_ATTRIBUTES, "18 cb 00 71");
    byte[] array = new byte[message.length + 30];
    Arrays.fill(array, (byte) 0xff);
    System.arraycopy(message, 0, array, 13, message.length);

    assertThat(reader.read(array, 13, 13 + message.length, Sessions.EXTERNAL))
        .isSameAs(Verdict.INTACT);
    assertThat(announced(IPV4_UNICAST)).containsExactly("203.0.113.0/24");
    assertThat(withdrawn(IPV4_UNICAST)).containsExactly("10.0.0.0/8");
  }
}
