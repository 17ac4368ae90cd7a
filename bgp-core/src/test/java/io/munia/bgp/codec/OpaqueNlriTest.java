package io.munia.bgp.codec;

import static io.munia.net.AddressFamily.IPV4_FLOWSPEC;
import static io.munia.net.AddressFamily.IPV4_LABELED_UNICAST;
import static io.munia.net.AddressFamily.IPV4_VPN;
import static io.munia.net.AddressFamily.IPV6_FLOWSPEC;
import static io.munia.net.AddressFamily.IPV6_LABELED_UNICAST;
import static io.munia.net.AddressFamily.IPV6_VPN;
import static io.munia.net.AddressFamily.L2VPN_EVPN;
import static io.munia.net.AddressFamily.LINK_STATE;
import static io.munia.net.AddressFamily.RT_CONSTRAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.AddressFamily;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Borders and keys of opaque NLRI. Named after the classes of faults that other speakers had.
class OpaqueNlriTest {
  private static final int ROUNDS = 3000;
  private static final String RD = "00 00 fc 00 00 00 00 64 "; // 64512:100
  private static final String ESI = "00 11 22 33 44 55 66 77 88 99 ";

  private static int end(AddressFamily family, String hex) {
    byte[] bytes = Hex.bytes(hex);
    return OpaqueNlri.end(family, bytes, 0, bytes.length);
  }

  private static boolean intact(AddressFamily family, String hex) {
    byte[] bytes = Hex.bytes(hex);
    int end = OpaqueNlri.end(family, bytes, 0, bytes.length);
    assertThat(end).as("the border is certain").isEqualTo(bytes.length);
    return OpaqueNlri.intact(family, bytes, 0, end);
  }

  private static byte[] key(AddressFamily family, byte[] nlri) {
    byte[] key = new byte[nlri.length];
    return Arrays.copyOf(key, OpaqueNlri.key(family, nlri, 0, nlri.length, key));
  }

  private static byte[] key(AddressFamily family, String hex) {
    return key(family, Hex.bytes(hex));
  }

  private static byte[] join(AddressFamily family, byte[] key, byte[] payload, int payloadLength) {
    byte[] out = new byte[OpaqueNlri.joinedBytes(family, key, 0, key.length, payloadLength) + 1];
    int end = OpaqueNlri.join(family, key, 0, key.length, payload, 0, payloadLength, out, 0);
    assertThat(end).isEqualTo(out.length - 1);
    return Arrays.copyOf(out, end);
  }

  @Test
  void what_is_taken_apart_is_joined_to_the_same_bytes() {
    Random random = new Random(7);
    ArbitraryNlri arbitrary = new ArbitraryNlri(random);
    for (AddressFamily family : ArbitraryNlri.FAMILIES) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] nlri = arbitrary.nlri(family);
        assertThat(OpaqueNlri.end(family, nlri, 0, nlri.length)).isEqualTo(nlri.length);
        assertThat(OpaqueNlri.intact(family, nlri, 0, nlri.length)).isTrue();
        byte[] payload = new byte[OpaqueNlri.PAYLOAD_BYTES_MAX];
        int length = OpaqueNlri.payload(family, nlri, 0, nlri.length, payload);
        byte[] key = key(family, nlri);

        assertThat(join(family, key, payload, length)).as("%s", family).isEqualTo(nlri);
      }
    }
  }

  @Test
  void a_withdrawal_without_payload_has_the_same_key() {
    Random random = new Random(8);
    ArbitraryNlri arbitrary = new ArbitraryNlri(random);
    for (AddressFamily family : ArbitraryNlri.FAMILIES) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] key = key(family, arbitrary.nlri(family));
        byte[] withdrawn = join(family, key, new byte[0], 0);

        assertThat(OpaqueNlri.end(family, withdrawn, 0, withdrawn.length))
            .isEqualTo(withdrawn.length);
        assertThat(OpaqueNlri.intact(family, withdrawn, 0, withdrawn.length)).isTrue();
        assertThat(key(family, withdrawn)).as("%s", family).isEqualTo(key);
      }
    }
  }

  /// Every NLRI cut at every place, and every first byte changed to everything: borders never lie
  /// behind the end, and no function throws.
  @Test
  void nothing_is_read_behind_the_end_wherever_it_is_cut() {
    Random random = new Random(9);
    ArbitraryNlri arbitrary = new ArbitraryNlri(random);
    for (AddressFamily family : ArbitraryNlri.FAMILIES) {
      for (int round = 0; round < 60; round++) {
        byte[] nlri = arbitrary.nlri(family);
        for (int cut = 0; cut < nlri.length; cut++) {
          byte[] left = Arrays.copyOf(nlri, cut);
          assertThat(OpaqueNlri.end(family, left, 0, cut)).isEqualTo(OpaqueNlri.BROKEN);
          assertThat(OpaqueText.of(family, left, 0, cut)).startsWith("malformed");
        }
        for (int value = 0; value < 256; value++) {
          byte[] changed = nlri.clone();
          changed[random.nextInt(nlri.length)] = (byte) value;
          int end = OpaqueNlri.end(family, changed, 0, changed.length);
          assertThat(end).isLessThanOrEqualTo(changed.length).isNotZero();
          if (end > 0 && OpaqueNlri.intact(family, changed, 0, end)) {
            byte[] kept = Arrays.copyOf(changed, end);
            assertThat(key(family, kept).length).isLessThanOrEqualTo(end);
            assertThat(OpaqueText.of(family, kept, 0, end)).isNotEmpty();
          }
        }
      }
    }
  }

  /// [RFC 8277 §2.4](https://www.rfc-editor.org/rfc/rfc8277#section-2.4)
  @Test
  void labels_are_not_part_of_the_key() {
    assertThat(key(IPV4_LABELED_UNICAST, "30 00 01 11 0a 01 02"))
        .isEqualTo(key(IPV4_LABELED_UNICAST, "30 80 00 00 0a 01 02"))
        .isEqualTo(Hex.bytes("18 0a 01 02"));
    assertThat(key(IPV4_VPN, "70 00 01 11 " + RD + "0a 01 02"))
        .isEqualTo(key(IPV4_VPN, "70 00 00 00 " + RD + "0a 01 02"));
  }

  @Test
  void bits_behind_the_length_are_masked_in_the_key() {
    assertThat(key(IPV4_LABELED_UNICAST, "2c 00 01 11 0a 01 ff"))
        .isEqualTo(Hex.bytes("14 0a 01 f0"));
  }

  /// [RFC 7432 §7.2](https://www.rfc-editor.org/rfc/rfc7432#section-7.2)
  @Test
  void a_mac_that_moves_to_another_segment_is_the_same_route() {
    String mac = "00 00 00 05 30 02 00 00 00 00 01 20 0a 00 00 01 ";

    assertThat(key(L2VPN_EVPN, "02 25 " + RD + ESI + mac + "00 01 11"))
        .isEqualTo(key(L2VPN_EVPN, "02 28 " + RD + "00 ".repeat(10) + mac + "00 02 22 00 03 33"));
    assertThat(key(L2VPN_EVPN, "02 25 " + RD + ESI + mac + "00 01 11"))
        .isNotEqualTo(
            key(L2VPN_EVPN, "02 25 " + RD + ESI + mac.replace("05 30", "06 30") + "00 01 11"));
  }

  /// [RFC 7432 §7.1](https://www.rfc-editor.org/rfc/rfc7432#section-7.1)
  @Test
  void the_segment_of_an_auto_discovery_route_is_part_of_its_key() {
    assertThat(key(L2VPN_EVPN, "01 19 " + RD + ESI + "00 00 00 00 00 01 11"))
        .isNotEqualTo(key(L2VPN_EVPN, "01 19 " + RD + "00 ".repeat(14) + "00 01 11"));
  }

  /// [RFC 9136 §3.1](https://www.rfc-editor.org/rfc/rfc9136#section-3.1)
  @Test
  void the_gateway_of_an_evpn_prefix_is_not_part_of_its_key() {
    String prefix = "00 00 00 00 18 0a 01 02 00 ";

    assertThat(key(L2VPN_EVPN, "05 22 " + RD + ESI + prefix + "0a 00 00 01 00 01 11"))
        .isEqualTo(key(L2VPN_EVPN, "05 22 " + RD + "00 ".repeat(10) + prefix + "00 ".repeat(7)));
  }

  /// [RFC 7606 §5.4](https://www.rfc-editor.org/rfc/rfc7606#section-5.4)
  @Test
  void an_evpn_route_of_the_wrong_length_has_a_border_and_is_not_intact() {
    assertThat(intact(L2VPN_EVPN, "03 11 " + RD + "00 00 00 00 20 0a 00 00 01")).isTrue();
    assertThat(intact(L2VPN_EVPN, "03 11 " + RD + "00 00 00 00 80 0a 00 00 01")).isFalse();
    assertThat(intact(L2VPN_EVPN, "03 05 00 00 00 00 00")).isFalse();
    assertThat(intact(L2VPN_EVPN, "02 00")).isFalse();
    assertThat(intact(L2VPN_EVPN, "02 21 " + RD + ESI + "00 00 00 00 2f " + "00 ".repeat(10)))
        .isFalse();
    assertThat(intact(L2VPN_EVPN, "05 22 " + "00 ".repeat(22) + "21 " + "00 ".repeat(11)))
        .isFalse();
    assertThat(intact(L2VPN_EVPN, "63 02 01 02")).as("a type nobody knows").isTrue();
  }

  /// The class of CVE-2023-38406: a flow specification of no length, or of one that runs over. [RFC
  /// 8955 §4.1](https://www.rfc-editor.org/rfc/rfc8955#section-4.1)
  @Test
  void cve_2023_38406_flowspec_length_0_and_overflow() {
    assertThat(intact(IPV4_FLOWSPEC, "00")).isFalse();
    assertThat(intact(IPV4_FLOWSPEC, "f0 00")).isFalse();
    assertThat(end(IPV4_FLOWSPEC, "f0")).isEqualTo(OpaqueNlri.BROKEN);
    assertThat(end(IPV4_FLOWSPEC, "05 01 18 0a 01")).isEqualTo(OpaqueNlri.BROKEN);
    assertThat(end(IPV4_FLOWSPEC, "ff ff 01 18 0a 01 02")).isEqualTo(OpaqueNlri.BROKEN);
    byte[] longest = new byte[2 + 0xfff];
    longest[0] = (byte) 0xff;
    longest[1] = (byte) 0xff;
    assertThat(OpaqueNlri.end(IPV4_FLOWSPEC, longest, 0, longest.length)).isEqualTo(4097);
  }

  /// [RFC 8955 §4.1](https://www.rfc-editor.org/rfc/rfc8955#section-4.1)
  @Test
  void the_length_of_a_flow_specification_is_no_part_of_its_key_and_has_its_shortest_form() {
    byte[] key = key(IPV4_FLOWSPEC, "f0 05 01 18 0a 01 02");

    assertThat(key).isEqualTo(key(IPV4_FLOWSPEC, "05 01 18 0a 01 02"));
    assertThat(join(IPV4_FLOWSPEC, key, new byte[0], 0)).isEqualTo(Hex.bytes("05 01 18 0a 01 02"));
    for (int length : new int[] {239, 240, 4095}) {
      byte[] joined = join(IPV4_FLOWSPEC, new byte[length], new byte[0], 0);
      assertThat(joined).hasSize(length + (length < 240 ? 1 : 2));
      assertThat(OpaqueNlri.end(IPV4_FLOWSPEC, joined, 0, joined.length)).isEqualTo(joined.length);
    }
  }

  /// The class of CVE-2026-37457: a chain of operators that no bit ends.
  @Test
  void cve_2026_37457_flowspec_operator_chain_without_end() {
    assertThat(intact(IPV4_FLOWSPEC, "03 03 81 06")).isTrue();
    assertThat(intact(IPV4_FLOWSPEC, "03 03 01 06")).isFalse();
    assertThat(intact(IPV4_FLOWSPEC, "03 03 91 06")).as("two bytes, one there").isFalse();
    assertThat(intact(IPV4_FLOWSPEC, "01 03")).isFalse();
    assertThat(intact(IPV4_FLOWSPEC, "f0 fb 03 " + "01 06 ".repeat(125))).isFalse();
    assertThat(intact(IPV4_FLOWSPEC, "f0 fb 03 " + "01 06 ".repeat(124) + "81 06")).isTrue();
  }

  /// [RFC 8955 §4.2](https://www.rfc-editor.org/rfc/rfc8955#section-4.2)
  @Test
  void components_are_of_known_types_in_ascending_order() {
    assertThat(intact(IPV4_FLOWSPEC, "06 03 81 06 05 81 50")).isTrue();
    assertThat(intact(IPV4_FLOWSPEC, "06 05 81 50 03 81 06")).isFalse();
    assertThat(intact(IPV4_FLOWSPEC, "06 03 81 06 03 81 06")).isFalse();
    assertThat(intact(IPV4_FLOWSPEC, "03 0d 81 06")).isFalse();
    assertThat(intact(IPV6_FLOWSPEC, "03 0d 81 06")).isTrue();
    assertThat(intact(IPV6_FLOWSPEC, "03 0e 81 06")).isFalse();
    assertThat(intact(IPV4_FLOWSPEC, "03 00 81 06")).isFalse();
  }

  /// [RFC 8956 §3.1](https://www.rfc-editor.org/rfc/rfc8956#section-3.1)
  @Test
  void an_offset_behind_the_length_of_an_ipv6_pattern_is_malformed() {
    assertThat(intact(IPV6_FLOWSPEC, "05 01 20 10 0d b8")).isTrue();
    assertThat(intact(IPV6_FLOWSPEC, "03 01 20 21")).isFalse();
    assertThat(intact(IPV6_FLOWSPEC, "03 01 00 00")).isTrue();
    assertThat(intact(IPV6_FLOWSPEC, "03 01 81 80")).isFalse();
  }

  /// The class of CVE-2023-38407: a stack of labels that runs past the end. There is one label and
  /// no stack to walk. [RFC 8277 §2.2](https://www.rfc-editor.org/rfc/rfc8277#section-2.2)
  @Test
  void cve_2023_38407_label_without_bottom_of_stack() {
    assertThat(end(IPV4_LABELED_UNICAST, "30 00 01 10 0a 01 02")).isEqualTo(7);
    assertThat(end(IPV4_LABELED_UNICAST, "18 00 01 10")).as("a default route").isEqualTo(4);
    assertThat(end(IPV4_LABELED_UNICAST, "48 00 01 10 00 02 20 0a 01 02"))
        .as("a second label would be a prefix too long")
        .isEqualTo(OpaqueNlri.BROKEN);
  }

  /// Fewer bits than label and route distinguisher take, as one daemon of §6 took for a huge
  /// number. [RFC 7606 §5.3](https://www.rfc-editor.org/rfc/rfc7606#section-5.3)
  @Test
  void fewer_bits_than_the_label_takes_are_malformed() {
    assertThat(end(IPV4_LABELED_UNICAST, "17 00 01 11")).isEqualTo(OpaqueNlri.BROKEN);
    assertThat(end(IPV6_LABELED_UNICAST, "00")).isEqualTo(OpaqueNlri.BROKEN);
    assertThat(end(IPV4_VPN, "57 00 01 11 " + RD)).isEqualTo(OpaqueNlri.BROKEN);
    assertThat(end(IPV4_VPN, "58 00 01 11 " + RD)).isEqualTo(12);
    assertThat(end(IPV6_VPN, "58 00 01 11 00 00 fc 00")).as("RD cut off").isEqualTo(-1);
  }

  /// The class of CVE-2026-48686: a length of 255 bits, copied without a look.
  @Test
  void cve_2026_48686_more_bits_than_an_address_has() {
    for (AddressFamily family : ArbitraryNlri.FAMILIES) {
      byte[] nlri = new byte[64];
      nlri[0] = (byte) 0xff;
      int end = OpaqueNlri.end(family, nlri, 0, nlri.length);
      boolean typed = family == L2VPN_EVPN || family == LINK_STATE;
      assertThat(end).as("%s", family).isEqualTo(typed ? family == LINK_STATE ? 4 : 2 : -1);
    }
    assertThat(end(IPV4_VPN, "79 " + "00 ".repeat(16))).isEqualTo(OpaqueNlri.BROKEN);
    assertThat(end(IPV4_VPN, "78 " + "00 ".repeat(15))).isEqualTo(16);
  }

  /// The class of CVE-2026-7734: a TLV of length 0 that a loop does not get past.
  @Test
  void cve_2026_7734_link_state_tlvs_of_no_length_end() {
    String fixed = "02 00 00 00 00 00 00 00 00 ";
    assertThat(intact(LINK_STATE, "00 01 00 11 " + fixed + "01 00 00 00 01 01 00 00")).isTrue();
    assertThat(intact(LINK_STATE, "00 01 00 0d " + fixed + "01 00 00 01")).isFalse();
    assertThat(intact(LINK_STATE, "00 01 00 0b " + fixed + "01 00")).isFalse();
    assertThat(intact(LINK_STATE, "00 01 00 08 02 00 00 00 00 00 00 00")).isFalse();
    assertThat(intact(LINK_STATE, "00 01 00 11 " + fixed + "01 01 00 00 01 00 00 00"))
        .as("out of order, RFC 9552 §8.2.2")
        .isFalse();
    assertThat(intact(LINK_STATE, "00 09 00 02 01 02")).as("a type nobody knows").isTrue();
  }

  /// [RFC 4684 §4](https://www.rfc-editor.org/rfc/rfc4684#section-4)
  @Test
  void a_membership_has_0_bits_or_32_to_96() {
    assertThat(intact(RT_CONSTRAIN, "00")).isTrue();
    assertThat(intact(RT_CONSTRAIN, "1f 00 00 fc 00")).isFalse();
    assertThat(intact(RT_CONSTRAIN, "20 00 00 fc 00")).isTrue();
    assertThat(intact(RT_CONSTRAIN, "60 00 00 fc 00 00 02 fc 00 00 00 00 64")).isTrue();
    assertThat(end(RT_CONSTRAIN, "61 " + "00 ".repeat(13))).isEqualTo(OpaqueNlri.BROKEN);
  }
}
