package io.munia.bgp.codec;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.AttributeRules;
import io.munia.bgp.capability.Negotiated;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Attributes that came after RFC 4271, each by the error handling of its own specification, as
/// [RFC 7606 §8](https://www.rfc-editor.org/rfc/rfc7606#section-8) asks for.
///
/// [RFC 6388 §2.2](https://www.rfc-editor.org/rfc/rfc6388#section-2.2)
class LaterAttributesTest {
  private static final String EXTERNAL =
      "40 01 01 00 40 02 06 02 01 00 00 fd e9 40 03 04 c0 00 02 01 ";
  private static final String INTERNAL = "40 01 01 00 40 02 00 40 03 04 c0 00 02 01 ";
  private static final String SID = "20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 ";

  /// What becomes of the attribute.
  enum Fate {
    KEPT,
    DISCARDED,
    WITHDRAWN
  }

  record Row(String name, Negotiated session, String flags, int type, String value, Fate fate) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row kept(String name, String flags, int type, String value) {
    return new Row(name, Sessions.INTERNAL, flags, type, value, Fate.KEPT);
  }

  private static Row withdrawn(String name, String flags, int type, String value) {
    return new Row(name, Sessions.INTERNAL, flags, type, value, Fate.WITHDRAWN);
  }

  private static Row discarded(String name, String flags, int type, String value) {
    return new Row(name, Sessions.INTERNAL, flags, type, value, Fate.DISCARDED);
  }

  private static Negotiated with(Negotiated session, AttributeRules rules) {
    return session.but().attributes(rules).build();
  }

  /// [RFC 6514 §5](https://www.rfc-editor.org/rfc/rfc6514#section-5).
  static Stream<Row> pmsiTunnel() {
    return Stream.of(
        kept("no tunnel", "c0", 22, "00 00 00 00 00"),
        kept("ingress replication, IPv4", "c0", 22, "00 06 00 06 40 0a 00 00 01"),
        kept("ingress replication, IPv6", "c0", 22, "00 06 00 06 40 " + SID),
        kept("mLDP", "c0", 22, "00 02 00 00 00 06 00 01 04 0a 00 00 01 00 02 aa bb"),
        kept("a kind of tunnel that came later", "c0", 22, "00 63 00 00 00 aa"),
        withdrawn("four bytes", "c0", 22, "00 06 00 06"),
        withdrawn("nothing", "c0", 22, ""),
        withdrawn("half an address", "c0", 22, "00 06 00 06 40 0a 00"),
        withdrawn("no tunnel, and a name of it", "c0", 22, "00 00 00 00 00 01"),
        withdrawn(
            "mLDP that claims more",
            "c0",
            22,
            "00 02 00 00 00 06 00 01 04 0a 00 00 01 00 03 aa bb"),
        withdrawn("mLDP whose root is longer", "c0", 22, "00 02 00 00 00 06 00 01 ff 0a 00 00 01"),
        withdrawn("the reserved kind", "c0", 22, "00 ff 00 00 00"),
        withdrawn("not transitive", "80", 22, "00 00 00 00 00"));
  }

  /// [RFC 9012 §13](https://www.rfc-editor.org/rfc/rfc9012#section-13).
  static Stream<Row> tunnelEncapsulation() {
    return Stream.of(
        kept("VXLAN", "c0", 23, "00 08 00 0c 06 0a 00 00 00 00 00 01 c0 00 02 01"),
        kept("a tunnel that is not known", "c0", 23, "ff fe 00 03 63 01 aa"),
        kept("a sub-TLV that is not known", "c0", 23, "00 08 00 05 c8 00 02 aa bb"),
        kept("a tunnel of nothing", "c0", 23, "00 08 00 00"),
        withdrawn("nothing", "c0", 23, ""),
        withdrawn(
            "a tunnel that overruns", "c0", 23, "00 08 00 0d 06 0a 00 00 00 00 00 01 c0 00 02 01"),
        withdrawn("half a header", "c0", 23, "00 08 00"),
        withdrawn("a sub-TLV that overruns", "c0", 23, "00 08 00 03 06 02 aa"),
        withdrawn("a long sub-TLV whose length is cut off", "c0", 23, "00 08 00 02 80 00"),
        withdrawn("a long sub-TLV that overruns", "c0", 23, "00 08 00 03 80 ff ff"),
        withdrawn("behind one that is right", "c0", 23, "00 08 00 00 00 08 00 01 06"),
        withdrawn("not transitive", "80", 23, "00 08 00 00"));
  }

  /// [RFC 7311 §3](https://www.rfc-editor.org/rfc/rfc7311#section-3).
  static Stream<Row> aigp() {
    AttributeRules off = new AttributeRules(false, false, false, false, 65_535);
    AttributeRules everywhere = new AttributeRules(false, true, true, false, 65_535);
    String metric = "01 00 0b 00 00 00 00 00 00 00 64";
    return Stream.of(
        kept("a metric", "80", 26, metric),
        kept("another TLV", "80", 26, "02 00 03"),
        discarded("nothing", "80", 26, ""),
        discarded("a byte", "80", 26, "01"),
        discarded("a metric of 7 bytes", "80", 26, "01 00 0a 00 00 00 00 00 00 64"),
        discarded("a length below its header", "80", 26, "01 00 02"),
        discarded("a length of 0", "80", 26, "02 00 00"),
        discarded("transitive", "c0", 26, metric),
        discarded("no metric is that long", "80", 26, "01 00 0b" + " ff".repeat(8)),
        kept("the longest metric, second", "80", 26, metric + " 01 00 0b" + " ff".repeat(8)),
        new Row("external", Sessions.EXTERNAL, "80", 26, metric, Fate.DISCARDED),
        new Row(
            "external, let pass", with(Sessions.EXTERNAL, everywhere), "80", 26, metric, Fate.KEPT),
        new Row(
            "internal, not let pass",
            with(Sessions.INTERNAL, off),
            "80",
            26,
            metric,
            Fate.DISCARDED));
  }

  /// [RFC 9552 §8.2.2](https://www.rfc-editor.org/rfc/rfc9552#section-8.2.2).
  static Stream<Row> bgpLs() {
    return Stream.of(
        kept("TLVs", "80", 29, "04 02 00 03 61 62 63 04 5a 00 00"),
        kept("nothing", "80", 29, ""),
        discarded("a TLV that overruns", "80", 29, "04 02 00 04 61 62 63"),
        discarded("half a header", "80", 29, "04 02 00"),
        withdrawn("transitive", "c0", 29, "04 02 00 00"));
  }

  /// [RFC 9234 §6](https://www.rfc-editor.org/rfc/rfc9234#section-6).
  static Stream<Row> onlyToCustomer() {
    return Stream.of(
        kept("an AS", "c0", 35, "00 00 fd e9"),
        withdrawn("3 bytes", "c0", 35, "00 fd e9"),
        withdrawn("nothing", "c0", 35, ""),
        withdrawn("not transitive", "80", 35, "00 00 fd e9"));
  }

  /// [RFC 8669 §6](https://www.rfc-editor.org/rfc/rfc8669#section-6) and [RFC 9252
  /// §7](https://www.rfc-editor.org/rfc/rfc9252#section-7).
  static Stream<Row> prefixSid() {
    String service = "05 00 19 00 01 00 15 00 " + SID + "00 00 13 00";
    String index = "01 00 07 00 00 00 00 00 00 64";
    AttributeRules domain = new AttributeRules(false, true, false, true, 65_535);
    return Stream.of(
        kept("a label index", "c0", 40, index),
        kept("a range of labels", "c0", 40, "03 00 08 00 00 00 3e 80 00 1f 40"),
        kept("a service of SRv6", "c0", 40, service),
        kept("a TLV that is not known", "c0", 40, "63 00 01 aa"),
        kept("a sub-TLV of a service that is not known", "c0", 40, "05 00 05 00 63 00 01 aa"),
        discarded("nothing", "c0", 40, ""),
        discarded("a TLV that overruns", "c0", 40, "01 00 08 00 00 00 00 00 00 64"),
        discarded("a label index of 6 bytes", "c0", 40, "01 00 06 00 00 00 00 00 64"),
        discarded("half a range of labels", "c0", 40, "03 00 05 00 00 00 3e 80"),
        discarded("half a header", "c0", 40, "01 00"),
        withdrawn("not transitive", "80", 40, index),
        withdrawn("a service of no bytes", "c0", 40, "05 00 00"),
        withdrawn("a service that overruns", "c0", 40, "06 00 1a 00 01 00 15 00 " + SID),
        withdrawn("a service cut off behind an index", "c0", 40, index + " 05 00"),
        withdrawn("a service of no bytes, then half a header", "c0", 40, "05 00 00 01 00"),
        withdrawn("a sub-TLV of a service that overruns", "c0", 40, "05 00 04 00 01 00 15"),
        withdrawn("half a SID", "c0", 40, "05 00 0c 00 01 00 08 00 20 01 0d b8 00 00 00"),
        withdrawn(
            "a structure longer than a SID",
            "c0",
            40,
            "05 00 22 00 01 00 1e 00 " + SID + "00 00 13 00 01 00 06 40 40 10 00 00 00"),
        withdrawn(
            "a transposition past the end of a SID",
            "c0",
            40,
            "05 00 22 00 01 00 1e 00 " + SID + "00 00 13 00 01 00 06 28 18 10 00 14 78"),
        new Row("external", Sessions.EXTERNAL, "c0", 40, index, Fate.DISCARDED),
        new Row("external, malformed", Sessions.EXTERNAL, "c0", 40, "01 00", Fate.DISCARDED),
        new Row("external, half a SID", Sessions.EXTERNAL, "c0", 40, "05 00 00", Fate.WITHDRAWN),
        new Row(
            "external, of our domain",
            with(Sessions.EXTERNAL, domain),
            "c0",
            40,
            index,
            Fate.KEPT));
  }

  /// [RFC 6368 §5](https://www.rfc-editor.org/rfc/rfc6368#section-5).
  static Stream<Row> attributeSet() {
    return Stream.of(
        kept("an AS alone", "c0", 128, "00 00 fd e9"),
        kept("attributes", "c0", 128, "00 00 fd e9 40 01 01 00 40 02 06 02 01 00 00 fd ea"),
        withdrawn("3 bytes", "c0", 128, "00 00 fd"),
        withdrawn("an attribute that overruns", "c0", 128, "00 00 fd e9 40 01 02 00"),
        withdrawn("half a header", "c0", 128, "00 00 fd e9 40 01"),
        withdrawn("ORIGIN 3", "c0", 128, "00 00 fd e9 40 01 01 03"),
        withdrawn("ORIGIN of 2 bytes", "c0", 128, "00 00 fd e9 40 01 02 00 00"),
        withdrawn("an AS_PATH that overruns", "c0", 128, "00 00 fd e9 40 02 06 02 02 00 00 fd ea"),
        withdrawn("MP_REACH_NLRI", "c0", 128, "00 00 fd e9 80 0e 03 00 01 01"),
        withdrawn("not transitive", "80", 128, "00 00 fd e9"));
  }

  /// AS_PATH as the operator lets it be: [RFC 9774](https://www.rfc-editor.org/rfc/rfc9774), and a
  /// length that nobody needs.
  static Stream<Row> asPath() {
    AttributeRules sets = new AttributeRules(true, true, false, false, 65_535);
    AttributeRules three = new AttributeRules(false, true, false, false, 3);
    String set = "02 01 00 00 fd e9 01 02 00 00 fd ea 00 00 fd eb";
    String four = "02 04 00 00 fd e9 00 00 fd ea 00 00 fd ea 00 00 fd ea";
    return Stream.of(
        new Row("a set", Sessions.INTERNAL, "40", 2, set, Fate.WITHDRAWN),
        new Row("a set, let pass", with(Sessions.EXTERNAL, sets), "40", 2, set, Fate.KEPT),
        new Row(
            "a set of a confederation, let pass",
            with(Sessions.INTERNAL, sets),
            "40",
            2,
            "04 01 00 00 fd e9",
            Fate.KEPT),
        new Row(
            "a set of a confederation from outside",
            with(Sessions.EXTERNAL, sets),
            "40",
            2,
            "02 01 00 00 fd e9 04 01 00 00 fd e9",
            Fate.WITHDRAWN),
        new Row(
            "three numbers of three",
            with(Sessions.EXTERNAL, three),
            "40",
            2,
            "02 03 00 00 fd e9 00 00 fd ea 00 00 fd ea",
            Fate.KEPT),
        new Row(
            "four numbers of three",
            with(Sessions.EXTERNAL, three),
            "40",
            2,
            four,
            Fate.WITHDRAWN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "pmsiTunnel",
    "tunnelEncapsulation",
    "aigp",
    "bgpLs",
    "onlyToCustomer",
    "prefixSid",
    "attributeSet",
    "asPath"
  })
  void an_attribute_meets_the_fate_of_its_row(Row row) {
    byte[] value = Hex.bytes(row.value());
    String attribute =
        String.format("%s %02x %02x ", row.flags(), row.type(), value.length) + row.value();
    String rest = row.session().internal() ? INTERNAL : EXTERNAL;
    String attributes =
        row.type() == 2 ? "40 01 01 00 " + attribute + " 40 03 04 c0 00 02 01" : rest + attribute;
    byte[] message = Hex.update("", attributes, "18 cb 00 71");
    UpdateReader reader = new UpdateReader();

    Verdict verdict = reader.read(message, 0, message.length, row.session());

    switch (row.fate()) {
      case KEPT -> {
        assertThat(verdict).isEqualTo(Verdict.INTACT);
        assertThat(kept(reader, row.type())).isEqualTo(value);
      }
      case DISCARDED -> {
        assertThat(verdict)
            .isInstanceOfSatisfying(
                Verdict.AttributeDiscarded.class,
                discarded -> assertThat(discarded.attribute()).isEqualTo(row.type()));
        assertThat(kept(reader, row.type())).isNull();
      }
      case WITHDRAWN ->
          assertThat(verdict)
              .isInstanceOfSatisfying(
                  Verdict.TreatAsWithdraw.class,
                  withdrawn -> assertThat(withdrawn.attribute()).isEqualTo(row.type()));
    }
    assertThat(reader.announced(IPV4_UNICAST, new NlriCursor())).isTrue();
  }

  private static byte @org.jspecify.annotations.Nullable [] kept(UpdateReader reader, int type) {
    byte[] section = reader.attributes();
    for (int at = reader.attributesFrom(); at < reader.attributesTo(); ) {
      int value = at + Wire.attributeHeaderBytes(section[at]);
      int end = value + Wire.attributeLength(section, at);
      if ((section[at + 1] & 0xff) == type) {
        return java.util.Arrays.copyOfRange(section, value, end);
      }
      at = end;
    }
    return null;
  }
}
