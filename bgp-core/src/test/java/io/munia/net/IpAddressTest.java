package io.munia.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "192.0.2.1, 192.0.2.1",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8::1, 2001:db8::1",
    "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "::ffff:192.0.2.1, ::ffff:192.0.2.1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "fe80::1, fe80::1",
  })
  void text_is_read_and_printed_in_canonical_form(String text, String canonical) {
    assertThat(IpAddress.parse(text)).hasToString(canonical);
    assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.1000",
        "01.2.3.4",
        "1.2.3.-4",
        "1.2.3.4 ",
        "1.2.3.٤",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "1::2::3",
        ":1:2:3:4:5:6:7:8",
        "12345::",
        "g::",
        "::1.2.3",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "fe80::1%eth0",
        "::٤",
      })
  void what_is_no_address_is_refused_with_a_sentence_that_names_it(String text) {
    assertThatThrownBy(() -> IpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not an IP address");
  }

  @Test
  void printing_agrees_with_the_jdk_on_random_addresses() throws UnknownHostException {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      for (int zeros = random.nextInt(8); zeros > 0; zeros--) {
        int at = random.nextInt(bytes.length / 2) * 2;
        bytes[at] = 0;
        bytes[at + 1] = 0;
      }
      IpAddress address = IpAddress.of(bytes);
      assertThat(IpAddress.parse(address.toString())).as("round %d", i).isEqualTo(address);
      assertThat(address.toBytes()).as("round %d", i).isEqualTo(bytes);
      assertThat(InetAddress.getByName(address.toString()))
          .as("round %d", i)
          .isEqualTo(InetAddress.getByAddress(bytes));
    }
  }

  @Test
  void addresses_are_ordered_by_version_and_unsigned_value() {
    List<IpAddress> ordered =
        List.of(
            IpAddress.parse("0.0.0.0"),
            IpAddress.parse("127.255.255.255"),
            IpAddress.parse("128.0.0.0"),
            IpAddress.parse("::1"),
            IpAddress.parse("::8000:0:0:0"),
            IpAddress.parse("7fff::"),
            IpAddress.parse("8000::"));
    List<IpAddress> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(2));

    assertThat(shuffled.stream().sorted()).containsExactlyElementsOf(ordered);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, true, false, false, false",
    "::, true, false, false, false",
    "127.3.2.1, false, true, false, false",
    "::1, false, true, false, false",
    "224.0.0.1, false, false, true, false",
    "239.255.0.1, false, false, true, false",
    "240.0.0.1, false, false, false, false",
    "ff02::1, false, false, true, false",
    "169.254.1.1, false, false, false, true",
    "fe80::1, false, false, false, true",
    "febf::1, false, false, false, true",
    "fec0::1, false, false, false, false",
  })
  void special_addresses_are_known(
      String text, boolean unspecified, boolean loopback, boolean multicast, boolean linkLocal) {
    IpAddress address = IpAddress.parse(text);

    assertThat(address.isUnspecified()).isEqualTo(unspecified);
    assertThat(address.isLoopback()).isEqualTo(loopback);
    assertThat(address.isMulticast()).isEqualTo(multicast);
    assertThat(address.isLinkLocal()).isEqualTo(linkLocal);
  }

  @Test
  void an_ipv4_address_has_no_bits_beyond_its_own() {
    assertThatThrownBy(() -> new IpAddress(IpVersion.V4, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IpAddress.of(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an address has 4 or 16 bytes, not 5");
    assertThatThrownBy(() -> IpAddress.parse("::1").v4Bits())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_link_local_address_may_belong_to_an_interface() {
    IpAddress bare = IpAddress.parse("fe80::1");
    IpAddress here = bare.inZone(3);
    assertThat(here.zone()).isEqualTo(3);
    assertThat(here).isNotEqualTo(bare).isNotEqualTo(bare.inZone(4)).hasToString("fe80::1%3");
    assertThat(here.isLinkLocal()).isTrue();
    assertThat(here.inZone(0)).isEqualTo(bare);
    assertThat(bare.zone()).isZero();
    assertThat(bare.inZone(65_535).zone()).isEqualTo(65_535);
    IpAddress global = IpAddress.parse("2001:db8::1");
    assertThat(global.inZone(3)).isSameAs(global);
    assertThat(IpAddress.parse("169.254.0.1").inZone(3).zone()).isZero();
  }
}
