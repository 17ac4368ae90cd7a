package io.munia.ndp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.ndp.RouterMessage.Advertisement;
import io.munia.ndp.RouterMessage.Decoded;
import io.munia.ndp.RouterMessage.Solicitation;
import io.munia.net.IpAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [RFC 4861 §4](https://www.rfc-editor.org/rfc/rfc4861#section-4): the messages; [RFC 4861
/// §6.1](https://www.rfc-editor.org/rfc/rfc4861#section-6.1): their checks.
class RouterMessageTest {
  private static final int RANDOM_MESSAGES = 200_000;
  private static final IpAddress ROUTER = IpAddress.parse("fe80::1");

  /// As FRR's zebra sends it: hop limit 64, lifetime 30 s, its link-layer address.
  private static final String FRR = "86001b4240" + "00001e0000000000000000" + "01018ef300b801b8";

  /// [RFC 4861 §4.2](https://www.rfc-editor.org/rfc/rfc4861#section-4.2).
  @Test
  void an_advertisement_is_the_bytes_of_the_rfc() {
    Advertisement said =
        new Advertisement(
            64, 0xc8, 1800, 0xffff_fffeL, 1000, Optional.of(new MacAddress(0x020000000007L)));
    byte[] bytes = said.encode();
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo("8600000040c80708fffffffe000003e80101020000000007");
    assertThat(decode(bytes, ROUTER, 255)).isEqualTo(new Decoded.Message(said));
  }

  /// [RFC 4861 §4.1](https://www.rfc-editor.org/rfc/rfc4861#section-4.1).
  @Test
  void a_solicitation_is_the_bytes_of_the_rfc() {
    Solicitation asked = new Solicitation(Optional.of(new MacAddress(0x020000000007L)));
    assertThat(HexFormat.of().formatHex(asked.encode()))
        .isEqualTo("8500000000000000" + "0101020000000007");
    assertThat(decode(asked.encode(), ROUTER, 255)).isEqualTo(new Decoded.Message(asked));
    Solicitation short_ = new Solicitation(Optional.empty());
    assertThat(HexFormat.of().formatHex(short_.encode())).isEqualTo("8500000000000000");
  }

  @Test
  void what_frr_sends_is_taken() {
    assertThat(decode(HexFormat.of().parseHex(FRR), ROUTER, 255))
        .isEqualTo(
            new Decoded.Message(
                new Advertisement(64, 0, 30, 0, 0, Optional.of(new MacAddress(0x8ef300b801b8L)))));
  }

  /// We are nobody's default router, and tell hosts nothing.
  @Test
  void our_own_advertisement_has_a_lifetime_of_0_and_no_hop_limit() {
    byte[] bytes = Advertisement.ofNoDefaultRouter(Optional.empty()).encode();
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("86000000000000000000000000000000");
  }

  /// [RFC 4861 §6.1.2](https://www.rfc-editor.org/rfc/rfc4861#section-6.1.2), rule by rule.
  @ParameterizedTest
  @CsvSource({
    // from a router's link-local address
    "SOURCE,       2001:db8::1, 255, 86000000400000000000000000000000",
    "SOURCE,       ::,          255, 86000000400000000000000000000000",
    "SOURCE,       ff02::1,     255, 86000000400000000000000000000000",
    "SOURCE,       169.254.0.1, 255, 86000000400000000000000000000000",
    // not forwarded by a router
    "HOP_LIMIT,    fe80::1,     254, 86000000400000000000000000000000",
    "HOP_LIMIT,    fe80::1,     64,  86000000400000000000000000000000",
    "HOP_LIMIT,    fe80::1,     0,   86000000400000000000000000000000",
    // code 0
    "CODE,         fe80::1,     255, 86010000400000000000000000000000",
    // 16 octets or more
    "SHORT,        fe80::1,     255, 860000004000000000000000000000",
    "SHORT,        fe80::1,     255, 8600000040000000",
    "SHORT,        fe80::1,     255, 86",
    // all options longer than 0
    "OPTION_EMPTY, fe80::1,     255, 860000004000000000000000000000000500000000000000",
    "OPTION_EMPTY, fe80::1,     255, 8600000040000000000000000000000001010200000000070500000000000000",
    // and within the message
    "OPTION_CUT,   fe80::1,     255, 860000004000000000000000000000000502000000000000",
    "OPTION_CUT,   fe80::1,     255, 8600000040000000000000000000000005",
    "TYPE,         fe80::1,     255, 88000000400000000000000000000000"
  })
  void an_advertisement_that_breaks_a_rule_is_discarded(
      Discard why, String from, int hopLimit, String hex) {
    assertThat(decode(HexFormat.of().parseHex(hex), IpAddress.parse(from), hopLimit))
        .isEqualTo(new Decoded.Discarded(why));
  }

  /// [RFC 4861 §6.1.1](https://www.rfc-editor.org/rfc/rfc4861#section-6.1.1), rule by rule.
  @ParameterizedTest
  @CsvSource({
    "HOP_LIMIT,    fe80::1, 254, 8500000000000000",
    "CODE,         fe80::1, 255, 8501000000000000",
    "SHORT,        fe80::1, 255, 85000000000000",
    "OPTION_EMPTY, fe80::1, 255, 85000000000000000100020000000007",
    "OPTION_CUT,   fe80::1, 255, 85000000000000000102020000000007",
    "LINK_ADDRESS, ::,      255, 85000000000000000101020000000007",
    "LINK_ADDRESS, ::,      255, 850000000000000001020200000000070000000000000000",
    "SOURCE,       ff02::1, 255, 8500000000000000"
  })
  void a_solicitation_that_breaks_a_rule_is_discarded(
      Discard why, String from, int hopLimit, String hex) {
    assertThat(decode(HexFormat.of().parseHex(hex), IpAddress.parse(from), hopLimit))
        .isEqualTo(new Decoded.Discarded(why));
  }

  @ParameterizedTest
  @CsvSource({"::", "2001:db8::1", "fe80::1"})
  void a_host_may_ask_with_any_address_of_its_own_or_none(String from) {
    byte[] bytes = new Solicitation(Optional.empty()).encode();
    assertThat(decode(bytes, IpAddress.parse(from), 255))
        .isEqualTo(new Decoded.Message(new Solicitation(Optional.empty())));
  }

  /// [RFC 4861 §4.6](https://www.rfc-editor.org/rfc/rfc4861#section-4.6): options that nobody knows
  /// are passed over; the first link-layer address counts, and one of another length is none of
  /// ours.
  @Test
  void options_of_others_are_passed_over() {
    String fixed = "86000000400000000000000000000000";
    String prefix = "0304" + "40c0" + "00".repeat(28);
    assertThat(source(fixed + prefix + "0101020000000007" + "0101020000000008"))
        .contains(new MacAddress(0x020000000007L));
    assertThat(source(fixed + "fe01000000000000")).isEmpty();
    assertThat(source(fixed + "0103" + "00".repeat(22))).isEmpty();
  }

  private static Optional<MacAddress> source(String hex) {
    return ((Decoded.Message) decode(HexFormat.of().parseHex(hex), ROUTER, 255)).message().source();
  }

  @Test
  void random_bytes_are_read_without_a_fault_and_what_is_taken_can_be_written() {
    SplittableRandom random = new SplittableRandom(4861);
    int taken = 0;
    for (int i = 0; i < RANDOM_MESSAGES; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length > 2) {
        bytes[0] = (byte) (133 + random.nextInt(2));
        bytes[1] = 0;
      }
      if (decode(bytes, ROUTER, 255) instanceof Decoded.Message(RouterMessage message)) {
        taken++;
        assertThat(decode(message.encode(), ROUTER, 255)).isEqualTo(new Decoded.Message(message));
      }
    }
    assertThat(taken).isGreaterThan(RANDOM_MESSAGES / 100);
  }

  @Test
  void a_link_layer_address_has_48_bits() {
    assertThat(MacAddress.of(new byte[8])).isEmpty();
    assertThat(MacAddress.of(new byte[] {2, 0, 0, 0, 0, 7}))
        .contains(new MacAddress(0x20000000007L));
    assertThatThrownBy(() -> new MacAddress(1L << 48)).hasMessageContaining("48 bits");
  }

  private static Decoded decode(byte[] bytes, IpAddress from, int hopLimit) {
    // What lies behind the message in a buffer is not part of it.
    byte[] buffer = Arrays.copyOf(bytes, bytes.length + 16);
    Arrays.fill(buffer, bytes.length, buffer.length, (byte) 0xee);
    return RouterMessage.decode(buffer, bytes.length, from, hopLimit);
  }
}
