package io.munia.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/8, 10.0.0.0/8",
    "10.1.2.3/32, 10.1.2.3/32",
    "255.255.255.255/0, 0.0.0.0/0",
    "10.1.255.3/23, 10.1.254.0/23",
    "2001:db8::ffff/64, 2001:db8::/64",
    "2001:db8::ffff/127, 2001:db8::fffe/127",
    "2001:db8:0:1::/65, 2001:db8:0:1::/65",
    "ffff:ffff::/0, ::/0",
    "::1/128, ::1/128",
  })
  void host_bits_are_never_kept(String text, String masked) {
    assertThat(Prefix.parse(text)).hasToString(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0",
        "10.0.0.0/",
        "/8",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/-1",
        "10.0.0.0/1a",
        "10.0.0.0/0008",
        "10.0.0.0/8/8",
        "10.0.0/8",
        "10.0.0.0/ 8"
      })
  void what_is_no_prefix_is_refused_with_a_sentence(String text) {
    assertThatThrownBy(() -> Prefix.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not");
  }

  @Test
  void a_length_beyond_the_version_is_refused() {
    assertThatThrownBy(() -> new Prefix(IpAddress.parse("10.0.0.0"), 33))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("/33 is not a prefix length of an IPv4 address");
  }

  @Test
  void containment_agrees_with_arithmetic_on_whole_numbers() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      IpVersion version = random.nextBoolean() ? IpVersion.V4 : IpVersion.V6;
      Prefix one = prefix(random, version);
      Prefix other =
          random.nextBoolean()
              ? prefix(random, version)
              : new Prefix(one.address(), random.nextInt(version.bits() + 1));
      assertThat(one.contains(other)).as("%s in %s", other, one).isEqualTo(covers(one, other));
      assertThat(one.overlaps(other))
          .as("%s and %s", one, other)
          .isEqualTo(covers(one, other) || covers(other, one));
      assertThat(one.contains(other.address()))
          .isEqualTo(covers(one, other.address().asHostPrefix()));
    }
  }

  private static Prefix prefix(Random random, IpVersion version) {
    byte[] bytes = new byte[version.bytes()];
    random.nextBytes(bytes);
    bytes[0] &= 3;
    return new Prefix(IpAddress.of(bytes), random.nextInt(version.bits() + 1));
  }

  private static boolean covers(Prefix one, Prefix other) {
    int shift = one.version().bits() - one.length();
    return other.length() >= one.length()
        && number(one).shiftRight(shift).equals(number(other).shiftRight(shift));
  }

  private static BigInteger number(Prefix prefix) {
    return new BigInteger(1, prefix.address().toBytes());
  }

  @Test
  void the_versions_have_nothing_in_common() {
    assertThat(Prefix.parse("0.0.0.0/0").contains(IpAddress.parse("::1"))).isFalse();
    assertThat(Prefix.parse("::/0").contains(Prefix.parse("0.0.0.0/0"))).isFalse();
    assertThat(Prefix.parse("::/0").unicastFamily()).isEqualTo(AddressFamily.IPV6_UNICAST);
    assertThat(Prefix.parse("0.0.0.0/0").unicastFamily()).isEqualTo(AddressFamily.IPV4_UNICAST);
  }

  @Test
  void a_covering_prefix_comes_before_what_it_covers() {
    assertThat(Prefix.parse("10.0.0.0/8")).isLessThan(Prefix.parse("10.0.0.0/9"));
    assertThat(Prefix.parse("10.0.0.0/9")).isLessThan(Prefix.parse("10.128.0.0/9"));
    assertThat(Prefix.parse("127.0.0.0/8")).isLessThan(Prefix.parse("128.0.0.0/8"));
  }

  @Test
  void only_the_longest_prefix_is_a_host() {
    assertThat(Prefix.parse("10.0.0.1/32").isHost()).isTrue();
    assertThat(Prefix.parse("10.0.0.0/31").isHost()).isFalse();
    assertThat(Prefix.parse("::1/128").isHost()).isTrue();
  }
}
