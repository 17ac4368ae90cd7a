package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.CapabilityKind;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Of an OPEN with several faults the first in this order is answered ([RFC 4271
/// §6.2](https://www.rfc-editor.org/rfc/rfc4271#section-6.2)).
class OpenOrderTest {
  private static final Open OURS =
      open(
          65000,
          "10.0.0.1",
          new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
          new Capability.Multiprotocol(AddressFamily.IPV6_UNICAST),
          new Capability.FourOctetAs(new Asn(65000)),
          new Capability.RouteRefresh(),
          new Capability.AddPath(
              Map.of(AddressFamily.IPV4_UNICAST, Capability.AddPath.Direction.BOTH)));

  private static Open open(long as, String id, Capability... capabilities) {
    return new Open(4, new Asn(as), 90, RouterId.parse(id), List.of(capabilities));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  /// What a body is answered with, by the codec or by what the OPEN means.
  private static Notification answer(String body, OpenTerms terms) {
    byte[] bytes = hex("ff ".repeat(16) + "00 00 00 " + body);
    MessageFrame.write(bytes, 0, bytes.length, MessageFrame.OPEN);
    return switch (MessageCodec.decode(bytes, 0, bytes.length)) {
      case Decoded.Malformed(Notification notification, _) -> notification;
      case Decoded.Message(Open open) ->
          switch (OpenValidation.check(
              open, OURS, (remote, _) -> remote.number() == 65001, terms)) {
            case OpenValidation.Result.Rejected(Notification notification, _) -> notification;
            case OpenValidation.Result.Accepted _ -> new Notification(0, 0);
          };
      default -> throw new AssertionError("an OPEN is one of the two");
    };
  }

  @ParameterizedTest(name = "{4}")
  @CsvSource({
    "03 fde9 0001 00000000 ff, 2, 1, 0004, the version says what the rest is",
    "04 fde9 0001 00000000 ff, 1, 2, 001d, lengths come before what they hold",
    "04 fde9 0001 00000000 04 0300 01, 1, 2, 0020, parameters that the message has not",
    "04 fde9 0001 00000000 02 0102, 2, 0, '', a parameter past its end before its type",
    "04 fde9 0001 00000000 02 0100, 2, 4, '', a parameter before its neighbour's AS",
    "04 fde8 0001 00000000 06 0204 4102 0001, 2, 0, '', a 4-octet AS of two",
    "04 fde9 0001 00000000 10 020e 4104 0000fde9 4104 0000fdea 0200, 2, 0, '', two 4-octet ASes",
    "04 0000 0001 00000000 00, 2, 2, '', AS 0 before the identifier",
    "04 5ba0 0001 00000000 08 0206 4104 00000000, 2, 2, '', a 4-octet AS of 0",
    "04 5ba0 0001 00000000 00, 2, 2, '', AS_TRANS for nobody",
    "04 fdeb 0001 00000000 00, 2, 2, '', another AS than is meant",
    "04 fde9 0001 00000000 00, 2, 3, '', the identifier before the hold time",
    "04 fde9 0002 0a000002 08 0206 0104 00190041, 2, 6, 0002, the hold time before families",
    "04 fde9 001d 0a000002 08 0206 0104 00190041, 2, 6, 001d, the shortest hold time that we want",
    "04 fde9 001e 0a000002 08 0206 0104 00190041, 2, 7, 010400010001010400020001, no family",
    "04 fde9 001e 0a000002 08 0206 0104 00010001, 2, 7, 0200, a capability that we require",
    "04 fde9 001e 0a000002 0a 0208 0104 00010001 0200, 0, 0, '', nothing",
    "04 fde9 0000 0a000002 0a 0208 0104 00010001 0200, 0, 0, '', no hold time is long enough",
  })
  void of_several_faults_the_first_is_answered(
      String body, int code, int subcode, String data, String name) {
    OpenTerms terms = new OpenTerms(30, Set.of(CapabilityKind.ROUTE_REFRESH));

    assertThat(answer(body, terms)).as(name).isEqualTo(new Notification(code, subcode, hex(data)));
  }

  /// [RFC 9072 §2](https://www.rfc-editor.org/rfc/rfc9072#section-2): the first type says it,
  /// whatever the one octet of length says; it must not be 0 then.
  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "ff ff 0007 020004 02000600, 0, 0, as it should be",
    "04 ff 0007 020004 02000600, 0, 0, with another length than 255",
    "ff ff 0000, 2, 7, of no length at all: nothing that we require",
    "00 ff 0007 020004 02000600, 1, 2, no parameters but for the first octet",
    "04 0202 0200, 0, 0, the short form",
    "09 ff 0004 ff000102, 2, 4, 255 again",
    "05 0203 ff0100, 2, 7, a capability of 255 is none of ours",
    "04 0200 ff00, 2, 4, 255 in second place is a parameter that nobody knows",
    "ff ff 0008 020004 02000600, 2, 0, one more than there is",
    "ff ff 0006 020004 02000600, 2, 0, one less than there is",
    "ff ff 0007 020005 02000600, 2, 0, a parameter past the end",
    "ff ff 0007 020003 02000600, 2, 0, a capability past its parameter",
    "ff ff, 2, 0, the length is missing",
  })
  void extended_parameters_are_told_by_the_first_type(
      String parameters, int code, int subcode, String name) {
    OpenTerms terms = new OpenTerms(0, Set.of(CapabilityKind.ROUTE_REFRESH));
    Notification answer = answer("04 fde9 005a 0a000002 " + parameters, terms);

    assertThat(new Notification(answer.code(), answer.subcode()))
        .as(name)
        .isEqualTo(new Notification(code, subcode));
  }

  @ParameterizedTest
  @ValueSource(ints = {61, 62, 63, 64, 65, 400})
  void capabilities_that_fit_no_octet_are_sent_in_the_extended_form(int count) {
    List<Capability> many =
        new ArrayList<>(Collections.nCopies(count, new Capability.Unrecognized(200, two())));
    Open open = new Open(4, new Asn(65001), 90, RouterId.parse("10.0.0.2"), many);

    byte[] bytes = MessageCodec.encode(open);

    assertThat(bytes[29] & 0xff).isEqualTo(4 * count + 2 > 255 ? 255 : 2);
    assertThat(MessageCodec.decode(bytes, 0, bytes.length)).isEqualTo(new Decoded.Message(open));
  }

  private static List<Byte> two() {
    return List.of((byte) 1, (byte) 2);
  }

  @Test
  void more_capabilities_than_a_message_holds_are_the_callers_mistake() {
    Open open =
        new Open(
            4,
            new Asn(65001),
            90,
            RouterId.parse("10.0.0.2"),
            Collections.nCopies(2040, new Capability.Unrecognized(200, List.of())));

    assertThatThrownBy(() -> MessageCodec.encode(open))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// What we answer does not grow with what we are sent.
  @Test
  void a_flood_of_unknown_capabilities_is_taken_and_not_sent_back() {
    List<Capability> flood =
        new ArrayList<>(Collections.nCopies(2000, new Capability.Unrecognized(200, List.of())));
    byte[] bytes =
        MessageCodec.encode(new Open(4, new Asn(65001), 90, RouterId.parse("10.0.0.2"), flood));

    Decoded decoded = MessageCodec.decode(bytes, 0, bytes.length);

    Open open = (Open) ((Decoded.Message) decoded).message();
    assertThat(open.capabilities()).hasSize(2000);
    assertThat(
            OpenValidation.check(
                open,
                OURS,
                (_, _) -> true,
                new OpenTerms(0, Set.of(CapabilityKind.ROUTE_REFRESH, CapabilityKind.ADD_PATH))))
        .isEqualTo(
            new OpenValidation.Result.Rejected(
                new Notification(2, 7, hex("02 00 45 04 00 01 01 03")),
                "the neighbour lacks route-refresh, add-path"));
  }

  @Test
  void all_families_may_be_required() {
    assertThat(
            OpenValidation.check(
                open(65001, "10.0.0.2", new Capability.Multiprotocol(AddressFamily.IPV6_UNICAST)),
                OURS,
                (_, _) -> true,
                new OpenTerms(0, Set.of(CapabilityKind.MULTIPROTOCOL))))
        .isEqualTo(
            new OpenValidation.Result.Rejected(
                new Notification(2, 7, hex("01 04 00 01 00 01")),
                "the neighbour lacks ipv4-unicast"));
  }

  /// What a neighbour cannot spell it does not have, and that is said.
  @ParameterizedTest
  @CsvSource({
    "1, 000100, multiprotocol of 3 bytes",
    "2, 00, route-refresh of 1 bytes",
    "5, 0001000100, extended-next-hop of 5 bytes",
    "6, 00, extended-message of 1 bytes",
    "9, '', role of 0 bytes",
    "64, 00, graceful-restart of 1 bytes",
    "64, 0000000101, graceful-restart of 5 bytes",
    "69, 000101, add-path of 3 bytes",
    "70, 00, enhanced-route-refresh of 1 bytes",
    "71, 00010100, long-lived-graceful-restart of 4 bytes",
    "73, 02610003, fqdn of 4 bytes",
    "73, ff, fqdn of 1 bytes",
    "75, '', software-version of 0 bytes",
    "75, 00, software-version of 1 bytes",
    "75, ff61, software-version of 2 bytes",
    "73, 0161 0162, ''",
    "75, 0161, ''",
    "200, 00, ''",
  })
  void each_capability_has_lengths_of_its_own(int code, String value, String misspelt) {
    byte[] bytes = hex(value);
    String body =
        "04 fde9 005a 0a000002 %02x 02 %02x %02x %02x %s"
            .formatted(bytes.length + 4, bytes.length + 2, code, bytes.length, value);
    byte[] message = hex("ff ".repeat(16) + "00 00 00 " + body);
    MessageFrame.write(message, 0, message.length, MessageFrame.OPEN);

    Decoded decoded = MessageCodec.decode(message, 0, message.length);

    Open open = (Open) ((Decoded.Message) decoded).message();
    assertThat(open.capabilities()).hasSize(1);
    assertThat(String.join(", ", OpenValidation.misspelt(open))).isEqualTo(misspelt);
  }

  @Test
  void a_required_capability_that_is_misspelt_is_missing() {
    Open open = open(65001, "10.0.0.2", new Capability.Unrecognized(2, List.of((byte) 0)));

    assertThat(
            OpenValidation.check(
                open, OURS, (_, _) -> true, new OpenTerms(0, Set.of(CapabilityKind.ROUTE_REFRESH))))
        .isInstanceOf(OpenValidation.Result.Rejected.class);
  }

  @Test
  void path_ids_are_looked_for_in_every_capability_about_them() {
    Open open =
        open(
            65001,
            "10.0.0.2",
            new Capability.AddPath(
                Map.of(AddressFamily.IPV6_UNICAST, Capability.AddPath.Direction.SEND)),
            new Capability.AddPath(
                Map.of(AddressFamily.IPV4_UNICAST, Capability.AddPath.Direction.SEND)));

    assertThat(OpenValidation.check(open, OURS, (_, _) -> true))
        .isInstanceOfSatisfying(
            OpenValidation.Result.Accepted.class,
            accepted ->
                assertThat(accepted.negotiated().addPathReceive())
                    .containsExactly(AddressFamily.IPV4_UNICAST));
  }
}
