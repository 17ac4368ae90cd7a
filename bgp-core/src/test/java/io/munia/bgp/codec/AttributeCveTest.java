package io.munia.bgp.codec;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What has brought other speakers down, attribute by attribute: [RFC 7606
/// §3](https://www.rfc-editor.org/rfc/rfc7606#section-3).
class AttributeCveTest {
  private static final String REST = "40 01 01 00 40 02 06 02 01 00 00 fd e9 40 03 04 c0 00 02 01 ";
  private static final String INTERNAL = "40 01 01 00 40 02 00 40 03 04 c0 00 02 01 ";

  private static Verdict read(String attributes, Negotiated session) {
    byte[] message = Hex.update("", attributes, "18 cb 00 71");
    return new UpdateReader().read(message, 0, message.length, session);
  }

  private static void isWithdrawn(Verdict verdict, int attribute) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.TreatAsWithdraw.class,
            withdrawn -> assertThat(withdrawn.attribute()).isEqualTo(attribute));
  }

  private static void isDiscarded(Verdict verdict, int attribute) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.AttributeDiscarded.class,
            discarded -> assertThat(discarded.attribute()).isEqualTo(attribute));
  }

  @Test
  void cve_2023_38802_a_corrupt_tunnel_encapsulation_does_not_reset_the_session() {
    isWithdrawn(read(REST + "c0 17 04 00 08 ff ff", Sessions.EXTERNAL), 23);
  }

  @Test
  void cve_2024_44070_a_tunnel_s_sub_tlv_is_bounded_by_its_tunnel_not_by_the_attribute() {
    isWithdrawn(
        read(REST + "c0 17 0d 00 08 00 03 06 05 aa 00 08 00 02 06 00", Sessions.EXTERNAL), 23);
  }

  @Test
  void cve_2023_31490_a_service_of_srv6_too_short_for_its_sub_tlv_is_withdrawn() {
    isWithdrawn(read(INTERNAL + "c0 28 06 05 00 03 00 01 00", Sessions.INTERNAL), 40);
    isWithdrawn(read(INTERNAL + "c0 28 07 05 00 04 00 01 00 00", Sessions.INTERNAL), 40);
  }

  @Test
  void cve_2023_41359_an_aigp_tlv_with_a_byte_left_is_discarded() {
    isDiscarded(
        read(INTERNAL + "80 1a 0c 01 00 0b 00 00 00 00 00 00 00 64 01", Sessions.INTERNAL), 26);
  }

  @Test
  void cve_2026_41642_an_unknown_attribute_that_claims_to_be_well_known_is_withdrawn() {
    isWithdrawn(read(REST + "40 63 01 00", Sessions.EXTERNAL), 99);
  }

  @Test
  void cve_2026_41643_as4_path_may_stand_before_as_path() {
    String attributes =
        "c0 11 06 02 01 00 01 00 00 40 01 01 00 40 02 06 02 02 fd e9 5b a0 40 03 04 c0 00 02 01";
    byte[] message = Hex.update("", attributes, "18 cb 00 71");
    UpdateReader reader = new UpdateReader();

    Verdict verdict = reader.read(message, 0, message.length, Sessions.EXTERNAL_2_OCTETS);

    assertThat(verdict).isEqualTo(Verdict.INTACT);
    assertThat(
            AttributesCodec.decode(
                    reader.attributes(), reader.attributesFrom(), reader.attributesTo())
                .asPath())
        .hasToString("65001 65536");
  }

  @Test
  void cve_2026_42285_lengths_that_disagree_withdraw_and_leave_no_attributes_behind() {
    byte[] message = Hex.update("08 0a", REST + "c0 08 09 00 01 00 01", "18 cb 00 71");
    UpdateReader reader = new UpdateReader();
    NlriCursor cursor = new NlriCursor();

    isWithdrawn(reader.read(message, 0, message.length, Sessions.EXTERNAL), 8);
    assertThat(reader.attributesFrom()).isEqualTo(reader.attributesTo());
    assertThat(reader.withdrawn(IPV4_UNICAST, cursor)).isTrue();
    assertThat(reader.announced(IPV4_UNICAST, cursor)).isTrue();
  }

  @Test
  void cve_2026_7734_a_sub_tlv_that_is_not_known_is_stepped_over_even_if_it_is_empty() {
    assertThat(
            read(INTERNAL + "c0 28 0d 05 00 0a 00 63 00 00 63 00 00 63 00 00", Sessions.INTERNAL))
        .isEqualTo(Verdict.INTACT);
  }

  @Test
  void ghsa_frrj_87jh_2772_an_empty_as_path_of_a_confederation_s_member_is_withdrawn() {
    isWithdrawn(read("40 01 01 00 40 02 00 40 03 04 c0 00 02 01", Sessions.CONFEDERATION), 2);
  }

  @Test
  void a_corrupt_prefix_sid_of_zeroes_is_not_handed_on() {
    isDiscarded(read(INTERNAL + "c0 28 06 00 00 00 00 00 00", Sessions.INTERNAL), 40);
    isDiscarded(read(REST + "c0 28 06 00 00 00 00 00 00", Sessions.EXTERNAL), 40);
  }

  @Test
  void a_chain_of_thousands_of_empty_tlvs_costs_a_step_each() {
    for (String[] attribute :
        new String[][] {
          {"d0 17", "00 08 00 00"},
          {"d0 28", "63 00 00"},
          {"90 1a", "02 00 03"},
          {"90 1d", "04 02 00 00"},
          {"d0 80", "c0 63 00"}
        }) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(Hex.bytes(INTERNAL));
      byte[] one = Hex.bytes(attribute[1]);
      boolean set = attribute[0].endsWith("80");
      int count = 60_000 / one.length;
      int length = one.length * count + (set ? 4 : 0);
      all.writeBytes(Hex.bytes(attribute[0]));
      all.write(length >>> 8);
      all.write(length);
      all.writeBytes(new byte[set ? 4 : 0]);
      for (int i = 0; i < count; i++) {
        all.writeBytes(one);
      }
      byte[] message = Hex.update(new byte[0], all.toByteArray(), Hex.bytes("18 cb 00 71"));

      assertThat(new UpdateReader().read(message, 0, message.length, Sessions.EXTENDED_MESSAGE))
          .isEqualTo(Verdict.INTACT);
    }
  }

  @Test
  void only_to_customer_is_written_with_four_bytes_however_its_length_was_encoded() {
    byte[] message = Hex.update("", REST + "d0 23 00 04 00 00 fd e9", "18 cb 00 71");
    UpdateReader reader = new UpdateReader();
    assertThat(reader.read(message, 0, message.length, Sessions.EXTERNAL))
        .isEqualTo(Verdict.INTACT);
    UpdateWriter writer =
        new UpdateWriter(
            new ExportForm(true, new Asn(65000), RouterId.parse("10.0.0.1"), true, 4096), Set.of());

    writer.announce(
        IPV4_UNICAST,
        reader.attributes(),
        reader.attributesFrom(),
        reader.attributesTo(),
        false,
        0x0a00_0001L << 32,
        0,
        0,
        false);
    writer.prefix(0xcb00_7100L << 32, 0, 24, 0);
    writer.close();

    String hex = java.util.HexFormat.of().formatHex(writer.buffer(), 0, writer.length());
    assertThat(hex).contains("c023040000fde9");
  }
}
