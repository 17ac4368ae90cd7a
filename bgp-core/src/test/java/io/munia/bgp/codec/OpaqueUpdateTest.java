package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// UPDATEs of families whose destinations are no prefixes, from bytes to bytes.
///
/// [RFC 4364 §4.3.2](https://www.rfc-editor.org/rfc/rfc4364#section-4.3.2), [RFC 4659
/// §3.2.1.2](https://www.rfc-editor.org/rfc/rfc4659#section-3.2.1.2)
class OpaqueUpdateTest {
  private static final Set<AddressFamily> ALL = Set.of(AddressFamily.values());
  private static final Negotiated PLAIN =
      Sessions.session(65000, true, ALL, Set.of(), Set.of(), false);
  private static final Negotiated WITH_IDS =
      Sessions.session(65000, true, ALL, ALL, Set.of(), false);
  private static final ExportForm FORM =
      new ExportForm(false, new Asn(65000), RouterId.parse("10.0.0.9"), true, 4096);
  private static final String REST =
      "40 01 01 00 40 02 00 40 05 04 00 00 00 64 c0 10 08 00 02 fc 00 00 00 00 64 ";

  private final UpdateReader reader = new UpdateReader();
  private final OpaqueCursor cursor = new OpaqueCursor();

  private Verdict read(byte[] message, Negotiated session) {
    return reader.read(message, 0, message.length, session);
  }

  private static byte[] reach(AddressFamily family, byte[] hop, byte[] nlri) {
    byte[] value = new byte[5 + hop.length + nlri.length];
    Wire.put16(value, 0, family.afi());
    value[2] = (byte) family.safi();
    value[3] = (byte) hop.length;
    System.arraycopy(hop, 0, value, 4, hop.length);
    System.arraycopy(nlri, 0, value, 5 + hop.length, nlri.length);
    return attribute(AttributeType.MP_REACH_NLRI, value);
  }

  private static byte[] unreach(AddressFamily family, byte[] nlri) {
    byte[] value = new byte[3 + nlri.length];
    Wire.put16(value, 0, family.afi());
    value[2] = (byte) family.safi();
    System.arraycopy(nlri, 0, value, 3, nlri.length);
    return attribute(AttributeType.MP_UNREACH_NLRI, value);
  }

  private static byte[] attribute(int type, byte[] value) {
    byte[] attribute = new byte[4 + value.length];
    attribute[0] = (byte) (Wire.OPTIONAL | Wire.EXTENDED_LENGTH);
    attribute[1] = (byte) type;
    Wire.put16(attribute, 2, value.length);
    System.arraycopy(value, 0, attribute, 4, value.length);
    return attribute;
  }

  private static byte[] update(byte[]... attributes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] attribute : attributes) {
      all.writeBytes(attribute);
    }
    return Hex.update(new byte[0], all.toByteArray(), new byte[0]);
  }

  /// A next hop as this speaker writes it.
  private static byte[] hop(AddressFamily family) {
    return switch (family) {
      case IPV4_FLOWSPEC, IPV6_FLOWSPEC -> new byte[0];
      case IPV4_VPN -> Hex.bytes("00 00 00 00 00 00 00 00 0a 00 00 01");
      case IPV6_VPN -> Hex.bytes("00 ".repeat(18) + "ff ff 0a 00 00 01");
      case IPV6_LABELED_UNICAST, IPV6_MULTICAST ->
          Hex.bytes("20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01");
      default -> Hex.bytes("0a 00 00 01");
    };
  }

  /// What a reflector sends on of what the reader has read: each NLRI with its own payload.
  private List<byte[]> relayed(UpdateWriter writer) {
    List<byte[]> messages = new ArrayList<>();
    AddressFamily family = reader.announced(cursor);
    assertThat(family).isNotNull();
    while (family != null && cursor.next()) {
      int from = reader.attributesFrom();
      int to = reader.attributesTo();
      byte[] section = cursor.section(reader.attributes(), from, to);
      writer.clear();
      assertThat(
              writer.announce(
                  family,
                  section,
                  0,
                  cursor.sectionLength(from, to),
                  reader.nextHopIsV6(family),
                  reader.nextHopHigh(family),
                  reader.nextHopLow(family),
                  0,
                  false))
          .isTrue();
      assertThat(writer.opaque(cursor.key(), 0, cursor.keyLength(), cursor.pathId())).isTrue();
      writer.close();
      messages.add(Arrays.copyOf(writer.buffer(), writer.length()));
    }
    return messages;
  }

  @Test
  void what_is_relayed_is_byte_for_byte_what_came() {
    Random random = new Random(21);
    ArbitraryNlri arbitrary = new ArbitraryNlri(random);
    for (AddressFamily family : ArbitraryNlri.FAMILIES) {
      for (int round = 0; round < 500; round++) {
        boolean ids = random.nextBoolean();
        ByteArrayOutputStream nlri = new ByteArrayOutputStream();
        nlri.writeBytes(ids ? arbitrary.bytes(4) : new byte[0]);
        nlri.writeBytes(arbitrary.nlri(family));
        byte[] message = update(reach(family, hop(family), nlri.toByteArray()), Hex.bytes(REST));

        assertThat(read(message, ids ? WITH_IDS : PLAIN)).as("%s", family).isSameAs(Verdict.INTACT);

        assertThat(relayed(new UpdateWriter(FORM, ids ? ALL : Set.of())))
            .as("%s", family)
            .containsExactly(message);
      }
    }
  }

  @Test
  void a_withdrawal_names_the_key_that_was_announced() {
    Random random = new Random(22);
    ArbitraryNlri arbitrary = new ArbitraryNlri(random);
    UpdateWriter writer = new UpdateWriter(FORM, Set.of());
    for (AddressFamily family : ArbitraryNlri.FAMILIES) {
      for (int round = 0; round < 200; round++) {
        read(update(reach(family, hop(family), arbitrary.nlri(family)), Hex.bytes(REST)), PLAIN);
        assertThat(reader.announced(cursor)).isEqualTo(family);
        assertThat(cursor.next()).isTrue();
        byte[] key = Arrays.copyOf(cursor.key(), cursor.keyLength());
        writer.clear();
        writer.withdraw(family);
        assertThat(writer.opaque(key, 0, key.length, 0)).isTrue();
        writer.close();

        assertThat(read(Arrays.copyOf(writer.buffer(), writer.length()), PLAIN))
            .isSameAs(Verdict.INTACT);

        assertThat(reader.announced(cursor)).isNull();
        assertThat(reader.withdrawn(cursor)).isEqualTo(family);
        assertThat(cursor.next()).isTrue();
        assertThat(Arrays.copyOf(cursor.key(), cursor.keyLength())).isEqualTo(key);
        assertThat(cursor.next()).isFalse();
      }
    }
  }

  /// [RFC 4724 §2](https://www.rfc-editor.org/rfc/rfc4724#section-2)
  @Test
  void end_of_rib_is_told_for_each_family() {
    UpdateWriter writer = new UpdateWriter(FORM, Set.of());
    for (AddressFamily family : AddressFamily.values()) {
      writer.clear();
      writer.endOfRib(family);

      assertThat(read(Arrays.copyOf(writer.buffer(), writer.length()), PLAIN))
          .isSameAs(Verdict.INTACT);

      for (AddressFamily other : AddressFamily.values()) {
        assertThat(reader.isEndOfRib(other)).isEqualTo(other == family);
      }
    }
  }

  /// [RFC 4760 §7](https://www.rfc-editor.org/rfc/rfc4760#section-7)
  @Test
  void a_family_that_was_not_agreed_on_is_left_out_and_never_resets() {
    for (AddressFamily family : ArbitraryNlri.FAMILIES) {
      byte[] message = update(reach(family, hop(family), new byte[] {1}), Hex.bytes(REST));

      assertThat(read(message, Sessions.INTERNAL)).isInstanceOf(Verdict.AttributeDiscarded.class);
      assertThat(reader.announced(cursor)).isNull();
    }
    assertThat(read(Hex.update("", "80 0e 09 00 19 41 04 0a 00 00 01 00 " + REST, ""), PLAIN))
        .as("VPLS, which nobody knows here")
        .isInstanceOf(Verdict.AttributeDiscarded.class);
  }

  @Test
  void next_hops_of_lengths_that_a_family_has_not_are_a_reset() {
    byte[] label = Hex.bytes("18 00 01 11");
    assertReset(reach(AddressFamily.IPV4_VPN, new byte[4], Hex.bytes("58" + " 00".repeat(11))));
    assertReset(reach(AddressFamily.IPV4_LABELED_UNICAST, new byte[16], label));
    assertReset(reach(AddressFamily.IPV6_LABELED_UNICAST, new byte[4], label));
    assertReset(reach(AddressFamily.L2VPN_EVPN, new byte[0], new byte[0]));
  }

  /// [RFC 8950 §3](https://www.rfc-editor.org/rfc/rfc8950#section-3)
  @Test
  void an_ipv4_vpn_route_has_an_ipv6_next_hop_where_that_was_agreed_on() {
    Negotiated extended =
        Sessions.session(65000, true, ALL, Set.of(), Set.of(AddressFamily.IPV4_VPN), false);
    byte[] hop = Hex.bytes("00 ".repeat(8) + "20 01 0d b8 " + "00 ".repeat(11) + "01");
    byte[] message =
        update(
            reach(AddressFamily.IPV4_VPN, hop, Hex.bytes("58 00 01 11" + " 00".repeat(8))),
            Hex.bytes(REST));

    assertThat(read(message, PLAIN)).isInstanceOf(Verdict.ResetSession.class);
    assertThat(read(message, extended)).isSameAs(Verdict.INTACT);
    assertThat(relayed(new UpdateWriter(FORM, Set.of()))).containsExactly(message);
  }

  /// [RFC 7606 §5.4](https://www.rfc-editor.org/rfc/rfc7606#section-5.4)
  @Test
  void of_typed_nlri_only_those_are_left_out_that_are_not_intact() {
    byte[] bad = Hex.bytes("03 02 00 00");
    byte[] good = Hex.bytes("03 11 00 01 0a 00 00 01 00 02 00 00 00 00 20 0a 00 00 01");
    ByteArrayOutputStream nlri = new ByteArrayOutputStream();
    nlri.writeBytes(bad);
    nlri.writeBytes(good);
    nlri.writeBytes(bad);
    byte[] message =
        update(
            reach(AddressFamily.L2VPN_EVPN, hop(AddressFamily.L2VPN_EVPN), nlri.toByteArray()),
            Hex.bytes(REST));

    assertThat(read(message, PLAIN)).isInstanceOf(Verdict.AttributeDiscarded.class);
    assertThat(reader.announced(cursor)).isEqualTo(AddressFamily.L2VPN_EVPN);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.text()).isEqualTo("[3]:[10.0.0.1:2]:[0]:[10.0.0.1]");
    assertThat(cursor.next()).isFalse();
  }

  /// [RFC 8955 §10](https://www.rfc-editor.org/rfc/rfc8955#section-10)
  @Test
  void a_malformed_flow_specification_is_treated_as_withdrawn() {
    byte[] message =
        update(
            reach(AddressFamily.IPV4_FLOWSPEC, new byte[0], Hex.bytes("03 03 01 06 03 03 81 06")),
            Hex.bytes(REST));

    assertThat(read(message, PLAIN)).isInstanceOf(Verdict.TreatAsWithdraw.class);
    assertThat(reader.announced(cursor)).isEqualTo(AddressFamily.IPV4_FLOWSPEC);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.text()).isEqualTo("proto =6");
  }

  /// The class of CVE-2023-41909: FlowSpec NLRI in an UPDATE that has no other attribute.
  @Test
  void cve_2023_41909_flowspec_without_attributes_is_treated_as_withdrawn() {
    byte[] message =
        update(reach(AddressFamily.IPV4_FLOWSPEC, new byte[0], Hex.bytes("03 03 81 06")));

    assertThat(read(message, PLAIN)).isInstanceOf(Verdict.TreatAsWithdraw.class);
    assertThat(reader.attributesFrom()).isEqualTo(reader.attributesTo());
  }

  @Test
  void a_payload_that_somebody_sends_as_attribute_0_does_not_come_in() {
    byte[] message =
        update(
            reach(AddressFamily.IPV4_FLOWSPEC, new byte[0], Hex.bytes("03 03 81 06")),
            Hex.bytes("c0 00 03 00 02 21 " + REST));

    assertThat(read(message, PLAIN)).isInstanceOf(Verdict.AttributeDiscarded.class);
    assertThat(reader.attributes()[reader.attributesFrom() + 1]).isEqualTo((byte) 1);
  }

  @Test
  void a_key_that_does_not_fit_a_message_is_refused_and_the_next_is_written() {
    UpdateWriter writer = new UpdateWriter(FORM, Set.of());
    byte[] key = new byte[4095];

    assertThat(
            writer.announce(AddressFamily.IPV4_FLOWSPEC, new byte[0], 0, 0, false, 0, 0, 0, false))
        .isTrue();
    assertThat(writer.opaque(key, 0, key.length, 0)).isFalse();
    assertThat(writer.opaque(Hex.bytes("03 81 06"), 0, 3, 0)).isTrue();
    writer.close();

    read(Arrays.copyOf(writer.buffer(), writer.length()), PLAIN);
    assertThat(reader.announced(cursor)).isEqualTo(AddressFamily.IPV4_FLOWSPEC);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.text()).isEqualTo("proto =6");
    assertThat(cursor.next()).isFalse();
  }

  @Test
  void a_full_message_is_followed_by_another_with_the_same_attributes_and_payload() {
    UpdateWriter writer = new UpdateWriter(FORM, Set.of());
    byte[] section = Hex.bytes("00 00 03 00 01 11 40 01 01 00 40 02 00");
    writer.announce(
        AddressFamily.IPV4_LABELED_UNICAST,
        section,
        0,
        section.length,
        false,
        0x0a00_0001L << 32,
        0,
        0,
        false);
    for (int i = 0; i < 1000; i++) {
      byte[] key = {24, 10, (byte) (i >>> 8), (byte) i};
      assertThat(writer.opaque(key, 0, key.length, 0)).isTrue();
    }
    writer.close();

    int read = 0;
    int messages = 0;
    for (int at = 0; at < writer.length(); messages++) {
      int end = at + Wire.u16(writer.buffer(), at + 16);
      assertThat(end - at).isLessThanOrEqualTo(4096);
      assertThat(reader.read(writer.buffer(), at, end, PLAIN)).isSameAs(Verdict.INTACT);
      reader.announced(cursor);
      while (cursor.next()) {
        assertThat(cursor.text())
            .isEqualTo("10." + (read >>> 8) + "." + (read & 255) + ".0/24 label 17");
        read++;
      }
      at = end;
    }
    assertThat(read).isEqualTo(1000);
    assertThat(messages).isGreaterThan(1);
  }

  /// Hostile bytes: whatever is done to such a message, reading it ends and throws nothing.
  @Test
  void no_mutated_update_throws_and_every_nlri_can_be_walked() {
    Random random = new Random(23);
    ArbitraryNlri arbitrary = new ArbitraryNlri(random);
    int[] seen = new int[2];
    for (int round = 0; round < 60_000; round++) {
      AddressFamily family =
          ArbitraryNlri.FAMILIES.get(random.nextInt(ArbitraryNlri.FAMILIES.size()));
      ByteArrayOutputStream nlri = new ByteArrayOutputStream();
      for (int i = random.nextInt(3); i >= 0; i--) {
        nlri.writeBytes(arbitrary.nlri(family));
      }
      byte[] message =
          update(
              unreach(family, arbitrary.nlri(family)),
              reach(family, hop(family), nlri.toByteArray()),
              Hex.bytes(REST));
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        message[23 + random.nextInt(message.length - 23)] = (byte) random.nextInt(256);
      }
      try {
        Verdict verdict = read(message, random.nextBoolean() ? PLAIN : WITH_IDS);
        seen[verdict instanceof Verdict.ResetSession ? 1 : 0]++;
        if (reader.withdrawn(cursor) != null) {
          walk();
        }
        if (reader.announced(cursor) != null) {
          walk();
        }
      } catch (RuntimeException e) {
        throw new AssertionError("round " + round + ": " + HexFormat.of().formatHex(message), e);
      }
    }
    assertThat(seen[0]).isGreaterThan(1000);
    assertThat(seen[1]).isGreaterThan(1000);
  }

  private void walk() {
    while (cursor.next()) {
      assertThat(cursor.text()).isNotEmpty();
      assertThat(cursor.keyLength()).isPositive();
      cursor.section(reader.attributes(), reader.attributesFrom(), reader.attributesTo());
    }
  }

  private void assertReset(byte[] reach) {
    assertThat(read(update(reach, Hex.bytes(REST)), PLAIN))
        .isInstanceOf(Verdict.ResetSession.class);
  }
}
