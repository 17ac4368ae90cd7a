package io.munia.bfd;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bfd.BfdPacket.Decoded;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [RFC 5880 §4.1](https://www.rfc-editor.org/rfc/rfc5880#section-4.1): the packet; [RFC 5880
/// §6.8.6](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.6): its checks, in order.
class BfdPacketTest {
  private static final int RANDOM_PACKETS = 200_000;

  /// Up, P, multiplier 3, discriminators 0x11223344 and 0x55667788, 100 ms, 300 ms, no echo.
  private static final String GOOD = "21e003181122334455667788000186a0000493e000000000";

  private static final BfdPacket PACKET =
      new BfdPacket(
          Diagnostic.DETECTION_TIME_EXPIRED,
          BfdState.UP,
          true,
          false,
          false,
          false,
          3,
          0x11223344,
          0x55667788,
          100_000,
          300_000,
          0);

  @Test
  void a_packet_is_the_bytes_of_the_rfc() {
    byte[] bytes = new byte[BfdPacket.BYTES];
    PACKET.encode(bytes);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GOOD);
    assertThat(BfdPacket.decode(bytes, bytes.length)).isEqualTo(new Decoded.Packet(PACKET));
  }

  @ParameterizedTest
  @CsvSource({
    "SHORT,                  21e003181122334455667788000186a0000493e0000000",
    "VERSION,                01e003181122334455667788000186a0000493e000000000",
    "VERSION,                41e003171122334455667788000186a0000493e000000000",
    "LENGTH_TOO_SMALL,       21e003171122334455667788000186a0000493e000000000",
    "LENGTH_TOO_SMALL,       21e403181122334455667788000186a0000493e0000000000202",
    "LENGTH_TOO_LARGE,       21e003191122334455667788000186a0000493e000000000",
    "LENGTH_TOO_LARGE,       21e100191122334455667788000186a0000493e000000000",
    "DETECT_MULT,            21e100181122334455667788000186a0000493e000000000",
    "MULTIPOINT,             21e103180000000055667788000186a0000493e000000000",
    "MY_DISCRIMINATOR,       21e003180000000000000000000186a0000493e000000000",
    "STATE_WITHOUT_SESSION,  21e003181122334400000000000186a0000493e000000000",
    "STATE_WITHOUT_SESSION,  21a4031a1122334400000000000186a0000493e0000000000202",
    "AUTHENTICATION,         21e4031a1122334455667788000186a0000493e0000000000202"
  })
  void a_packet_that_breaks_a_rule_is_discarded_for_the_first_one(Discard why, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(BfdPacket.decode(bytes, bytes.length)).isEqualTo(new Decoded.Discarded(why));
  }

  @Test
  void a_packet_may_have_more_behind_it_and_no_discriminator_of_ours_where_it_is_down() {
    byte[] longer = HexFormat.of().parseHex(GOOD + "00ff00ff");
    assertThat(BfdPacket.decode(longer, longer.length)).isEqualTo(new Decoded.Packet(PACKET));
    byte[] down = HexFormat.of().parseHex("204003181122334400000000000f4240000493e000000000");
    assertThat(BfdPacket.decode(down, down.length)).isInstanceOf(Decoded.Packet.class);
  }

  /// Bytes from the network, of every length, are judged and never break anything; what is taken
  /// reads the same when written again.
  @Test
  void whatever_comes_is_judged() {
    SplittableRandom random = new SplittableRandom(5880);
    byte[] good = HexFormat.of().parseHex(GOOD);
    int taken = 0;
    for (int i = 0; i < RANDOM_PACKETS; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (random.nextInt(4) > 0) {
        System.arraycopy(good, 0, bytes, 0, Math.min(good.length, bytes.length));
        for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      switch (BfdPacket.decode(bytes, bytes.length)) {
        case Decoded.Discarded(Discard why) -> assertThat(why).isNotNull();
        case Decoded.Packet(BfdPacket packet) -> {
          byte[] again = new byte[BfdPacket.BYTES];
          packet.encode(again);
          assertThat(BfdPacket.decode(again, again.length)).isEqualTo(new Decoded.Packet(packet));
          taken++;
        }
      }
    }
    assertThat(taken).isGreaterThan(RANDOM_PACKETS / 100);
  }
}
