package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.Notification;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Hostile bytes: whatever is done to a message, reading it ends, throws nothing, and every range
/// it answers with can be walked. A failure names the seed and the message.
class MutationTest {
  private static final int UPDATES = 200_000;
  private static final int OTHERS = 30_000;
  private static final byte[] EDGES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};
  private static final List<Negotiated> SESSIONS =
      List.of(
          Sessions.EXTERNAL,
          Sessions.INTERNAL,
          Sessions.EXTERNAL_2_OCTETS,
          Sessions.INTERNAL_2_OCTETS,
          Sessions.V6_ONLY,
          Sessions.ADD_PATH,
          Sessions.EXTENDED_NEXT_HOP);

  private static final List<byte[]> SEEDS =
      List.of(
          Hex.update("", "", ""),
          Hex.update("08 0a 18 cb 00 71", "", ""),
          Hex.update("", "80 0f 03 00 02 01", ""),
          Hex.update(
              "10 0a 01",
              """
              40 01 01 00
              40 02 0e 02 03 00 00 fd e9 00 00 fd ea 00 01 00 01
              40 03 04 c0 00 02 01
              80 04 04 00 00 00 05
              40 05 04 00 00 00 64
              40 06 00
              c0 07 08 00 00 fd e9 0a 00 00 01
              c0 08 08 fd e9 00 07 fd e9 00 08
              80 09 04 0a 00 00 05
              80 0a 04 0a 00 00 09
              """,
              "18 cb 00 71 14 0a 01 f0 00"),
          Hex.update(
              "",
              """
              80 0e 1a 00 02 01 10 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 00
                20 20 01 0d b8
              80 0f 08 00 02 01 20 20 01 0d b9
              40 01 01 00
              40 02 06 02 01 00 00 fd e9
              c0 10 08 00 02 fd e9 00 00 00 01
              80 1a 0b 01 00 0b 00 00 00 00 00 00 00 09
              c0 20 0c 00 00 fd e9 00 00 00 01 00 00 00 02
              c0 23 04 00 00 fd e9
              e0 63 03 01 02 03
              """,
              ""),
          Hex.update(
              "",
              """
              c0 11 0a 02 02 00 00 fd e9 00 01 00 01
              c0 12 08 00 01 00 01 0a 00 00 01
              c0 07 06 5b a0 0a 00 00 01
              40 02 08 02 03 fd e9 fd ea 5b a0
              40 01 01 02
              40 03 04 c0 00 02 01
              """,
              "08 0a"),
          Hex.update(
              "00 00 00 01 08 0a",
              """
              40 01 01 00
              40 02 00
              40 03 04 c0 00 02 01
              """,
              "00 00 00 07 08 0b 00 00 00 08 00"));

  @Test
  void no_update_throws_and_every_range_can_be_walked() {
    Random random = new Random(42);
    UpdateReader reader = new UpdateReader();
    AttributeScan scan = new AttributeScan();
    NlriCursor cursor = new NlriCursor();
    UpdateWriter writer =
        new UpdateWriter(
            new ExportForm(true, new Asn(70_000), Sessions.EXTERNAL.localId(), false, 4096),
            Set.of());
    int[] verdicts = new int[4];
    for (int round = 0; round < UPDATES; round++) {
      byte[] message = mutated(random, SEEDS.get(random.nextInt(SEEDS.size())));
      Negotiated session = SESSIONS.get(random.nextInt(SESSIONS.size()));
      try {
        Verdict verdict = reader.read(message, 0, message.length, session);
        verdicts[kind(verdict)]++;
        int routes = 0;
        for (AddressFamily family : AddressFamily.values()) {
          reader.withdrawn(family, cursor);
          routes += count(cursor, family);
          reader.announced(family, cursor);
          routes += count(cursor, family);
          reader.isEndOfRib(family);
        }
        if (routes > 2 * message.length) {
          throw new AssertionError("more routes than bytes");
        }
        scan.over(reader.attributes(), reader.attributesFrom(), reader.attributesTo());
        AttributesCodec.decode(reader.attributes(), reader.attributesFrom(), reader.attributesTo());
        writer.clear();
        writer.announce(
            AddressFamily.IPV4_UNICAST,
            reader.attributes(),
            reader.attributesFrom(),
            reader.attributesTo(),
            false,
            1L << 33,
            0,
            0,
            false);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed 42, round " + round + ": " + HexFormat.of().formatHex(message), e);
      }
    }
    // Every kind of outcome was met often, so the mutations are neither too tame nor too wild.
    assertThat(Arrays.stream(verdicts).boxed()).allMatch(count -> count > UPDATES / 100);
  }

  private static int count(NlriCursor cursor, AddressFamily family) {
    int count = 0;
    while (cursor.next()) {
      if (cursor.length() > family.version().bits()) {
        throw new AssertionError("/" + cursor.length());
      }
      count++;
    }
    return count;
  }

  private static int kind(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Intact _ -> 0;
      case Verdict.AttributeDiscarded _ -> 1;
      case Verdict.TreatAsWithdraw _ -> 2;
      case Verdict.ResetSession _ -> 3;
    };
  }

  /// One to four changes: a bit, a byte of the values that matter, a piece cut, doubled or moved.
  private static byte[] mutated(Random random, byte[] seed) {
    byte[] bytes = seed.clone();
    for (int changes = random.nextInt(5); changes > 0 && bytes.length > 23; changes--) {
      int at = 19 + random.nextInt(bytes.length - 19);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = EDGES[random.nextInt(EDGES.length)];
        case 3 -> bytes = replaced(bytes, at, 1 + random.nextInt(5), 0);
        case 4 -> bytes = replaced(bytes, at, 0, 1 + random.nextInt(12));
        default -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
      }
    }
    return bytes;
  }

  /// Cuts bytes out at `at`, or doubles the ones that stand there.
  private static byte[] replaced(byte[] bytes, int at, int cut, int doubled) {
    int rest = Math.min(bytes.length, at + cut);
    int again = Math.min(bytes.length - at, doubled);
    byte[] result = Arrays.copyOf(bytes, at + again + bytes.length - rest);
    System.arraycopy(bytes, at, result, at, again);
    System.arraycopy(bytes, rest, result, at + again, bytes.length - rest);
    return result;
  }

  @Test
  void no_other_message_throws() {
    Random random = new Random(43);
    for (int round = 0; round < OTHERS; round++) {
      Arbitrary arbitrary = new Arbitrary(round);
      byte[] seed =
          round % 3 == 0
              ? Hex.bytes("ff ".repeat(16) + "00 17 05 00 01 00 01")
              : MessageCodec.encode(arbitrary.open());
      byte[] message = mutated(random, seed);
      if (message.length < 19) {
        continue;
      }
      if (round % 2 == 0 && message.length < 4096) {
        Wire.put16(message, 16, message.length);
      }
      try {
        int length = MessageFrame.length(message, 0, message.length, 4096);
        if (length == MessageFrame.MALFORMED) {
          assertThat(MessageFrame.fault(message, 0, 4096).code()).isEqualTo(1);
        } else if (length > 0 && MessageFrame.type(message, 0) != MessageFrame.UPDATE) {
          switch (MessageCodec.decode(message, 0, length)) {
            case Decoded.Message(Notification notification) -> NotificationText.of(notification);
            case Decoded.Message _, Decoded.Ignored _, Decoded.Malformed _ -> {
              // an answer of any kind will do
            }
          }
        }
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("round " + round + ": " + HexFormat.of().formatHex(message), e);
      }
    }
  }
}
