package io.munia.bgp.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.dissect.Dissection.Destination;
import io.munia.bgp.dissect.Dissection.Outcome;
import io.munia.bgp.dissect.Dissection.Part;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DissectorTest {
  private static final String MARKER = "ff".repeat(16);
  private static final String ORIGIN = "40010100";
  private static final String AS_PATH = "40020602010000fde9";
  private static final String NEXT_HOP = "400304c0000201";
  private static final Negotiated USUAL = Shape.USUAL.negotiated();

  private final Dissector dissector = new Dissector();

  @Test
  void what_an_update_announces_and_withdraws_is_named() {
    Dissection message = update("080a", ORIGIN + AS_PATH + NEXT_HOP, "18cb0071", USUAL);
    assertThat(message.message()).isEqualTo("UPDATE");
    assertThat(message.outcome()).isEqualTo(Outcome.ACCEPT);
    assertThat(message.error()).isEmpty();
    assertThat(message.announced())
        .containsExactly(
            new Destination(
                AddressFamily.IPV4_UNICAST, "203.0.113.0/24", Optional.empty(), "192.0.2.1"));
    assertThat(message.withdrawn())
        .containsExactly(
            new Destination(AddressFamily.IPV4_UNICAST, "10.0.0.0/8", Optional.empty(), ""));
    assertThat(message.attributes())
        .extracting(attribute -> attribute.at() + " " + attribute.name() + " " + attribute.value())
        .containsExactly("25 ORIGIN IGP", "29 AS_PATH 65001", "38 NEXT_HOP 192.0.2.1");
  }

  @Test
  void a_vpn_route_is_shown_with_its_label_and_withdrawn_without() {
    String nlri = "68000111" + "0000fc0000000064" + "0a01";
    String reach = "800e1f" + "000180" + "0c0000000000000000c0000201" + "00" + nlri;
    Dissection told = update("", reach + ORIGIN + AS_PATH, "", USUAL);
    assertThat(told.outcome()).isEqualTo(Outcome.ACCEPT);
    assertThat(told.announced())
        .containsExactly(
            new Destination(
                AddressFamily.IPV4_VPN,
                "64512:100 10.1.0.0/16 label 17",
                Optional.empty(),
                "192.0.2.1"));
    assertThat(update("", "800f11" + "000180" + nlri, "", USUAL).withdrawn())
        .containsExactly(
            new Destination(AddressFamily.IPV4_VPN, "64512:100 10.1.0.0/16", Optional.empty(), ""));
  }

  /// [RFC 7606 §2](https://www.rfc-editor.org/rfc/rfc7606#section-2)
  @Test
  void what_is_treated_as_withdraw_stands_with_what_is_withdrawn() {
    Dissection message = update("080a", "40010103" + AS_PATH + NEXT_HOP, "18cb0071", USUAL);
    assertThat(message.outcome()).isEqualTo(Outcome.WITHDRAW);
    assertThat(message.code()).isZero();
    assertThat(message.error()).contains("ORIGIN");
    assertThat(message.announced()).isEmpty();
    assertThat(message.withdrawn())
        .extracting(Destination::nlri)
        .containsExactly("10.0.0.0/8", "203.0.113.0/24");
  }

  @Test
  void an_attribute_that_is_discarded_leaves_the_routes() {
    Dissection message =
        update("", ORIGIN + AS_PATH + NEXT_HOP + "40050400000064", "18cb0071", USUAL);
    assertThat(message.outcome()).isEqualTo(Outcome.DISCARD);
    assertThat(message.announced()).hasSize(1);
  }

  @Test
  void a_reset_has_the_numbers_of_its_notification_and_no_routes() {
    Dissection message = update("080a", ORIGIN + AS_PATH + NEXT_HOP, "21cb00710000", USUAL);
    assertThat(message.outcome()).isEqualTo(Outcome.RESET);
    assertThat(message.code()).isEqualTo(3);
    assertThat(message.subcode()).isEqualTo(10);
    assertThat(message.announced()).isEmpty();
    assertThat(message.withdrawn()).isEmpty();
  }

  @Test
  void an_attribute_that_is_cut_off_is_the_last_one_shown() {
    Dissection message = update("", ORIGIN + AS_PATH + "400308c0000201", "18cb0071", USUAL);
    assertThat(message.outcome()).isEqualTo(Outcome.WITHDRAW);
    assertThat(message.attributes().getLast().name()).isEqualTo("NEXT_HOP");
    assertThat(message.attributes().getLast().cutOff()).isTrue();
  }

  /// [RFC 4724 §2](https://www.rfc-editor.org/rfc/rfc4724#section-2)
  @Test
  void an_end_of_rib_is_told_from_an_empty_update() {
    assertThat(update("", "", "", USUAL).endOfRib()).contains(AddressFamily.IPV4_UNICAST);
    assertThat(update("", "800f03000201", "", USUAL).endOfRib())
        .contains(AddressFamily.IPV6_UNICAST);
    assertThat(update("080a", "", "", USUAL).endOfRib()).isEmpty();
  }

  /// [RFC 7911 §3](https://www.rfc-editor.org/rfc/rfc7911#section-3)
  @Test
  void path_ids_are_read_where_the_session_carries_them() {
    Negotiated session =
        new Shape(
                true,
                Set.of(AddressFamily.IPV4_UNICAST),
                true,
                false,
                Shape.USUAL.families(),
                Set.of(),
                null)
            .negotiated();
    assertThat(update("", ORIGIN + AS_PATH + NEXT_HOP, "fffffffe18cb0071", session).announced())
        .extracting(Destination::pathId)
        .containsExactly(Optional.of(4_294_967_294L));
  }

  /// [RFC 6793](https://www.rfc-editor.org/rfc/rfc6793)
  @Test
  void numbers_of_two_octets_are_read_where_the_session_carries_them() {
    Negotiated session =
        new Shape(false, Set.of(), true, false, Shape.USUAL.families(), Set.of(), new Asn(65001))
            .negotiated();
    Dissection message = update("", ORIGIN + "4002040201fde9" + NEXT_HOP, "18cb0071", session);
    assertThat(message.outcome()).isEqualTo(Outcome.ACCEPT);
    assertThat(message.attributes().get(1).value()).isEqualTo("65001");
  }

  /// [RFC 6793 §4.2.3](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.3)
  @Test
  void a_path_of_two_octets_says_what_it_was_taken_for() {
    Negotiated session =
        new Shape(false, Set.of(), true, false, Shape.USUAL.families(), Set.of(), null)
            .negotiated();
    String as4Path = "c01106" + "0201" + "000186a2";
    Dissection merged =
        update("", ORIGIN + "4002060202fde95ba0" + NEXT_HOP + as4Path, "18cb0071", session);
    assertThat(merged.attributes().get(1).value()).isEqualTo("65001 23456");
    assertThat(merged.attributes().get(1).taken()).isEqualTo("65001 100002");
    Dissection longer =
        update(
            "",
            ORIGIN + "4002040201fde9" + NEXT_HOP + "c0110a" + "0202" + "000186a2" + "0000fde9",
            "18cb0071",
            session);
    assertThat(longer.attributes().get(1).taken()).isEmpty();
  }

  /// [RFC 4271 §4.3](https://www.rfc-editor.org/rfc/rfc4271#section-4.3)
  @Test
  void what_is_withdrawn_and_announced_at_once_is_announced() {
    Dissection message =
        update("18cb0071" + "080a", ORIGIN + AS_PATH + NEXT_HOP, "18cb0071", USUAL);
    assertThat(message.announced()).extracting(Destination::nlri).containsExactly("203.0.113.0/24");
    assertThat(message.withdrawn()).extracting(Destination::nlri).containsExactly("10.0.0.0/8");
  }

  /// Whose own role is not known takes the neighbour's; what none would take resets ([RFC 9234
  /// §4.2](https://www.rfc-editor.org/rfc/rfc9234#section-4.2)).
  @ParameterizedTest
  @CsvSource({
    "090100, ACCEPT",
    "090101, ACCEPT",
    "090103, ACCEPT",
    "090104, ACCEPT",
    "090101090101, ACCEPT",
    "090101090102, RESET",
    "090105, RESET",
    "0900, RESET",
    "09020101, RESET",
  })
  void a_role_is_judged_by_itself(String roles, Outcome outcome) {
    String capabilities = "010400010001" + "41040000fde9" + roles;
    String parameter = "02%02x".formatted(capabilities.length() / 2) + capabilities;
    String open = "04fde9005a0a000001" + "%02x".formatted(parameter.length() / 2) + parameter;
    Dissection message = message(MARKER + "%04x01".formatted(19 + open.length() / 2) + open, USUAL);
    assertThat(message.outcome()).as(message.error()).isEqualTo(outcome);
    assertThat(message.code()).isEqualTo(outcome == Outcome.RESET ? 2 : 0);
    assertThat(message.subcode()).isEqualTo(outcome == Outcome.RESET ? 11 : 0);
  }

  @Test
  void a_list_of_attributes_is_judged_as_if_it_announced_something() {
    Dissection whole = attributes(ORIGIN + AS_PATH + NEXT_HOP);
    assertThat(whole.outcome()).isEqualTo(Outcome.ACCEPT);
    assertThat(whole.announced()).isEmpty();
    assertThat(whole.attributes().getFirst().at()).isZero();
    Dissection missing = attributes(ORIGIN + NEXT_HOP);
    assertThat(missing.outcome()).isEqualTo(Outcome.WITHDRAW);
    assertThat(missing.error()).isEqualTo("AS_PATH is missing");
    assertThat(missing.withdrawn()).isEmpty();
  }

  @Test
  void a_message_that_is_cut_off_says_how_much_is_there() {
    Dissection message = message(MARKER + "001e02" + "0000", USUAL);
    assertThat(message.outcome()).isEqualTo(Outcome.RESET);
    assertThat(message.error()).contains("30 bytes", "21 are there");
  }

  /// [RFC 4271 §6.1](https://www.rfc-editor.org/rfc/rfc4271#section-6.1)
  @Test
  void a_header_that_is_none_resets() {
    assertThat(numbers(message("fe" + MARKER.substring(2) + "001304", USUAL))).isEqualTo("1/1");
    assertThat(numbers(message(MARKER + "001204", USUAL))).isEqualTo("1/2");
    assertThat(numbers(message(MARKER + "001309", USUAL))).isEqualTo("1/3");
  }

  @Test
  void an_open_says_its_capabilities_and_is_judged() {
    String capabilities = "0206" + "010400010001" + "0206" + "41040000fde9";
    Dissection good =
        message(MARKER + "002d01" + "04fde9005a0a000001" + "10" + capabilities, USUAL);
    assertThat(good.outcome()).as(good.error()).isEqualTo(Outcome.ACCEPT);
    assertThat(good.says())
        .contains(
            new Part("AS", "65001"),
            new Part("hold time", "90 s"),
            new Part("capability", "multiprotocol ipv4-unicast"),
            new Part("capability", "4-octet AS 65001"));
    Dissection bad = message(MARKER + "001d01" + "04fde900020a00000100", USUAL);
    assertThat(numbers(bad)).isEqualTo("2/6");
  }

  @Test
  void an_open_of_another_as_than_the_neighbours_resets() {
    Negotiated known =
        new Shape(true, Set.of(), true, false, Shape.USUAL.families(), Set.of(), new Asn(65_002))
            .negotiated();
    String open = MARKER + "001d01" + "04fde9005a0a00000100";
    assertThat(message(open, USUAL).outcome()).isEqualTo(Outcome.ACCEPT);
    assertThat(numbers(message(open, known))).isEqualTo("2/2");
  }

  @Test
  void other_messages_say_what_they_are() {
    assertThat(message(MARKER + "001304", USUAL).outcome()).isEqualTo(Outcome.ACCEPT);
    assertThat(message(MARKER + "001503" + "0602", USUAL).says().getFirst().text())
        .contains("Administrative Shutdown");
    assertThat(message(MARKER + "001705" + "00020101", USUAL).says())
        .extracting(Part::text)
        .containsExactly("ipv6-unicast", "beginning of route refresh");
    assertThat(message(MARKER + "001705" + "00020901", USUAL).outcome()).isEqualTo(Outcome.DISCARD);
  }

  @Test
  void any_bytes_have_an_answer_and_a_stream_of_them_comes_to_its_end() {
    for (long seed = 0; seed < 20_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = mutated(random);
      assertThatCode(() -> walk(bytes))
          .as("seed %d: %s", seed, HexFormat.of().formatHex(bytes))
          .doesNotThrowAnyException();
    }
  }

  private void walk(byte[] bytes) {
    for (Negotiated session : sessions()) {
      int at = 0;
      while (at < bytes.length) {
        Dissection message = dissector.message(bytes, at, bytes.length, session);
        assertThat(message.bytes()).isPositive();
        at += message.bytes();
      }
      dissector.attributes(bytes, 0, bytes.length, session);
    }
  }

  private static List<Negotiated> sessions() {
    List<Negotiated> sessions = new ArrayList<>();
    for (boolean fourOctets : List.of(true, false)) {
      for (boolean external : List.of(true, false)) {
        sessions.add(
            new Shape(
                    fourOctets,
                    external ? Set.of() : Shape.USUAL.families(),
                    external,
                    external,
                    Shape.USUAL.families(),
                    Shape.USUAL.extendedNextHop(),
                    null)
                .negotiated());
      }
    }
    return sessions;
  }

  private static byte[] mutated(SplittableRandom random) {
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                hex("080a", ORIGIN + AS_PATH + NEXT_HOP + "c00804fde90007", "18cb0071")
                    + MARKER
                    + "002d01"
                    + "04fde9005a0a000001"
                    + "10"
                    + "0206010400010001020641040000fde9");
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
  }

  private static String numbers(Dissection message) {
    assertThat(message.outcome()).isEqualTo(Outcome.RESET);
    return message.code() + "/" + message.subcode();
  }

  private Dissection update(String withdrawn, String attributes, String nlri, Negotiated session) {
    return message(hex(withdrawn, attributes, nlri), session);
  }

  private static String hex(String withdrawn, String attributes, String nlri) {
    int length = 23 + (withdrawn.length() + attributes.length() + nlri.length()) / 2;
    return MARKER
        + "%04x02%04x".formatted(length, withdrawn.length() / 2)
        + withdrawn
        + "%04x".formatted(attributes.length() / 2)
        + attributes
        + nlri;
  }

  private Dissection message(String hex, Negotiated session) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return dissector.message(bytes, 0, bytes.length, session);
  }

  private Dissection attributes(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return dissector.attributes(bytes, 0, bytes.length, USUAL);
  }
}
