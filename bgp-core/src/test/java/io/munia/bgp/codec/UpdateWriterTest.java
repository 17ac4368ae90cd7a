package io.munia.bgp.codec;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.net.Asn;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// UPDATEs as a session wants them: [RFC 4271
/// §4.3](https://www.rfc-editor.org/rfc/rfc4271#section-4.3), with path ids ([RFC 7911
/// §3](https://www.rfc-editor.org/rfc/rfc7911#section-3)) or 2-octet numbers ([RFC 6793
/// §4.2.2](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.2)).
class UpdateWriterTest {
  private static final RouterId CLUSTER = RouterId.parse("10.0.0.9");
  private static final ExportForm EXTERNAL =
      new ExportForm(true, new Asn(65000), CLUSTER, true, 4096);
  private static final ExportForm INTERNAL =
      new ExportForm(false, new Asn(65000), CLUSTER, true, 4096);
  private static final byte[] LEARNED =
      Hex.bytes(
          """
          40 01 01 00                      # ORIGIN IGP
          40 02 06 02 01 00 00 fd e9       # AS_PATH 65001
          80 04 04 00 00 00 05             # MULTI_EXIT_DISC 5
          40 05 04 00 00 00 c8             # LOCAL_PREF 200
          c0 08 04 fd e9 00 07             # COMMUNITIES 65001:7
          """);

  private static void prefix(UpdateWriter writer, String text) {
    Prefix prefix = Prefix.parse(text);
    writer.prefix(prefix.address().high(), prefix.address().low(), prefix.length(), 0);
  }

  private static byte[] written(UpdateWriter writer) {
    writer.close();
    return Arrays.copyOf(writer.buffer(), writer.length());
  }

  private static boolean announceV4(UpdateWriter writer, byte[] section, int originatorId) {
    return writer.announce(
        IPV4_UNICAST,
        section,
        0,
        section.length,
        false,
        0xc000_0201_0000_0000L,
        0,
        originatorId,
        false);
  }

  @Test
  void an_external_session_gets_our_as_in_front_and_no_internal_attributes() {
    UpdateWriter writer = new UpdateWriter(EXTERNAL, Set.of());

    assertThat(announceV4(writer, LEARNED, 0)).isTrue();
    prefix(writer, "203.0.113.0/24");
    prefix(writer, "10.1.240.0/20");

    assertThat(written(writer))
        .isEqualTo(
            Hex.update(
                "",
                """
                40 01 01 00                              # ORIGIN IGP
                40 02 0a 02 02 00 00 fd e8 00 00 fd e9   # AS_PATH 65000 65001
                40 03 04 c0 00 02 01                     # NEXT_HOP 192.0.2.1
                c0 08 04 fd e9 00 07                     # COMMUNITIES 65001:7
                """,
                "18 cb 00 71 14 0a 01 f0"));
  }

  @Test
  void a_reflected_route_gets_originator_and_cluster() {
    UpdateWriter writer = new UpdateWriter(INTERNAL, Set.of());

    assertThat(announceV4(writer, LEARNED, 0x0a00_0005)).isTrue();
    prefix(writer, "203.0.113.0/24");

    assertThat(written(writer))
        .isEqualTo(
            Hex.update(
                "",
                """
                40 01 01 00                      # ORIGIN IGP
                40 02 06 02 01 00 00 fd e9       # AS_PATH 65001
                40 03 04 c0 00 02 01             # NEXT_HOP 192.0.2.1
                80 04 04 00 00 00 05             # MULTI_EXIT_DISC 5
                40 05 04 00 00 00 c8             # LOCAL_PREF 200
                c0 08 04 fd e9 00 07             # COMMUNITIES 65001:7
                80 09 04 0a 00 00 05             # ORIGINATOR_ID 10.0.0.5
                80 0a 04 0a 00 00 09             # CLUSTER_LIST 10.0.0.9
                """,
                "18 cb 00 71"));
  }

  @Test
  void ipv6_routes_stand_in_the_first_attribute() {
    UpdateWriter writer = new UpdateWriter(EXTERNAL, Set.of());
    byte[] section = Hex.bytes("40 01 01 00 40 02 00");

    writer.announce(
        IPV6_UNICAST, section, 0, section.length, true, 0x2001_0db8_0000_0000L, 1, 0, false);
    prefix(writer, "2001:db8::/32");

    assertThat(written(writer))
        .isEqualTo(
            Hex.update(
                "",
                """
                90 0e 00 1a                                        # MP_REACH_NLRI, 26 bytes
                  00 02 01                                         # IPv6 unicast
                  10 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01
                  00                                               # reserved
                  20 20 01 0d b8                                   # 2001:db8::/32
                40 01 01 00                                        # ORIGIN IGP
                40 02 06 02 01 00 00 fd e8                         # AS_PATH 65000
                """,
                ""));
  }

  @Test
  void end_of_rib_and_withdrawals_have_their_forms() {
    UpdateWriter writer = new UpdateWriter(EXTERNAL, Set.of());

    writer.endOfRib(IPV4_UNICAST);
    assertThat(written(writer)).isEqualTo(Hex.update("", "", ""));

    writer.clear();
    writer.endOfRib(IPV6_UNICAST);
    assertThat(written(writer)).isEqualTo(Hex.update("", "90 0f 00 03 00 02 01", ""));

    writer.clear();
    writer.withdraw(IPV4_UNICAST);
    prefix(writer, "10.0.0.0/8");
    assertThat(written(writer)).isEqualTo(Hex.update("08 0a", "", ""));

    writer.clear();
    writer.withdraw(IPV6_UNICAST);
    prefix(writer, "::/0");
    assertThat(written(writer)).isEqualTo(Hex.update("", "90 0f 00 04 00 02 01 00", ""));
  }

  private static byte[] attributesOf(byte[] message) {
    int length = Wire.u16(message, 21);
    return Arrays.copyOfRange(message, 23, 23 + length);
  }

  /// The attributes of the one UPDATE that announces 10.0.0.0/8 with this section.
  private static byte[] rewritten(ExportForm form, String section, int originator, boolean med) {
    return rewritten(form, section, originator, med, /* transparent= */ false);
  }

  private static byte[] rewritten(
      ExportForm form, String section, int originator, boolean med, boolean transparent) {
    UpdateWriter writer = new UpdateWriter(form, Set.of());
    byte[] bytes = Hex.bytes(section);
    assertThat(
            writer.announce(
                IPV4_UNICAST,
                bytes,
                0,
                bytes.length,
                false,
                0xc000_0201_0000_0000L,
                0,
                originator,
                med,
                transparent))
        .isTrue();
    prefix(writer, "10.0.0.0/8");
    return attributesOf(written(writer));
  }

  @Test
  void an_internal_session_gets_a_local_pref_where_there_is_none() {
    assertThat(rewritten(INTERNAL, "40 01 01 00 40 02 00", 0, false))
        .isEqualTo(
            Hex.bytes(
                """
                40 01 01 00
                40 02 00
                40 03 04 c0 00 02 01
                40 05 04 00 00 00 64              # LOCAL_PREF 100
                """));
  }

  @Test
  void a_route_that_was_reflected_before_keeps_its_originator() {
    String section =
        """
        40 01 01 00
        40 02 00
        40 05 04 00 00 00 64
        80 09 04 0a 00 00 07                      # ORIGINATOR_ID 10.0.0.7
        80 0a 04 0a 00 00 08                      # CLUSTER_LIST 10.0.0.8
        """;

    assertThat(rewritten(INTERNAL, section, 0x0a00_0005, false))
        .isEqualTo(
            Hex.bytes(
                """
                40 01 01 00
                40 02 00
                40 03 04 c0 00 02 01
                40 05 04 00 00 00 64
                80 09 04 0a 00 00 07
                80 0a 08 0a 00 00 09 0a 00 00 08  # CLUSTER_LIST 10.0.0.9 10.0.0.8
                """));
    assertThat(rewritten(EXTERNAL, section + "80 1a 0b 1 0 b 0 0 0 0 0 0 0 9", 1, false))
        .isEqualTo(Hex.bytes("40 01 01 00 40 02 06 02 01 0 0 fd e8 40 03 04 c0 00 02 01"));
  }

  @Test
  void an_external_session_gets_a_med_where_it_was_set_for_it() {
    String section = "40 01 01 00 40 02 00 80 04 04 00 00 00 05";
    String start = "40 01 01 00 40 02 06 02 01 0 0 fd e8 40 03 04 c0 00 02 01";

    assertThat(rewritten(EXTERNAL, section, 0, true))
        .isEqualTo(Hex.bytes(start + " 80 04 04 00 00 00 05"));
    assertThat(rewritten(EXTERNAL, section, 0, false)).isEqualTo(Hex.bytes(start));
  }

  @Test
  void a_full_segment_gets_another_in_front() {
    String numbers = "00 00 00 01 ".repeat(255);
    String full = "40 01 01 00 50 02 03 fe 02 ff " + numbers;
    String almost = "40 01 01 00 50 02 03 fa 02 fe " + "00 00 00 01 ".repeat(254);

    assertThat(rewritten(EXTERNAL, full, 0, false))
        .startsWith(Hex.bytes("40 01 01 00 50 02 04 04 02 01 0 0 fd e8 02 ff 00 00 00 01"));
    assertThat(rewritten(EXTERNAL, almost, 0, false))
        .startsWith(Hex.bytes("40 01 01 00 50 02 03 fe 02 ff 0 0 fd e8 00 00 00 01"));
  }

  @Test
  void a_path_of_250_bytes_that_grows_gets_a_longer_header() {
    String section = "40 01 01 00 40 02 fe 02 3f " + "00 00 00 01 ".repeat(63);

    assertThat(rewritten(EXTERNAL, section, 0, false))
        .startsWith(Hex.bytes("40 01 01 00 50 02 01 02 02 40 0 0 fd e8 00 00 00 01"));
  }

  @Test
  void confederation_segments_do_not_leave_the_as() {
    String section = "40 01 01 00 40 02 0c 03 01 00 00 00 09 02 01 00 00 fd e9";

    assertThat(rewritten(EXTERNAL, section, 0, false))
        .startsWith(Hex.bytes("40 01 01 00 40 02 0a 02 02 0 0 fd e8 0 0 fd e9 40 03"));
    assertThat(rewritten(INTERNAL, section, 0, false)).startsWith(Hex.bytes(section));
  }

  @Test
  void a_route_servers_client_gets_the_path_without_our_as_and_without_confederation_segments() {
    String section = "40 01 01 00 40 02 0c 03 01 00 00 00 09 02 01 00 00 fd e9";

    assertThat(rewritten(EXTERNAL, section, 0, false, true))
        .startsWith(Hex.bytes("40 01 01 00 40 02 06 02 01 00 00 fd e9 40 03"));
    assertThat(rewritten(EXTERNAL, "40 01 01 00 40 02 06 03 01 00 00 00 09", 0, false, true))
        .startsWith(Hex.bytes("40 01 01 00 40 02 00 40 03"));
    ExportForm old = new ExportForm(true, new Asn(65000), CLUSTER, false, 4096);
    assertThat(rewritten(old, section, 0, false, true))
        .startsWith(Hex.bytes("40 01 01 00 40 02 04 02 01 fd e9 40 03"));
  }

  @Test
  void another_member_of_the_confederation_gets_our_as_in_a_segment_of_its_own() {
    ExportForm member = new ExportForm(false, new Asn(65000), CLUSTER, true, 4096, true);
    ExportForm old = new ExportForm(false, new Asn(65000), CLUSTER, false, 4096, true);
    String kept = "80 04 04 00 00 00 05 40 05 04 00 00 00 c8 ";
    String outer = "40 01 01 00 40 02 06 02 01 00 00 fd e9 " + kept;
    String inner = "40 01 01 00 40 02 0c 03 01 00 00 00 09 02 01 00 00 fd e9 " + kept;
    String reflected = outer + "80 09 04 0a 00 00 02 80 0a 04 0a 00 00 03";

    assertThat(rewritten(member, "40 01 01 00 40 02 00", 0, false))
        .startsWith(Hex.bytes("40 01 01 00 40 02 06 03 01 0 0 fd e8 40 03"));
    assertThat(rewritten(member, outer, 0, false))
        .isEqualTo(
            Hex.bytes(
                "40 01 01 00 40 02 0c 03 01 0 0 fd e8 02 01 0 0 fd e9 40 03 04 c0 00 02 01 "
                    + kept));
    assertThat(rewritten(member, inner, 0, false))
        .startsWith(Hex.bytes("40 01 01 00 40 02 10 03 02 0 0 fd e8 0 0 0 09 02 01 0 0 fd e9"));
    assertThat(rewritten(member, reflected, 0, false))
        .as("the reflection of a member AS is its own affair")
        .isEqualTo(rewritten(member, outer, 0, false));
    assertThat(rewritten(old, inner, 0, false))
        .startsWith(Hex.bytes("40 01 01 00 40 02 0a 03 02 fd e8 00 09 02 01 fd e9"));
  }

  @Test
  void a_two_octet_session_gets_stand_ins_and_the_numbers_beside_them() {
    ExportForm old = new ExportForm(true, new Asn(70_000), CLUSTER, false, 4096);
    String section =
        """
        40 01 01 00
        40 02 0a 02 02 00 00 fd e9 00 01 00 01
        c0 07 08 00 01 00 01 0a 00 00 02          # AGGREGATOR 65537
        c0 20 0c 0 0 0 1 0 0 0 2 0 0 0 3
        """;

    assertThat(rewritten(old, section, 0, false))
        .isEqualTo(
            Hex.bytes(
                """
                40 01 01 00
                40 02 08 02 03 5b a0 fd e9 5b a0
                40 03 04 c0 00 02 01
                c0 07 06 5b a0 0a 00 00 02
                c0 11 0e 02 03 00 01 11 70 00 00 fd e9 00 01 00 01
                c0 12 08 00 01 00 01 0a 00 00 02
                c0 20 0c 0 0 0 1 0 0 0 2 0 0 0 3
                """));

    ExportForm small = new ExportForm(true, new Asn(65000), CLUSTER, false, 4096);
    assertThat(rewritten(small, "40 01 01 00 40 02 06 02 01 00 00 fd e9", 0, false))
        .isEqualTo(Hex.bytes("40 01 01 00 40 02 06 02 02 fd e8 fd e9 40 03 04 c0 00 02 01"));
  }

  @Test
  void attributes_that_do_not_fit_a_message_are_refused_and_nothing_is_written() {
    byte[] section = new byte[4 + 4 + 4200];
    System.arraycopy(Hex.bytes("40 01 01 00"), 0, section, 0, 4);
    Wire.putAttributeHeader(section, 4, 0xc0, 8, 4200);
    UpdateWriter writer = new UpdateWriter(INTERNAL, Set.of());

    assertThat(announceV4(writer, section, 0)).isFalse();
    assertThat(writer.length()).isZero();
    writer.withdraw(IPV4_UNICAST);
    prefix(writer, "10.0.0.0/8");
    assertThat(written(writer)).isEqualTo(Hex.update("08 0a", "", ""));

    ExportForm extended = new ExportForm(false, new Asn(65000), CLUSTER, true, 65_535);
    assertThat(announceV4(new UpdateWriter(extended, Set.of()), section, 0)).isTrue();
  }

  @Test
  void a_section_as_long_as_a_message_does_not_wrap_its_lengths() {
    byte[] section = new byte[65_535];
    Wire.putAttributeHeader(section, 0, 0x40, 2, section.length - 4);
    section[4] = 2;
    section[5] = 1;
    for (int at = 4; at + 2 + 1020 <= section.length; at += 1022) {
      section[at] = 2;
      section[at + 1] = (byte) 255;
    }
    int to = 4 + (section.length - 4) / 1022 * 1022;
    Wire.put16(section, 2, to - 4);
    for (boolean four : new boolean[] {true, false}) {
      UpdateWriter writer =
          new UpdateWriter(new ExportForm(true, new Asn(65000), CLUSTER, four, 65_535), Set.of());
      boolean fits = writer.announce(IPV4_UNICAST, section, 0, to, false, 1L << 33, 0, 0, false);
      prefixIf(fits, writer);
      assertThat(written(writer).length).isLessThanOrEqualTo(65_535);
    }
  }

  private static void prefixIf(boolean fits, UpdateWriter writer) {
    if (fits) {
      prefix(writer, "10.0.0.0/8");
    }
  }

  @Test
  void a_full_message_is_followed_by_another_with_the_same_attributes() {
    UpdateWriter writer = new UpdateWriter(EXTERNAL, Set.of());
    announceV4(writer, LEARNED, 0);
    for (int i = 0; i < 3000; i++) {
      writer.prefix((long) (0x0a00_0000 | i << 8) << 32, 0, 24, 0);
    }
    byte[] stream = written(writer);

    int messages = 0;
    for (int at = 0; at < stream.length; messages++) {
      int length = MessageFrame.length(stream, at, stream.length, 4096);
      assertThat(length).isBetween(24, 4096);
      byte[] message = Arrays.copyOfRange(stream, at, at + length);
      assertThat(attributesOf(message)).isEqualTo(attributesOf(stream));
      at += length;
    }
    assertThat(messages).isEqualTo(3);
  }

  @Test
  void an_announcement_without_a_prefix_is_taken_back() {
    UpdateWriter writer = new UpdateWriter(EXTERNAL, Set.of());
    writer.withdraw(IPV4_UNICAST);
    prefix(writer, "10.0.0.0/8");
    announceV4(writer, LEARNED, 0);

    assertThat(written(writer)).isEqualTo(Hex.update("08 0a", "", ""));
  }

  @Test
  void a_prefix_without_an_announcement_is_the_programmers_error() {
    UpdateWriter writer = new UpdateWriter(EXTERNAL, Set.of());

    assertThatThrownBy(() -> writer.prefix(0, 0, 0, 0)).isInstanceOf(IllegalStateException.class);
  }
}
