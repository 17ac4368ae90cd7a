package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.AddressFamily;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpaqueTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ipv4-unicast         | 18 0a 01 02 | 10.1.2.0/24
          ipv6-unicast         | 20 20 01 0d b8 | 2001:db8::/32
          ipv6-unicast         | 81 20 | malformed 8120
          ipv4-multicast       | 18 0a 01 02 | 10.1.2.0/24
          ipv4-labeled-unicast | 30 00 01 11 0a 01 02 | 10.1.2.0/24 label 17
          ipv6-labeled-unicast | 38 80 00 00 20 01 0d b8 | 2001:db8::/32 label 524288
          ipv4-vpn | 68 00 01 11 00 00 fc 00 00 00 00 64 0a 01 | 64512:100 10.1.0.0/16 label 17
          ipv4-vpn | 60 00 01 11 00 01 0a 00 00 01 00 07 0a | 10.0.0.1:7 10.0.0.0/8 label 17
          ipv6-vpn | 78 00 01 11 00 02 00 01 11 70 00 07 20 01 0d b8 | 70000:7 2001:db8::/32 label 17
          l2vpn-evpn | 03 11 00 01 0a 00 00 01 00 02 00 00 00 00 20 0a 00 00 01 | [3]:[10.0.0.1:2]:[0]:[10.0.0.1]
          l2vpn-evpn | 04 17 00 01 0a 00 00 01 00 02 00 11 22 33 44 55 66 77 88 99 20 0a 00 00 01 | [4]:[10.0.0.1:2]:[00:11:22:33:44:55:66:77:88:99]:[10.0.0.1]
          l2vpn-evpn | 02 25 00 01 0a 00 00 01 00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 05 30 02 00 00 00 00 01 20 0a 00 00 09 00 00 64 | [2]:[10.0.0.1:2]:[5]:[02:00:00:00:00:01]:[10.0.0.9] label 100
          l2vpn-evpn | 05 22 00 01 0a 00 00 01 00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 18 0a 01 02 00 0a 00 00 02 00 00 64 | [5]:[10.0.0.1:2]:[0]:[10.1.2.0/24] gateway 10.0.0.2 label 100
          l2vpn-evpn | 01 19 00 01 0a 00 00 01 00 02 00 11 22 33 44 55 66 77 88 99 ff ff ff ff 00 01 11 | [1]:[10.0.0.1:2]:[00:11:22:33:44:55:66:77:88:99]:[4294967295] label 273
          l2vpn-evpn | 63 02 ab cd | [99]:[abcd]
          ipv4-flowspec | 0f 01 08 0a 03 81 06 04 03 50 45 5a 09 81 02 0c 80 | malformed 0f01080a0381060403504
          ipv4-flowspec | 11 01 08 0a 03 81 06 04 03 50 c5 5a 09 81 02 0c 80 04 | dst 10.0.0.0/8; proto =6; port >=80&<=90; tcp-flags =0x2; fragment 0x4
          ipv6-flowspec | 05 01 20 10 0d b8 | dst 0:db8::/32 from bit 16
          link-state | 00 01 00 27 02 00 00 00 00 00 00 00 00 01 00 00 1a 02 00 00 04 00 00 fc 00 02 01 00 04 00 00 00 00 02 03 00 06 01 00 00 00 00 01 | node isis-l2 id 0 as 64512 ls-id 0 router 0100.0000.0001
          link-state | 00 03 00 1d 03 00 00 00 00 00 00 00 00 01 00 00 08 02 03 00 04 0a 00 00 01 01 09 00 04 18 0a 01 02 | prefix ospf id 0 router 10.0.0.1 10.1.2.0/24
          rt-constrain | 00 | default
          rt-constrain | 20 00 00 fc 00 | 64512/32
          rt-constrain | 60 00 00 fc 00 00 02 fc 00 00 00 00 64 | 64512:target:64512:100/96
          """)
  void nlri_are_shown_as_people_write_them(String family, String hex, String text) {
    byte[] bytes = Hex.bytes(hex);

    assertThat(OpaqueText.of(AddressFamily.named(family).orElseThrow(), bytes, 0, bytes.length))
        .startsWith(text);
  }
}
