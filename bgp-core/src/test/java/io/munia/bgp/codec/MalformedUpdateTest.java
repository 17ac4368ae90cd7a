package io.munia.bgp.codec;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.Notification;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of [RFC 7606 §7](https://www.rfc-editor.org/rfc/rfc7606#section-7) row by row: the
/// attributes of an UPDATE that announces 203.0.113.0/24 and 2001:db8::/32, and what is to become
/// of it; what its lengths do to it ([RFC 7606
/// §4](https://www.rfc-editor.org/rfc/rfc7606#section-4), [RFC 7606
/// §5.2](https://www.rfc-editor.org/rfc/rfc7606#section-5.2), [RFC 7606
/// §5.3](https://www.rfc-editor.org/rfc/rfc7606#section-5.3)); and which of several faults counts
/// ([RFC 7606 §3](https://www.rfc-editor.org/rfc/rfc7606#section-3)). The codes of a reset are
/// those of [RFC 4271 §6.3](https://www.rfc-editor.org/rfc/rfc4271#section-6.3); AS4_PATH is judged
/// by [RFC 6793 §6](https://www.rfc-editor.org/rfc/rfc6793#section-6), AS 0 by [RFC 7607
/// §2](https://www.rfc-editor.org/rfc/rfc7607#section-2).
class MalformedUpdateTest {
  private static final String ORIGIN = "40 01 01 00 ";
  private static final String AS_PATH = "40 02 06 02 01 00 00 fd e9 ";
  private static final String AS_PATH_2 = "40 02 04 02 01 fd e9 ";
  private static final String INTERNAL_PATH = "40 02 00 ";
  private static final String NEXT_HOP = "40 03 04 c0 00 02 01 ";
  private static final String REST = ORIGIN + AS_PATH + NEXT_HOP;
  private static final String INTERNAL = ORIGIN + INTERNAL_PATH + NEXT_HOP;
  private static final String OLD = ORIGIN + AS_PATH_2 + NEXT_HOP;
  private static final String V6_HOP = "10 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 ";
  private static final String V6_NLRI = "20 20 01 0d b8 ";

  /// What a row expects: a kind of verdict, and the attribute or subcode it names.
  sealed interface Expected {
    record Intact() implements Expected {}

    record Discard(int attribute) implements Expected {}

    record Withdraw(int attribute) implements Expected {}

    record Reset(int subcode) implements Expected {}
  }

  record Row(String name, Negotiated session, String attributes, Expected expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row row(String name, Negotiated session, String attributes, Expected expected) {
    return new Row(name, session, attributes, expected);
  }

  private static Expected intact() {
    return new Expected.Intact();
  }

  private static Expected discard(int attribute) {
    return new Expected.Discard(attribute);
  }

  private static Expected withdraw(int attribute) {
    return new Expected.Withdraw(attribute);
  }

  private static Expected reset(int subcode) {
    return new Expected.Reset(subcode);
  }

  static Stream<Row> wellKnown() {
    Negotiated external = Sessions.EXTERNAL;
    Negotiated internal = Sessions.INTERNAL;
    return Stream.of(
        row("nothing wrong", external, REST, intact()),
        row("ORIGIN of 2 bytes", external, "40 01 02 00 00 " + AS_PATH + NEXT_HOP, withdraw(1)),
        row("ORIGIN of 0 bytes", external, "40 01 00 " + AS_PATH + NEXT_HOP, withdraw(1)),
        row("ORIGIN 3", external, "40 01 01 03 " + AS_PATH + NEXT_HOP, withdraw(1)),
        row("ORIGIN 255", external, "40 01 01 ff " + AS_PATH + NEXT_HOP, withdraw(1)),
        row("ORIGIN optional", external, "c0 01 01 00 " + AS_PATH + NEXT_HOP, withdraw(1)),
        row("ORIGIN not transitive", external, "00 01 01 00 " + AS_PATH + NEXT_HOP, withdraw(1)),
        row("ORIGIN partial", external, "60 01 01 00 " + AS_PATH + NEXT_HOP, intact()),
        row("ORIGIN missing", external, AS_PATH + NEXT_HOP, withdraw(1)),
        row("ORIGIN twice", external, REST + ORIGIN, discard(1)),
        row("AS_PATH missing", external, ORIGIN + NEXT_HOP, withdraw(2)),
        row("AS_PATH empty, external", external, ORIGIN + "40 02 00 " + NEXT_HOP, withdraw(2)),
        row("AS_PATH empty, internal", internal, INTERNAL, intact()),
        path("one byte", external, "40 02 01 02"),
        path("a segment overruns", external, "40 02 06 02 02 00 00 fd e9"),
        path("a byte is left over", external, "40 02 07 02 01 00 00 fd e9 02"),
        path("an empty segment", external, "40 02 08 02 01 00 00 fd e9 02 00"),
        path("segment kind 0", external, "40 02 0c 02 01 00 00 fd e9 00 01 00 00 fd ea"),
        path("segment kind 5", external, "40 02 0c 02 01 00 00 fd e9 05 01 00 00 fd ea"),
        path("segment kind 255", external, "40 02 0c 02 01 00 00 fd e9 ff 01 00 00 fd ea"),
        path("AS 0", external, "40 02 0a 02 02 00 00 fd e9 00 00 00 00"),
        path("AS set", external, "40 02 0c 02 01 00 00 fd e9 01 01 00 00 fd ea"),
        path("confederation set", internal, "40 02 06 04 01 00 00 fd e9"),
        path("confederation, external", external, "40 02 06 03 01 00 00 fd e9"),
        path("confederation behind", external, "40 02 0c 02 01 00 00 fd e9 03 01 00 00 fd ea"),
        path("first AS is another's", external, "40 02 06 02 01 00 00 fd ea"),
        row(
            "first AS is another's, of a route server",
            external.but().anyFirstAs(true).build(),
            ORIGIN + "40 02 06 02 01 00 00 fd ea " + NEXT_HOP,
            intact()),
        row(
            "AS_PATH empty, of a route server",
            external.but().anyFirstAs(true).build(),
            ORIGIN + "40 02 00 " + NEXT_HOP,
            withdraw(2)),
        row(
            "confederation sequence, internal",
            internal,
            ORIGIN + "40 02 06 03 01 00 00 fd e9 " + NEXT_HOP,
            intact()),
        path(
            "a member's without its segment", Sessions.CONFEDERATION, "40 02 06 02 01 00 00 fd e9"),
        path("a member's that is empty", Sessions.CONFEDERATION, "40 02 00"),
        path("a member's of another", Sessions.CONFEDERATION, "40 02 06 03 01 00 00 fd ea"),
        row(
            "a member's own segment, LOCAL_PREF",
            Sessions.CONFEDERATION,
            ORIGIN + "40 02 06 03 01 00 00 fd e9 " + NEXT_HOP + "40 05 04 00 00 00 64",
            intact()),
        row(
            "AS_PATH in long form",
            external,
            ORIGIN + "50 02 00 06 02 01 00 00 fd e9 " + NEXT_HOP,
            intact()),
        row("NEXT_HOP missing", external, ORIGIN + AS_PATH, withdraw(3)),
        row("NEXT_HOP of 3 bytes", external, ORIGIN + AS_PATH + "40 03 03 c0 00 02", withdraw(3)),
        hop("NEXT_HOP 0.0.0.1", "00 00 00 01"),
        hop("NEXT_HOP 127.0.0.1", "7f 00 00 01"),
        hop("NEXT_HOP 224.0.0.1", "e0 00 00 01"),
        hop("NEXT_HOP 240.0.0.1", "f0 00 00 01"),
        hop("NEXT_HOP 255.255.255.255", "ff ff ff ff"),
        row("LOCAL_PREF, external", external, REST + "40 05 04 00 00 00 64", discard(5)),
        row("LOCAL_PREF of 3, external", external, REST + "40 05 03 00 00 64", discard(5)),
        row("LOCAL_PREF of 3, internal", internal, INTERNAL + "40 05 03 00 00 64", withdraw(5)),
        row("ATOMIC_AGGREGATE of 1", external, REST + "40 06 01 00", discard(6)),
        row("ATOMIC_AGGREGATE optional", external, REST + "c0 06 00", withdraw(6)));
  }

  private static Row path(String name, Negotiated session, String path) {
    return row("AS_PATH: " + name, session, ORIGIN + path + " " + NEXT_HOP, withdraw(2));
  }

  private static Row hop(String name, String address) {
    return row(name, Sessions.EXTERNAL, ORIGIN + AS_PATH + "40 03 04 " + address, withdraw(3));
  }

  static Stream<Row> optional() {
    Negotiated external = Sessions.EXTERNAL;
    Negotiated internal = Sessions.INTERNAL;
    return Stream.of(
        row("MED of 3 bytes", external, REST + "80 04 03 00 00 05", withdraw(4)),
        row("MED transitive", external, REST + "c0 04 04 00 00 00 05", withdraw(4)),
        row("MED partial", external, REST + "a0 04 04 00 00 00 05", intact()),
        row("AGGREGATOR of 6", external, REST + "c0 07 06 fd e9 0a 00 00 01", discard(7)),
        row("AGGREGATOR AS 0", external, REST + "c0 07 08 00 00 00 00 0a 00 00 01", discard(7)),
        row("COMMUNITIES empty", external, REST + "c0 08 00", withdraw(8)),
        row("COMMUNITIES of 3", external, REST + "c0 08 03 00 00 01", withdraw(8)),
        row("COMMUNITIES not transitive", external, REST + "80 08 04 0 0 0 1", withdraw(8)),
        row("ORIGINATOR_ID, external", external, REST + "80 09 04 0a 00 00 05", discard(9)),
        row("ORIGINATOR_ID of 5", internal, INTERNAL + "80 09 05 0a 00 00 05 00", withdraw(9)),
        row("ORIGINATOR_ID of 5, ext", external, REST + "80 09 05 0a 00 00 05 00", discard(9)),
        row("CLUSTER_LIST, external", external, REST + "80 0a 04 0a 00 00 05", discard(10)),
        row("CLUSTER_LIST empty", internal, INTERNAL + "80 0a 00", withdraw(10)),
        row("CLUSTER_LIST of 6", internal, INTERNAL + "80 0a 06 1 2 3 4 5 6", withdraw(10)),
        row("EXTENDED COMMUNITIES empty", external, REST + "c0 10 00", withdraw(16)),
        row("EXTENDED COMMUNITIES of 7", external, REST + "c0 10 07 1 2 3 4 5 6 7", withdraw(16)),
        row("unknown ext. community", external, REST + "c0 10 08 ff 2 3 4 5 6 7 8", intact()),
        row("AS4_PATH, new", external, REST + "c0 11 06 02 01 00 00 fd e9", discard(17)),
        row("AS4_AGGREGATOR, new", external, REST + "c0 12 08 1 2 3 4 5 6 7 8", discard(18)),
        old("AS4_PATH overrun", "c0 11 06 02 02 00 00 fd e9", discard(17)),
        old("AS4_PATH AS 0", "c0 11 06 02 01 00 00 00 00", discard(17)),
        old("AS4_PATH set", "c0 11 06 01 01 00 00 fd e9", withdraw(17)),
        old("AS4_PATH not transitive", "80 11 06 02 01 00 00 fd e9", withdraw(17)),
        old("AS4_PATH empty", "c0 11 00", discard(17)),
        old("AS4_AGGREGATOR well-known", "40 12 08 0 0 fd e9 0a 0 0 1", withdraw(18)),
        row("AS4_PATH, new, wrong", external, REST + "80 11 06 02 01 00 00 fd e9", discard(17)),
        old("AS4_AGGREGATOR of 6", "c0 12 06 1 2 3 4 5 6", discard(18)),
        old("AS4_AGGREGATOR AS 0", "c0 12 08 0 0 0 0 1 2 3 4", discard(18)),
        old("AGGREGATOR of 8 from old", "c0 07 08 0 0 fd e9 0a 0 0 1", discard(7)),
        old("AGGREGATOR of 6 from old", "c0 07 06 fd e9 0a 0 0 1", intact()),
        row(
            "IPv6 ext. communities of 8",
            external,
            REST + "c0 19 08 1 2 3 4 5 6 7 8",
            withdraw(25)),
        row("AIGP, external", external, REST + "80 1a 0b 01 00 0b 0 0 0 0 0 0 0 9", discard(26)),
        row("AIGP", internal, INTERNAL + "80 1a 0b 01 00 0b 0 0 0 0 0 0 0 9", intact()),
        row("AIGP transitive", internal, INTERNAL + "c0 1a 0b 01 0 b 0 0 0 0 0 0 0 9", discard(26)),
        row("AIGP empty", internal, INTERNAL + "80 1a 00", discard(26)),
        row("AIGP of 2", internal, INTERNAL + "80 1a 02 01 00", discard(26)),
        row("AIGP TLV length 0", internal, INTERNAL + "80 1a 03 01 00 00", discard(26)),
        row("AIGP TLV overrun", internal, INTERNAL + "80 1a 04 02 00 05 00", discard(26)),
        row("AIGP TLV 1 of 10", internal, INTERNAL + "80 1a 0a 1 0 a 0 0 0 0 0 0 0", discard(26)),
        row("LARGE_COMMUNITY of 8", external, REST + "c0 20 08 1 2 3 4 5 6 7 8", withdraw(32)),
        row("LARGE_COMMUNITY empty", external, REST + "c0 20 00", withdraw(32)),
        row("OTC of 3", external, REST + "c0 23 03 1 2 3", withdraw(35)),
        row("type 0", external, REST + "c0 00 01 00", discard(0)),
        row("unknown well-known", external, REST + "40 63 01 00", withdraw(99)),
        row("unknown, neither bit", external, REST + "00 63 01 00", withdraw(99)),
        row("unknown optional transitive", external, REST + "c0 63 01 00", intact()),
        row("unknown non-transitive", external, REST + "80 63 01 00", intact()),
        row("unknown twice", external, REST + "c0 63 01 00 c0 63 01 01", discard(99)),
        row("unknown, empty", external, REST + "c0 ff 00", intact()));
  }

  private static Row old(String name, String attribute, Expected expected) {
    return row(name, Sessions.EXTERNAL_2_OCTETS, OLD + attribute, expected);
  }

  static Stream<Row> framing() {
    Negotiated external = Sessions.EXTERNAL;
    return Stream.of(
        row("one byte is left", external, REST + "40", withdraw(0)),
        row("two bytes are left", external, REST + "c0 08", withdraw(8)),
        row("long form, three bytes are left", external, REST + "d0 08 00", withdraw(8)),
        row("an attribute overruns", external, REST + "c0 08 05 00 00 00 01", withdraw(8)),
        row("a long attribute overruns", external, REST + "d0 08 ff ff 00", withdraw(8)),
        row("MP_REACH_NLRI overruns", external, REST + "80 0e 10 00 02", reset(9)),
        row("MP_UNREACH_NLRI overruns", external, REST + "80 0f 10 00 02", reset(9)),
        row("the strongest counts", external, REST + "c0 00 00 c0 08 00 80 0f 00", reset(9)),
        row("withdraw over discard", external, REST + "40 06 01 00 c0 08 00", withdraw(8)),
        row("the first of equals counts", external, REST + "c0 08 00 c0 20 00", withdraw(8)));
  }

  static Stream<Row> multiprotocol() {
    Negotiated external = Sessions.EXTERNAL;
    String reach = "00 02 01 " + V6_HOP + "00 " + V6_NLRI;
    return Stream.of(
        row("MP_REACH_NLRI", external, REST + "80 0e 1a " + reach, intact()),
        row("MP_REACH_NLRI first", external, "80 0e 1a " + reach + REST, intact()),
        row("twice", external, REST + "80 0e 1a " + reach + "80 0e 1a " + reach, reset(1)),
        row("MP_UNREACH_NLRI twice", external, REST + "80 0f 3 0 2 1 80 0f 3 0 2 1", reset(1)),
        row("transitive", external, REST + "c0 0e 1a " + reach, withdraw(14)),
        row("MP_REACH_NLRI of 4", external, REST + "80 0e 04 00 02 01 00", reset(9)),
        row("MP_REACH_NLRI empty", external, REST + "80 0e 00", reset(9)),
        row("next hop overruns", external, REST + "80 0e 05 00 02 01 01 00", reset(9)),
        row("next hop of 0", external, REST + "80 0e 05 00 02 01 00 00", reset(9)),
        row("next hop of 4 in IPv6", external, REST + "80 0e 09 0 2 1 4 c0 0 2 1 0", reset(9)),
        row("prefix of 129 bits", external, mp(V6_HOP + "00 81" + " 00".repeat(17)), reset(9)),
        row("prefix cut off", external, mp(V6_HOP + "00 20 20 01 0d"), reset(9)),
        row("next hop ::", external, mp("10" + " 00".repeat(17) + " " + V6_NLRI), withdraw(14)),
        row(
            "next hop ::1",
            external,
            mp("10" + " 00".repeat(15) + " 01 00 " + V6_NLRI),
            withdraw(14)),
        row(
            "next hop ff02::1",
            external,
            mp("10 ff 02" + " 00".repeat(15) + " " + V6_NLRI),
            withdraw(14)),
        row("IPv6 hop for IPv4", external, REST + "80 0e 15 0 1 1 " + V6_HOP + "00", reset(9)),
        row("MP_UNREACH_NLRI of 2", external, REST + "80 0f 02 00 02", reset(9)),
        row("withdrawn /129", external, REST + "80 0f 15 0 2 1 81" + " 00".repeat(17), reset(9)),
        row("VPNv4 is left out", external, REST + "80 0e 06 00 01 80 00 00 ff", discard(14)),
        row("unreach VPNv4 is left out", external, REST + "80 0f 04 00 01 80 ff", discard(15)),
        row("IPv6 not agreed on", Sessions.V4_ONLY, REST + "80 0e 1a " + reach, discard(14)),
        row("AFI 0", external, REST + "80 0e 06 00 00 01 00 00 ff", discard(14)));
  }

  private static String mp(String value) {
    String all = "00 02 01 " + value.replace("  ", " ");
    int length = Hex.bytes(all).length;
    return REST + String.format("80 0e %02x ", length) + all;
  }

  @ParameterizedTest
  @MethodSource({"wellKnown", "optional", "framing", "multiprotocol"})
  void bytes_get_the_verdict_of_their_row(Row row) {
    byte[] message = Hex.update("08 0a", row.attributes(), "18 cb 00 71");
    UpdateReader reader = new UpdateReader();

    Verdict verdict = reader.read(message, 0, message.length, row.session());

    assertThat(summary(verdict)).as("%s", verdict).isEqualTo(row.expected());
    if (!(verdict instanceof Verdict.ResetSession)) {
      NlriCursor cursor = new NlriCursor();
      assertThat(reader.announced(IPV4_UNICAST, cursor)).isTrue();
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.prefix()).hasToString("203.0.113.0/24");
      assertThat(reader.withdrawn(IPV4_UNICAST, cursor)).isTrue();
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.prefix()).hasToString("10.0.0.0/8");
      assertThat(reader.isEndOfRib(IPV4_UNICAST) || reader.isEndOfRib(IPV6_UNICAST)).isFalse();
    }
    if (verdict instanceof Verdict.TreatAsWithdraw) {
      assertThat(reader.attributesFrom()).isEqualTo(reader.attributesTo());
    }
  }

  private static Expected summary(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Intact _ -> intact();
      case Verdict.AttributeDiscarded(int attribute, String _) -> discard(attribute);
      case Verdict.TreatAsWithdraw(int attribute, String _) -> withdraw(attribute);
      case Verdict.ResetSession(var notification, String _) -> {
        assertThat(notification.code()).isEqualTo(ErrorCode.UPDATE_MESSAGE);
        yield reset(notification.subcode());
      }
    };
  }

  record Message(String name, String withdrawn, String attributes, String nlri, Expected expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Message> messages() {
    return List.of(
        new Message("/33 announced", "", REST, "21 0a 00 00 00 00", reset(10)),
        new Message("/255 announced", "", REST, "ff" + " 00".repeat(32), reset(10)),
        new Message("announced is cut off", "", REST, "18 cb 00", reset(10)),
        new Message("/33 withdrawn", "21 0a 00 00 00 00", "", "", reset(10)),
        new Message("withdrawn is cut off", "18 cb 00", "", "", reset(10)),
        new Message("no attributes at all", "", "", "18 cb 00 71", withdraw(1)),
        new Message("a wrong value, nothing announced", "08 0a", "40 01 01 09", "", withdraw(1)),
        new Message("a wrong length, nothing announced", "08 0a", "40 01 02 0 0", "", withdraw(1)),
        new Message("half a path, nothing announced", "08 0a", "40 02 02 02 01", "", withdraw(2)),
        new Message("a byte left, nothing announced", "08 0a", "40", "", reset(1)),
        new Message("an overrun, nothing announced", "08 0a", "40 01 05 00", "", reset(1)),
        new Message("a discard, nothing announced", "08 0a", "40 06 01 00", "", discard(6)),
        new Message("only an unknown attribute", "", "c0 63 01 00", "", intact()),
        new Message("only ORIGIN", "", "40 01 01 00", "", intact()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_whole_message_gets_its_verdict(Message row) {
    byte[] message = Hex.update(row.withdrawn(), row.attributes(), row.nlri());

    Verdict verdict = new UpdateReader().read(message, 0, message.length, Sessions.EXTERNAL);

    assertThat(summary(verdict)).as("%s", verdict).isEqualTo(row.expected());
  }

  @Test
  void a_bad_multiprotocol_attribute_is_sent_back_as_far_as_it_is_there() {
    byte[] cutOff = Hex.update("", REST + "80 0f 04 00 02 01 81", "");
    byte[] overrun = Hex.update("", REST + "90 0e ff ff 00 02 01", "");

    assertThat(new UpdateReader().read(cutOff, 0, cutOff.length, Sessions.EXTERNAL))
        .isInstanceOfSatisfying(
            Verdict.ResetSession.class,
            reset ->
                assertThat(reset.notification())
                    .isEqualTo(new Notification(3, 9, Hex.bytes("80 0f 04 00 02 01 81"))));
    assertThat(new UpdateReader().read(overrun, 0, overrun.length, Sessions.EXTERNAL))
        .isInstanceOfSatisfying(
            Verdict.ResetSession.class,
            reset ->
                assertThat(reset.notification())
                    .isEqualTo(new Notification(3, 9, Hex.bytes("90 0e ff ff 00 02 01"))));
  }

  static List<byte[]> lyingLengths() {
    byte[] withdrawn = Hex.update("08 0a", REST, "18 cb 00 71");
    Wire.put16(withdrawn, 19, withdrawn.length - 22);
    byte[] longest = Hex.update("", REST, "18 cb 00 71");
    Wire.put16(longest, 19, 0xffff);
    byte[] attributes = Hex.update("", REST, "");
    Wire.put16(attributes, 21, attributes.length - 22);
    byte[] most = Hex.update("", REST, "");
    Wire.put16(most, 21, 0xffff);
    return List.of(withdrawn, longest, attributes, most);
  }

  @ParameterizedTest
  @MethodSource("lyingLengths")
  void a_field_longer_than_the_message_is_a_malformed_attribute_list(byte[] message) {
    Verdict verdict = new UpdateReader().read(message, 0, message.length, Sessions.EXTERNAL);

    assertThat(summary(verdict)).as("%s", verdict).isEqualTo(reset(1));
  }
}
