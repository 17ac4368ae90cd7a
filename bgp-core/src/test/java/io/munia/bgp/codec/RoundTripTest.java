package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.BgpMessage;
import io.munia.bgp.message.Keepalive;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is written is read back as the same; the seed that failed is in the message. Paths survive
/// a session of 2-octet numbers ([RFC 6793
/// §4.2.2](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.2), [RFC 6793
/// §4.2.3](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.3)).
class RoundTripTest {
  private static final AsPath.Kind[] ALL = AsPath.Kind.values();
  private static final AsPath.Kind[] SEQUENCES = {AsPath.Kind.SEQUENCE};
  private static final RouterId CLUSTER = RouterId.parse("10.0.0.9");

  @Test
  void attributes_survive_their_canonical_section() {
    for (long seed = 0; seed < 1000; seed++) {
      Arbitrary arbitrary = new Arbitrary(seed);
      PathAttributes attributes = arbitrary.attributes(arbitrary.asPath(ALL));

      byte[] section = AttributesCodec.encode(attributes);

      assertThat(AttributesCodec.decode(section, 0, section.length))
          .as("seed %d", seed)
          .isEqualTo(attributes);
    }
  }

  @Test
  void a_scan_finds_what_the_readable_form_says() {
    AttributeScan scan = new AttributeScan();
    for (long seed = 0; seed < 1000; seed++) {
      Arbitrary arbitrary = new Arbitrary(seed);
      AsPath path = arbitrary.asPath(ALL);
      PathAttributes attributes = arbitrary.attributes(path);
      byte[] section = AttributesCodec.encode(attributes);

      scan.over(section, 0, section.length);

      String as = "seed " + seed;
      assertThat(scan.asPathLength()).as(as).isEqualTo(path.length());
      assertThat(scan.hasMed() ? Integer.toUnsignedLong(scan.med()) : null)
          .as(as)
          .isEqualTo(attributes.med());
      assertThat(scan.hasLocalPref() ? Integer.toUnsignedLong(scan.localPref()) : null)
          .as(as)
          .isEqualTo(attributes.localPref());
      assertThat(scan.clusterListLength()).as(as).isEqualTo(attributes.clusterList().size());
      attributes.communities().forEach(c -> assertThat(scan.hasCommunity(c)).as(as).isTrue());
      attributes
          .clusterList()
          .forEach(c -> assertThat(scan.clusterListContains(c.bits())).as(as).isTrue());
      path.segments().stream()
          .flatMap(segment -> segment.numbers().stream())
          .forEach(number -> assertThat(scan.asPathContains(number.bits())).as(as).isTrue());
      assertThat(scan.asPathContains(0)).as(as).isFalse();
    }
  }

  @Test
  void messages_survive_their_bytes() {
    for (long seed = 0; seed < 1000; seed++) {
      Arbitrary arbitrary = new Arbitrary(seed);
      BgpMessage message =
          switch (arbitrary.below(4)) {
            case 0 ->
                new Notification(
                    1 + arbitrary.below(8),
                    arbitrary.below(11),
                    arbitrary.bytes(arbitrary.below(300)));
            case 1 -> new Keepalive();
            case 2 ->
                new RouteRefresh(
                    arbitrary.family(), arbitrary.oneOf(RouteRefresh.Subtype.values()));
            default -> arbitrary.open();
          };

      byte[] bytes = MessageCodec.encode(message);

      assertThat(MessageFrame.length(bytes, 0, bytes.length, Negotiated.MESSAGE_BYTES_MAX))
          .as("seed %d", seed)
          .isEqualTo(bytes.length);
      assertThat(MessageCodec.decode(bytes, 0, bytes.length))
          .as("seed %d", seed)
          .isEqualTo(new Decoded.Message(message));
    }
  }

  @Test
  void the_longest_open_uses_extended_parameters() {
    Open open = new Arbitrary(7).open();
    for (long seed = 8; MessageCodec.encode(open).length < 300; seed++) {
      open = new Arbitrary(seed).open();
    }
    byte[] bytes = MessageCodec.encode(open);

    assertThat(bytes[28]).isEqualTo((byte) 255);
    assertThat(bytes[29]).isEqualTo((byte) 255);
    assertThat(MessageCodec.decode(bytes, 0, bytes.length)).isEqualTo(new Decoded.Message(open));
  }

  /// An internal session without reflection changes nothing but a missing LOCAL_PREF.
  @Test
  void updates_survive_an_internal_session() {
    for (long seed = 0; seed < 700; seed++) {
      Arbitrary arbitrary = new Arbitrary(seed);
      boolean fourOctets = arbitrary.below(2) == 0;
      boolean addPath = arbitrary.below(2) == 0;
      boolean extended = arbitrary.oneIn(4);
      PathAttributes attributes = arbitrary.attributes(arbitrary.asPath(SEQUENCES));
      byte[] section = AttributesCodec.encode(attributes);
      AddressFamily family = arbitrary.unicast();
      boolean v6 = family == AddressFamily.IPV6_UNICAST || arbitrary.oneIn(3);
      int prefixes = 1 + arbitrary.below(arbitrary.oneIn(8) ? 3000 : 20);
      String as = "seed " + seed;

      UpdateWriter writer =
          new UpdateWriter(
              new ExportForm(false, new Asn(65000), CLUSTER, fourOctets, extended ? 65_535 : 4096),
              addPath ? Sessions.BOTH : Set.of());
      long high = v6 ? 0x2001_0db8_0000_0000L : 0xc000_0201_0000_0000L;
      List<String> sent = new ArrayList<>();
      if (!writer.announce(family, section, 0, section.length, v6, high, v6 ? 9 : 0, 0, true)) {
        assertThat(section.length * 2).as(as).isGreaterThan(extended ? 65_000 : 4000);
        continue;
      }
      for (int i = 0; i < prefixes; i++) {
        Prefix prefix = arbitrary.prefix(family.version());
        writer.prefix(prefix.address().high(), prefix.address().low(), prefix.length(), i);
        sent.add((addPath ? i : 0) + " " + prefix);
      }
      writer.close();

      Negotiated session =
          Negotiated.between(new Asn(65000), new Asn(65000), CLUSTER, CLUSTER)
              .fourOctetAs(fourOctets)
              .families(Sessions.BOTH)
              .addPathReceive(addPath ? Sessions.BOTH : Set.of())
              .extendedNextHop(Sessions.BOTH)
              .routeRefresh(true)
              .enhancedRouteRefresh(true)
              .extendedMessage(extended)
              .build();
      List<String> received =
          receive(writer, session, family, expected(attributes, fourOctets), as);
      assertThat(received).as(as).isEqualTo(sent);
    }
  }

  /// Coalesced at most where AS4_PATH was merged back, LOCAL_PREF filled in.
  private static PathAttributes expected(PathAttributes sent, boolean fourOctets) {
    return new PathAttributes(
        sent.origin(),
        fourOctets ? sent.asPath() : null,
        sent.med(),
        sent.localPref() == null ? Long.valueOf(100) : sent.localPref(),
        sent.atomicAggregate(),
        sent.aggregator(),
        sent.communities(),
        sent.extendedCommunities(),
        sent.largeCommunities(),
        sent.originatorId(),
        sent.clusterList(),
        sent.others());
  }

  private static List<String> receive(
      UpdateWriter writer,
      Negotiated session,
      AddressFamily family,
      PathAttributes expected,
      String as) {
    UpdateReader reader = new UpdateReader();
    NlriCursor cursor = new NlriCursor();
    List<String> received = new ArrayList<>();
    byte[] stream = Arrays.copyOf(writer.buffer(), writer.length());
    int at = 0;
    while (at < stream.length) {
      int length = MessageFrame.length(stream, at, stream.length, session.messageBytesMax());
      assertThat(length).as(as).isPositive();
      assertThat(reader.read(stream, at, at + length, session)).as(as).isSameAs(Verdict.INTACT);
      PathAttributes found =
          AttributesCodec.decode(
              reader.attributes(), reader.attributesFrom(), reader.attributesTo());
      assertThat(expected.asPath() == null ? withoutPath(found) : found).as(as).isEqualTo(expected);
      assertThat(reader.announced(family, cursor)).as(as).isTrue();
      assertThat(reader.nextHopIsV6(family)).as(as).isEqualTo(reader.nextHopLow(family) == 9);
      while (cursor.next()) {
        received.add(cursor.pathId() + " " + cursor.prefix());
      }
      at += length;
    }
    return received;
  }

  private static PathAttributes withoutPath(PathAttributes found) {
    return new PathAttributes(
        found.origin(),
        null,
        found.med(),
        found.localPref(),
        found.atomicAggregate(),
        found.aggregator(),
        found.communities(),
        found.extendedCommunities(),
        found.largeCommunities(),
        found.originatorId(),
        found.clusterList(),
        found.others());
  }

  @Test
  void four_octet_paths_survive_a_two_octet_session() {
    UpdateReader reader = new UpdateReader();
    for (long seed = 0; seed < 700; seed++) {
      Arbitrary arbitrary = new Arbitrary(seed);
      AsPath path = arbitrary.asPath(SEQUENCES);
      byte[] section = AttributesCodec.encode(withPath(path));
      UpdateWriter writer =
          new UpdateWriter(new ExportForm(true, new Asn(65001), CLUSTER, false, 65_535), Set.of());
      assertThat(
              writer.announce(
                  AddressFamily.IPV4_UNICAST,
                  section,
                  0,
                  section.length,
                  false,
                  0xc000_0201_0000_0000L,
                  0,
                  0,
                  false))
          .isTrue();
      writer.prefix(0x0a00_0000_0000_0000L, 0, 8, 0);
      writer.close();

      Verdict verdict =
          reader.read(writer.buffer(), 0, writer.length(), Sessions.EXTERNAL_2_OCTETS);

      assertThat(verdict).as("seed %d", seed).isSameAs(Verdict.INTACT);
      List<Asn> expected = new ArrayList<>(List.of(new Asn(65001)));
      path.segments().forEach(segment -> expected.addAll(segment.numbers()));
      PathAttributes found =
          AttributesCodec.decode(
              reader.attributes(), reader.attributesFrom(), reader.attributesTo());
      assertThat(
              Optional.ofNullable(found.asPath()).orElseThrow().segments().stream()
                  .flatMap(s -> s.numbers().stream()))
          .as("seed %d", seed)
          .containsExactlyElementsOf(expected);
    }
  }

  private static PathAttributes withPath(AsPath path) {
    PathAttributes plain = PathAttributes.originated(List.of());
    return new PathAttributes(
        plain.origin(),
        path,
        null,
        null,
        false,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of());
  }

  /// [RFC 4271 §5](https://www.rfc-editor.org/rfc/rfc4271#section-5): once set, Partial stays.
  @Test
  void what_was_partial_stays_so_when_other_attributes_change() {
    byte[] was =
        Hex.bytes(
            """
            40 01 01 00
            e0 07 08 00 00 fd e9 0a 00 00 01
            c0 08 04 fd e9 00 07
            e0 63 01 09
            """);
    PathAttributes attributes = AttributesCodec.decode(was, 0, was.length);
    assertThat(AttributesCodec.encode(attributes, was, 0, was.length)).isEqualTo(was);
  }

  @Test
  void prefixes_of_every_length_survive() {
    for (IpVersion version : IpVersion.values()) {
      AddressFamily family =
          version == IpVersion.V4 ? AddressFamily.IPV4_UNICAST : AddressFamily.IPV6_UNICAST;
      UpdateWriter writer =
          new UpdateWriter(new ExportForm(false, new Asn(65000), CLUSTER, true, 4096), Set.of());
      writer.withdraw(family);
      List<String> sent = new ArrayList<>();
      for (int length = 0; length <= version.bits(); length++) {
        Prefix prefix = new Prefix(IpAddress.of(ones(version.bytes())), length);
        writer.prefix(prefix.address().high(), prefix.address().low(), length, 0);
        sent.add(prefix.toString());
      }
      writer.close();
      UpdateReader reader = new UpdateReader();
      NlriCursor cursor = new NlriCursor();
      List<String> received = new ArrayList<>();

      assertThat(reader.read(writer.buffer(), 0, writer.length(), Sessions.INTERNAL))
          .isSameAs(Verdict.INTACT);
      reader.withdrawn(family, cursor);
      while (cursor.next()) {
        received.add(cursor.prefix().toString());
      }

      assertThat(received).isEqualTo(sent);
    }
  }

  private static byte[] ones(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0xff);
    return bytes;
  }
}
