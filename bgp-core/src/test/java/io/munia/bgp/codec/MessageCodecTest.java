package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every message but UPDATE: its header ([RFC 4271
/// §4.1](https://www.rfc-editor.org/rfc/rfc4271#section-4.1), [RFC 4271
/// §6.1](https://www.rfc-editor.org/rfc/rfc4271#section-6.1), [RFC
/// 8654](https://www.rfc-editor.org/rfc/rfc8654)), OPEN ([RFC 4271
/// §4.2](https://www.rfc-editor.org/rfc/rfc4271#section-4.2), [RFC 5492
/// §4](https://www.rfc-editor.org/rfc/rfc5492#section-4), [RFC 6793
/// §3](https://www.rfc-editor.org/rfc/rfc6793#section-3)), KEEPALIVE ([RFC 4271
/// §4.4](https://www.rfc-editor.org/rfc/rfc4271#section-4.4)), NOTIFICATION ([RFC 4271
/// §4.5](https://www.rfc-editor.org/rfc/rfc4271#section-4.5)) and ROUTE-REFRESH ([RFC
/// 2918](https://www.rfc-editor.org/rfc/rfc2918), [RFC
/// 7313](https://www.rfc-editor.org/rfc/rfc7313)).
class MessageCodecTest {
  private static final String MARKER = "ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff\n";
  private static final String FIXED =
      """
      04                 # version
      5b a0              # AS_TRANS
      00 5a              # hold time 90 s
      0a 00 00 02        # identifier 10.0.0.2
      """;

  private static byte[] message(int type, String body) {
    byte[] bytes = Hex.bytes(MARKER + "00 00 00 " + body);
    MessageFrame.write(bytes, 0, bytes.length, type);
    return bytes;
  }

  private static Decoded decode(int type, String body) {
    byte[] bytes = message(type, body);
    return MessageCodec.decode(bytes, 0, bytes.length);
  }

  @Test
  void an_open_is_read_with_all_its_capabilities() {
    Decoded decoded =
        decode(
            MessageFrame.OPEN,
            FIXED
                + """
                34                    # parameters, 52 bytes
                02 06                 # a parameter for one capability
                  01 04 00 01 00 01   #   multiprotocol IPv4 unicast
                02 2a                 # a parameter for several
                  01 04 00 02 00 01   #   multiprotocol IPv6 unicast
                  02 00               #   route refresh
                  05 06 00 01 00 01 00 02
                  06 00               #   extended message
                  40 06 c0 78 00 01 01 80
                  41 04 00 01 11 70   #   AS 70000
                  45 04 00 01 01 03   #   add-path, both ways
                  46 00               #   enhanced route refresh
                  4d 00               #   link-local next hop
                """);

    assertThat(decoded)
        .isEqualTo(
            new Decoded.Message(
                new Open(
                    4,
                    new Asn(70000),
                    90,
                    RouterId.parse("10.0.0.2"),
                    List.of(
                        new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
                        new Capability.Multiprotocol(AddressFamily.IPV6_UNICAST),
                        new Capability.RouteRefresh(),
                        new Capability.ExtendedNextHop(List.of(AddressFamily.IPV4_UNICAST)),
                        new Capability.ExtendedMessage(),
                        new Capability.GracefulRestart(
                            true, true, 120, Map.of(AddressFamily.IPV4_UNICAST, true)),
                        new Capability.FourOctetAs(new Asn(70000)),
                        new Capability.AddPath(
                            Map.of(AddressFamily.IPV4_UNICAST, Capability.AddPath.Direction.BOTH)),
                        new Capability.EnhancedRouteRefresh(),
                        new Capability.LinkLocalNextHop()))));
  }

  @Test
  void a_capability_that_is_misspelt_or_unknown_is_kept_and_not_had() {
    Decoded decoded =
        decode(
            MessageFrame.OPEN,
            FIXED
                + """
                0d                 # parameters, 13 bytes
                02 0b
                  02 01 07         # route refresh with a value
                  01 03 00 01 00   # multiprotocol of 3 bytes
                  49 01 00         # FQDN
                """);

    assertThat(decoded)
        .isEqualTo(
            new Decoded.Message(
                new Open(
                    4,
                    new Asn(23456),
                    90,
                    RouterId.parse("10.0.0.2"),
                    List.of(
                        new Capability.Unrecognized(2, List.of((byte) 7)),
                        new Capability.Unrecognized(1, List.of((byte) 0, (byte) 1, (byte) 0)),
                        new Capability.Unrecognized(73, List.of((byte) 0))))));
  }

  @Test
  void extended_parameters_have_two_octets_of_length() {
    Decoded decoded =
        decode(
            MessageFrame.OPEN,
            FIXED
                + """
                ff ff 00 05        # extended parameters, 5 bytes
                02 00 02 02 00     # a parameter of 2 bytes: route refresh
                """);

    assertThat(decoded)
        .isEqualTo(
            new Decoded.Message(
                new Open(
                    4,
                    new Asn(23456),
                    90,
                    RouterId.parse("10.0.0.2"),
                    List.of(new Capability.RouteRefresh()))));
  }

  @ParameterizedTest
  @CsvSource({
    "01 01 02 03 04, 1, 2, the parameters have 4 bytes",
    "04 02 02 02, 1, 2, one byte is missing",
    "01 02, 2, 0, a parameter is cut off",
    "02 02 01, 2, 0, a parameter overruns",
    "03 02 01 02, 2, 0, a capability is cut off",
    "04 02 02 02 01, 2, 0, a capability overruns",
    "06 02 04 41 02 00 01, 2, 0, a 4-octet AS of 2 bytes",
    "02 01 00, 2, 4, an authentication parameter",
    "ff ff 00, 2, 0, the extended length is cut off",
    "ff ff 00 02 02 00, 2, 0, an extended parameter is cut off",
    "ff ff 00 03 02 00 01, 2, 0, an extended parameter overruns",
    "ff ff ff ff 02 00 00, 2, 0, the extended length overruns",
  })
  void an_open_that_lies_about_lengths_is_answered(
      String parameters, int code, int subcode, String name) {
    Decoded decoded = decode(MessageFrame.OPEN, FIXED + parameters);

    assertThat(decoded).as(name).isInstanceOf(Decoded.Malformed.class);
    Notification notification = ((Decoded.Malformed) decoded).notification();
    assertThat(notification.code()).as(name).isEqualTo(code);
    assertThat(notification.subcode()).as(name).isEqualTo(subcode);
  }

  @ParameterizedTest
  @CsvSource({
    "04 00 00, a 2-octet AS of 0 beside a good one",
    "04 fd ea, another 2-octet AS",
  })
  void an_open_of_two_different_ases_is_a_bad_peer_as(String start, String name) {
    Decoded decoded =
        decode(MessageFrame.OPEN, start + " 00 5a 0a 00 00 02 08 02 06 41 04 00 00 fd e9");

    assertThat(decoded)
        .as(name)
        .isInstanceOfSatisfying(
            Decoded.Malformed.class,
            malformed -> assertThat(malformed.notification()).isEqualTo(new Notification(2, 2)));
  }

  @Test
  void as_trans_may_stand_before_a_small_as() {
    assertThat(decode(MessageFrame.OPEN, "04 5b a0 00 5a 0a 00 00 02 08 02 06 41 04 00 00 fd e9"))
        .isInstanceOf(Decoded.Message.class);
  }

  @Test
  void another_version_is_told_ours() {
    Decoded decoded = decode(MessageFrame.OPEN, FIXED.replaceFirst("04", "03") + "00");

    assertThat(decoded)
        .isEqualTo(
            new Decoded.Malformed(
                new Notification(2, 1, new byte[] {0, 4}), "OPEN of version 3, not 4"));
  }

  @Test
  void a_refresh_is_read_ignored_or_answered() {
    assertThat(decode(MessageFrame.ROUTE_REFRESH, "00 02 01 01"))
        .isEqualTo(
            new Decoded.Message(
                new RouteRefresh(AddressFamily.IPV6_UNICAST, RouteRefresh.Subtype.BEGINNING)));
    assertThat(decode(MessageFrame.ROUTE_REFRESH, "00 19 00 41"))
        .isEqualTo(new Decoded.Ignored("ROUTE-REFRESH for AFI 25 SAFI 65"));
    assertThat(decode(MessageFrame.ROUTE_REFRESH, "00 01 03 01"))
        .isEqualTo(new Decoded.Ignored("ROUTE-REFRESH of unknown subtype 3"));
    assertThat(decode(MessageFrame.ROUTE_REFRESH, "00 01 01"))
        .isInstanceOfSatisfying(
            Decoded.Malformed.class,
            malformed ->
                assertThat(malformed.notification())
                    .isEqualTo(
                        new Notification(7, 1, message(MessageFrame.ROUTE_REFRESH, "00 01 01"))));
    assertThat(decode(MessageFrame.ROUTE_REFRESH, "00 01 01 01 00"))
        .isInstanceOf(Decoded.Malformed.class);
  }

  /// Of the marks alone [RFC 7313 §5](https://www.rfc-editor.org/rfc/rfc7313#section-5) judges the
  /// length in a way of its own.
  @ParameterizedTest
  @ValueSource(strings = {"", "00", "00 01", "00 01 00", "00 01 03"})
  void a_refresh_cut_off_that_is_no_mark_has_a_bad_length_as_any_message(String body) {
    byte length = (byte) message(MessageFrame.ROUTE_REFRESH, body).length;

    assertThat(decode(MessageFrame.ROUTE_REFRESH, body))
        .isInstanceOfSatisfying(
            Decoded.Malformed.class,
            malformed ->
                assertThat(malformed.notification())
                    .isEqualTo(new Notification(1, 2, new byte[] {0, length})));
  }

  @Test
  void an_update_is_read_elsewhere() {
    byte[] update = Hex.update("", "", "");
    assertThatThrownBy(() -> MessageCodec.decode(update, 0, update.length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void data_too_long_for_a_notification_is_cut_off() {
    assertThat(MessageCodec.encode(new Notification(6, 0, new byte[5000]))).hasSize(4096);
  }

  private static final int SHORT = 4096;
  private static final int LONG = 65_535;

  @ParameterizedTest
  @CsvSource({
    // length, type, longest, answer (-1 malformed, 0 more needed)
    "19, 4, 4096, 19",
    "20, 4, 4096, -1",
    "18, 4, 4096, -1",
    "0, 2, 4096, -1",
    "23, 2, 4096, 23",
    "22, 2, 4096, -1",
    "24, 2, 4096, 0",
    "4096, 2, 4096, 0",
    "4097, 2, 4096, -1",
    "65535, 2, 65535, 0",
    "4097, 3, 65535, 0",
    "4097, 1, 65535, -1",
    "28, 1, 4096, -1",
    "20, 3, 4096, -1",
    "21, 3, 4096, 21",
    "19, 0, 4096, -1",
    "19, 6, 4096, -1",
    "19, 255, 4096, -1",
    "19, 5, 4096, 19",
  })
  void a_frame_is_as_long_as_its_type_allows(int length, int type, int max, int answer) {
    byte[] bytes = new byte[23];
    MessageFrame.write(bytes, 0, length, type);

    assertThat(MessageFrame.length(bytes, 0, bytes.length, max)).isEqualTo(answer);
    assertThat(MessageFrame.length(bytes, 0, 18, max)).isEqualTo(MessageFrame.NEED_MORE);
  }

  @Test
  void a_bad_header_is_answered_by_what_is_wrong_with_it() {
    byte[] bytes = new byte[19];
    MessageFrame.write(bytes, 0, 19, 9);
    assertThat(MessageFrame.fault(bytes, 0, SHORT))
        .isEqualTo(new Notification(1, 3, new byte[] {9}));

    MessageFrame.write(bytes, 0, 5000, 2);
    assertThat(MessageFrame.fault(bytes, 0, SHORT))
        .isEqualTo(new Notification(1, 2, new byte[] {0x13, (byte) 0x88}));
    assertThat(MessageFrame.length(bytes, 0, 19, LONG)).isEqualTo(MessageFrame.NEED_MORE);

    bytes[15] = 0;
    assertThat(MessageFrame.length(bytes, 0, 19, LONG)).isEqualTo(MessageFrame.MALFORMED);
    assertThat(MessageFrame.fault(bytes, 0, LONG)).isEqualTo(new Notification(1, 1));
  }
}
