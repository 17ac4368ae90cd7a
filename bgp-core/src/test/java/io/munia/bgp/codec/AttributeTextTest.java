package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.CommunityNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [RFC 4271 §4.3](https://www.rfc-editor.org/rfc/rfc4271#section-4.3) and the documents of the
/// attributes that came after it.
///
/// [RFC 1997](https://www.rfc-editor.org/rfc/rfc1997), [RFC
/// 4360](https://www.rfc-editor.org/rfc/rfc4360), [RFC
/// 8092](https://www.rfc-editor.org/rfc/rfc8092), [RFC
/// 5701](https://www.rfc-editor.org/rfc/rfc5701)
class AttributeTextTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "1 | 00 | IGP",
        "1 | 03 | malformed 0x03",
        "1 | '' | malformed 0x",
        "2 | 02 02 00 00 fd e9 00 00 fd ea 01 01 00 00 00 07 | 65001 65002 {7}",
        "2 | 03 01 00 00 fd e9 04 02 00 00 00 01 00 00 00 02 | (65001) ({1 2})",
        "2 | 02 02 00 00 fd e9 | malformed 0x02020000fde9",
        "2 | '' | ''",
        "3 | c0 00 02 01 | 192.0.2.1",
        "4 | ff ff ff ff | 4294967295",
        "5 | 00 00 00 64 | 100",
        "6 | '' | ''",
        "7 | 00 00 fd e9 0a 00 00 01 | 65001 10.0.0.1",
        "8 | ff ff ff 01 fd e9 00 07 | no-export 65001:7",
        "9 | 0a 00 00 01 | 10.0.0.1",
        "10 | 0a 00 00 01 0a 00 00 02 | 10.0.0.1 10.0.0.2",
        "14 | 00 02 01 04 c0 00 02 01 00 08 20 | AFI 2 SAFI 1 next hop 192.0.2.1 2 bytes of routes",
        "15 | 00 01 01 | AFI 1 SAFI 1 0 bytes of routes",
        "16 | 00 02 fd e9 00 00 00 07 | rt:65001:7",
        "17 | 02 01 00 01 00 00 | 65536",
        "18 | 00 01 00 00 0a 00 00 01 | 65536 10.0.0.1",
        "22 | 00 06 00 06 40 0a 00 00 01 | ingress-replication label=100 vni=1600 endpoint=10.0.0.1",
        "22 | 00 06 00 06 40 0a 00 00 | malformed 0x00060006400a0000",
        "23 | 00 08 00 0c 06 0a 00 00 00 00 00 01 c0 00 02 01 | vxlan{endpoint=192.0.2.1}",
        "23 | 00 63 00 05 80 00 01 07 c8 | malformed 0x0063000580000107c8",
        "23 | 00 63 00 04 80 00 01 07 | tunnel-99{segment-list=0x07}",
        "25 | 00 02 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 00 64 | rt:[2001:db8::1]:100",
        "26 | 01 00 0b 00 00 00 00 00 00 00 64 | 100",
        "29 | 04 5a 00 01 80 | tlv-1114=0x80",
        "32 | 00 00 fd e9 00 00 00 01 ff ff ff ff | 65001:1:4294967295",
        "35 | 00 00 fd e9 | 65001",
        "40 | 01 00 07 00 00 00 00 00 00 64 | label-index=100",
        "40 | 03 00 08 00 00 00 3e 80 00 1f 40 | srgb=16000+8000",
        "128 | 00 00 fd e9 40 01 01 00 | from 65001 [ORIGIN IGP]",
        "99 | 00 ff | 0x00ff"
      })
  void values_are_shown_by_what_they_say(int type, String hex, String text) {
    byte[] bytes = Hex.bytes(hex);

    assertThat(AttributeText.value(type, bytes, 0, bytes.length, true)).isEqualTo(text);
  }

  @Test
  void a_service_of_srv6_is_shown_with_its_sid() {
    byte[] bytes =
        Hex.bytes(
            "05 00 22 00 01 00 1e 00 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 00 00 13 00"
                + " 01 00 06 28 18 10 00 10 40");

    assertThat(AttributeText.value(40, bytes, 0, bytes.length, true))
        .isEqualTo("srv6-l3{sid=2001:db8::1 behavior=19}");
  }

  @Test
  void two_octet_numbers_are_read_where_the_session_has_them() {
    byte[] bytes = Hex.bytes("02 02 fd e9 5b a0");

    assertThat(AttributeText.value(2, bytes, 0, bytes.length, false)).isEqualTo("65001 23456");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0002fde900000007, rt:65001:7",
    "0102c0000201000a, rt:192.0.2.1:10",
    "02020001000000ff, rt:65536:255",
    "02020000fde900ff, rt:65001L:255",
    "0003fde900000007, soo:65001:7",
    "4004fde94cee6b28, link-bandwidth:65001:125000000",
    "4004fde97fc00000, link-bandwidth:65001:0x7fc00000",
    "030b400000000064, color:1:100",
    "030c000000000008, encapsulation:vxlan",
    "030d000000000000, default-gateway",
    "0306000000000500, ospf-route-type:0.0.0.0:5:0",
    "4300000000000002, origin-validation:invalid",
    "0600010000000005, mac-mobility:sticky:5",
    "0600000000000005, mac-mobility:5",
    "0601010000000640, esi-label:single-active:100",
    "0602010203040506, es-import:01:02:03:04:05:06",
    "0603010203040506, router-mac:01:02:03:04:05:06",
    "8006fde900000000, traffic-rate:65001:0",
    "8007000000000003, traffic-action:sample-terminal",
    "8008fde900000064, redirect:65001:100",
    "8108c00002010064, redirect:192.0.2.1:100",
    "800900000000002e, traffic-marking:46",
    "990000000000002e, ext:0x990000000000002e"
  })
  void extended_communities_are_shown_by_what_they_mean(String hex, String text) {
    assertThat(CommunityNames.extended(Long.parseUnsignedLong(hex, 16))).isEqualTo(text);
  }

  @Test
  void whatever_the_bytes_are_there_is_a_text() {
    Arbitrary arbitrary = new Arbitrary(36);
    for (int round = 0; round < 40_000; round++) {
      byte[] bytes = arbitrary.bytes(arbitrary.below(arbitrary.oneIn(50) ? 600 : 40));
      for (int i = 0; i < bytes.length; i++) {
        if (arbitrary.oneIn(2)) {
          bytes[i] = (byte) arbitrary.below(8);
        }
      }
      int type = arbitrary.oneIn(3) ? 128 : arbitrary.below(130);
      String text = AttributeText.value(type, bytes, 0, bytes.length, arbitrary.oneIn(2));

      assertThat(text.length()).isLessThan(64 + 32 * bytes.length);
      assertThat(text.chars()).allMatch(c -> c >= ' ' && c < 0x7f);
    }
    assertThat(AttributeText.value(8, new byte[4], -1, 99, true)).isEqualTo("0:0");
  }
}
