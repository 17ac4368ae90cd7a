package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.message.Notification;
import io.munia.net.AddressFamily;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [RFC 4486 §4](https://www.rfc-editor.org/rfc/rfc4486#section-4)
class NotificationTextTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, Message Header Error: Connection Not Synchronized",
    "2, 2, OPEN Message Error: Bad Peer AS",
    "2, 11, OPEN Message Error: Role Mismatch",
    "3, 11, UPDATE Message Error: Malformed AS_PATH",
    "1, 0, Message Header Error",
    "1, 2, Message Header Error: Bad Message Length",
    "1, 3, Message Header Error: Bad Message Type",
    "2, 0, OPEN Message Error",
    "2, 1, OPEN Message Error: Unsupported Version Number",
    "2, 3, OPEN Message Error: Bad BGP Identifier",
    "2, 4, OPEN Message Error: Unsupported Optional Parameter",
    "2, 6, OPEN Message Error: Unacceptable Hold Time",
    "2, 7, OPEN Message Error: Unsupported Capability",
    "3, 1, UPDATE Message Error: Malformed Attribute List",
    "3, 8, UPDATE Message Error: Invalid NEXT_HOP Attribute",
    "3, 10, UPDATE Message Error: Invalid Network Field",
    "4, 0, Hold Timer Expired",
    "5, 0, Finite State Machine Error",
    "5, 1, Finite State Machine Error: Unexpected Message in OpenSent",
    "6, 1, Cease: Maximum Number of Prefixes Reached",
    "6, 3, Cease: Peer De-configured",
    "6, 5, Cease: Connection Rejected",
    "6, 6, Cease: Other Configuration Change",
    "6, 8, Cease: Out of Resources",
    "6, 9, Cease: Hard Reset",
    "255, 255, Error 255: subcode 255",
    "5, 3, Finite State Machine Error: Unexpected Message in Established",
    "6, 7, Cease: Connection Collision Resolution",
    "6, 10, Cease: BFD Down",
    "7, 1, ROUTE-REFRESH Message Error: Invalid Message Length",
    "8, 0, Send Hold Timer Expired",
    "6, 99, Cease: subcode 99",
    "200, 3, Error 200: subcode 3",
  })
  void codes_have_their_names(int code, int subcode, String text) {
    assertThat(NotificationText.of(new Notification(code, subcode))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 1388, 'Message Header Error: Bad Message Length (length 5000)'",
    "1, 3, 09, 'Message Header Error: Bad Message Type (type 9)'",
    "2, 1, 0004, 'OPEN Message Error: Unsupported Version Number (version 4 would do)'",
    "2, 2, 000009c1, 'OPEN Message Error: Bad Peer AS (AS 2497)'",
    "2, 2, 09c1, 'OPEN Message Error: Bad Peer AS (AS 2497)'",
    "2, 2, fffffffe, 'OPEN Message Error: Bad Peer AS (AS 4294967294)'",
    "2, 2, 0009c1, 'OPEN Message Error: Bad Peer AS (0009c1)'",
    "2, 3, 0a000001, 'OPEN Message Error: Bad BGP Identifier (10.0.0.1)'",
    "2, 6, 0002, 'OPEN Message Error: Unacceptable Hold Time (2 s)'",
    "2, 7, 0104000200014600, 'OPEN Message Error: Unsupported Capability (ipv6-unicast, enhanced-route-refresh)'",
    "2, 7, 0104000200, 'OPEN Message Error: Unsupported Capability (0104000200)'",
    "3, 3, 03, 'UPDATE Message Error: Missing Well-known Attribute (NEXT_HOP)'",
    "3, 6, 40010105, 'UPDATE Message Error: Invalid ORIGIN Attribute (ORIGIN: 40010105)'",
    "3, 9, c0, 'UPDATE Message Error: Optional Attribute Error (c0)'",
    "5, 1, 02, 'Finite State Machine Error: Unexpected Message in OpenSent (UPDATE)'",
    "5, 2, f9, 'Finite State Machine Error: Unexpected Message in OpenConfirm (type 249)'",
    "6, 5, 00, 'Cease: Connection Rejected (00)'",
  })
  void data_is_read_where_its_code_gives_it_a_meaning(
      int code, int subcode, String data, String text) {
    assertThat(NotificationText.of(new Notification(code, subcode, HexFormat.of().parseHex(data))))
        .isEqualTo(text);
  }

  @Test
  void too_many_prefixes_are_said_with_family_and_limit() {
    byte[] data = NotificationText.maximumPrefixesData(AddressFamily.IPV6_UNICAST, 1000);

    assertThat(HexFormat.of().formatHex(data)).isEqualTo("000201000003e8");
    assertThat(NotificationText.of(new Notification(6, 1, data)))
        .isEqualTo("Cease: Maximum Number of Prefixes Reached (ipv6-unicast, limit 1000)");
    assertThat(NotificationText.of(new Notification(6, 1, new byte[] {0, 25, 65, 0, 0, 0, 1})))
        .isEqualTo("Cease: Maximum Number of Prefixes Reached (AFI 25 SAFI 65, limit 1)");
  }

  @Test
  void a_shutdown_says_why() {
    byte[] data = NotificationText.shutdownData("moving to rack 7 – bye");

    assertThat(NotificationText.of(new Notification(6, 2, data)))
        .isEqualTo("Cease: Administrative Shutdown: \"moving to rack 7 – bye\"");
  }

  @Test
  void what_a_neighbour_writes_cannot_steer_a_terminal() {
    byte[] text = "a\u001b[2Jb\nc\u202ed\u0000e".getBytes(StandardCharsets.UTF_8);
    byte[] data = new byte[text.length + 2];
    data[0] = (byte) (text.length + 1);
    System.arraycopy(text, 0, data, 1, text.length);
    data[data.length - 1] = (byte) 0xc3;

    assertThat(NotificationText.of(new Notification(6, 4, data)))
        .isEqualTo("Cease: Administrative Reset: \"a[2Jbcde\ufffd\"");
  }

  /// [RFC 9003 §2](https://www.rfc-editor.org/rfc/rfc9003#section-2); a length that is a lie has
  /// been a hole in other speakers (CVE-2019-16159).
  @ParameterizedTest
  @CsvSource({
    "'', Cease: Administrative Shutdown",
    "00, Cease: Administrative Shutdown",
    "0041, Cease: Administrative Shutdown",
    "ff, Cease: Administrative Shutdown (ff)",
    "0241, Cease: Administrative Shutdown (0241)",
    "01414242, 'Cease: Administrative Shutdown: \"A\"'",
    "01ff, 'Cease: Administrative Shutdown: \"\ufffd\"'",
    "0300000a, 'Cease: Administrative Shutdown: \"\"'",
    "03e280a8, 'Cease: Administrative Shutdown: \"\"'",
  })
  void a_length_that_is_a_lie_is_not_believed(String data, String text) {
    assertThat(NotificationText.of(new Notification(6, 2, HexFormat.of().parseHex(data))))
        .isEqualTo(text);
  }

  @Test
  void all_255_bytes_of_a_text_are_shown() {
    byte[] data = new byte[256];
    java.util.Arrays.fill(data, (byte) 'a');
    data[0] = (byte) 255;

    assertThat(NotificationText.of(new Notification(6, 4, data)))
        .isEqualTo("Cease: Administrative Reset: \"" + "a".repeat(255) + "\"");
  }

  @Test
  void a_text_longer_than_its_data_is_shown_as_bytes() {
    assertThat(NotificationText.of(new Notification(6, 2, Hex.bytes("ff 41 42"))))
        .isEqualTo("Cease: Administrative Shutdown (ff4142)");
  }

  @Test
  void a_hard_reset_shows_what_it_wraps_once() {
    assertThat(NotificationText.of(new Notification(6, 9, Hex.bytes("06 02 02 41 42"))))
        .isEqualTo("Cease: Hard Reset: Cease: Administrative Shutdown: \"AB\"");
    assertThat(NotificationText.of(new Notification(6, 9, Hex.bytes("06"))))
        .isEqualTo("Cease: Hard Reset");
    assertThat(NotificationText.of(new Notification(6, 9, Hex.bytes("06 09 06 09 06 09"))))
        .isEqualTo("Cease: Hard Reset: Cease: Hard Reset");
    assertThat(NotificationText.of(new Notification(6, 9, Hex.bytes("04 00"))))
        .isEqualTo("Cease: Hard Reset: Hold Timer Expired");
    assertThat(NotificationText.of(new Notification(6, 9, Hex.bytes("06 02 ff 41"))))
        .isEqualTo("Cease: Hard Reset: Cease: Administrative Shutdown (ff41)");
    assertThat(NotificationText.of(new Notification(6, 9))).isEqualTo("Cease: Hard Reset");
  }

  @Test
  void long_data_is_cut_off() {
    assertThat(NotificationText.of(new Notification(3, 1, new byte[4000]))).hasSizeLessThan(200);
    assertThat(NotificationText.of(new Notification(2, 7, new byte[4000])))
        .hasSizeLessThan(400)
        .endsWith("capability 0, …)");
  }

  @Test
  void a_shutdown_text_is_cut_between_characters() {
    byte[] data = NotificationText.shutdownData("é".repeat(200));

    assertThat(data).hasSize(255);
    assertThat(data[0]).isEqualTo((byte) 254);
    assertThat(NotificationText.shutdownData("")).containsExactly(0);
  }
}
