package io.munia.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private static final byte[] MESSAGES =
      HexFormat.of()
          .parseHex(
              ("ff".repeat(16) + "001304").repeat(3)
                  + ("ff".repeat(16) + "0017020000" + "0000")
                  + ("ff".repeat(16) + "001304"));
  private static final List<Integer> LENGTHS = List.of(19, 19, 19, 23, 19);
  private static final int FIRST = 0xffff_ffe0; // wraps within the stream

  @Test
  void messages_are_found_however_they_were_cut_mixed_and_repeated() throws Exception {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<byte[]> packets = new ArrayList<>();
      int at = 0;
      while (at < MESSAGES.length) {
        int length = Math.min(1 + random.nextInt(40), MESSAGES.length - at);
        packets.add(ethernet(at, Arrays.copyOfRange(MESSAGES, at, at + length), random));
        if (random.nextInt(4) == 0) {
          packets.add(packets.getLast());
        }
        at += length;
      }
      Collections.shuffle(packets, random);
      packets.addFirst(ethernet(-1, new byte[0], random));
      byte[] file = random.nextBoolean() ? pcap(packets, random) : pcapng(packets, random);
      assertThat(Streams.read(file, 179).messages())
          .as("seed %d", seed)
          .extracting(message -> message.bytes().length)
          .isEqualTo(LENGTHS);
    }
  }

  @Test
  void after_bytes_that_were_not_captured_it_goes_on_at_the_next_marker() throws Exception {
    Random random = new Random(1);
    List<byte[]> packets =
        List.of(
            ethernet(-1, new byte[0], random),
            ethernet(0, Arrays.copyOfRange(MESSAGES, 0, 19), random),
            ethernet(25, Arrays.copyOfRange(MESSAGES, 25, MESSAGES.length), random));
    assertThat(Streams.read(pcap(packets, random), 179).messages())
        .extracting(message -> message.bytes().length + " " + message.afterGap())
        .containsExactly("19 false", "19 true", "23 false", "19 false");
  }

  @Test
  void ipv6_and_the_cooked_capture_of_any_interface_are_read() throws Exception {
    ByteBuffer packet = ByteBuffer.allocate(20 + 40 + 20 + MESSAGES.length);
    packet.putShort((short) 0x86dd).position(20);
    packet
        .putInt(0x6000_0000)
        .putShort((short) (20 + MESSAGES.length))
        .put((byte) 6)
        .put((byte) 255);
    packet.put(HexFormat.of().parseHex("fe80000000000000000000000000000a"));
    packet.put(HexFormat.of().parseHex("fe80000000000000000000000000000b"));
    tcp(packet, 7, MESSAGES);
    Streams.Found found = Streams.read(pcap(276, List.of(packet.array())), 179);
    assertThat(found.messages()).hasSize(LENGTHS.size());
    assertThat(found.messages().getFirst().flow().toString())
        .isEqualTo("[fe80::a]:179 > [fe80::b]:40000");
  }

  @Test
  void a_capture_that_was_cut_off_gives_what_is_before_the_cut() throws Exception {
    Random random = new Random(2);
    byte[] file =
        pcap(
            List.of(ethernet(0, MESSAGES, random), ethernet(MESSAGES.length, MESSAGES, random)),
            random);
    assertThat(Streams.read(Arrays.copyOf(file, file.length - 1), 179).messages())
        .hasSize(LENGTHS.size());
  }

  @Test
  void what_is_no_capture_is_said() {
    assertThat(Streams.isCapture(new byte[] {1, 2, 3, 4})).isFalse();
    assertThatThrownBy(() -> Streams.read(new byte[] {1, 2, 3, 4}, 179))
        .isInstanceOf(CaptureException.class)
        .hasMessage("neither pcap nor pcapng");
  }

  @Test
  void a_damaged_capture_throws_nothing_but_its_sentence() {
    Random random = new Random(3);
    List<byte[]> packets = List.of(ethernet(0, MESSAGES, random), ethernet(3, MESSAGES, random));
    List<byte[]> files = List.of(pcap(packets, random), pcapng(packets, random));
    for (long seed = 0; seed < 20_000; seed++) {
      SplittableRandom chance = new SplittableRandom(seed);
      byte[] file = files.get((int) (seed & 1)).clone();
      for (int i = chance.nextInt(6); i >= 0; i--) {
        file[chance.nextInt(file.length)] = (byte) chance.nextInt();
      }
      try {
        Streams.read(Arrays.copyOf(file, chance.nextInt(file.length + 1)), 179);
      } catch (CaptureException _) {
        // a sentence
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /// @param at where the bytes stand in the stream; -1 for the SYN
  private static byte[] ethernet(int at, byte[] bytes, Random random) {
    boolean tagged = random.nextBoolean();
    ByteBuffer packet = ByteBuffer.allocate(14 + (tagged ? 4 : 0) + 20 + 20 + bytes.length);
    packet.position(12);
    if (tagged) {
      packet.putInt(0x8100_0001);
    }
    packet.putShort((short) 0x0800);
    packet.putShort((short) 0x4500).putShort((short) (40 + bytes.length)).putInt(0);
    packet.put((byte) 64).put((byte) 6).putShort((short) 0);
    packet.putInt(0x0a00_0001).putInt(0x0a00_0002);
    tcp(packet, FIRST + at, bytes);
    if (at < 0) {
      packet.put(packet.limit() - 20 + 13, (byte) 2);
    }
    return packet.array();
  }

  private static void tcp(ByteBuffer packet, int sequence, byte[] bytes) {
    packet.putShort((short) 179).putShort((short) 40000).putInt(sequence).putInt(0);
    packet.put((byte) 0x50).put((byte) 0x10).putShort((short) 1000).putInt(0);
    packet.put(bytes);
  }

  private static byte[] pcap(List<byte[]> packets, Random random) {
    return random.nextBoolean()
        ? pcap(1, packets)
        : pcap(1, packets, ByteOrder.LITTLE_ENDIAN, 0xa1b23c4d);
  }

  private static byte[] pcap(int linkType, List<byte[]> packets) {
    return pcap(linkType, packets, ByteOrder.BIG_ENDIAN, 0xa1b2c3d4);
  }

  private static byte[] pcap(int linkType, List<byte[]> packets, ByteOrder order, int magic) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(24).order(order);
    header.putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    header.putInt(65_535).putInt(linkType);
    out.writeBytes(header.array());
    for (byte[] packet : packets) {
      ByteBuffer record = ByteBuffer.allocate(16).order(order);
      record.putInt(1).putInt(2).putInt(packet.length).putInt(packet.length);
      out.writeBytes(record.array());
      out.writeBytes(packet);
    }
    return out.toByteArray();
  }

  private static byte[] pcapng(List<byte[]> packets, Random random) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        block(
            0x0a0d0d0a,
            ByteBuffer.allocate(16).order(order).putInt(0x1a2b3c4d).putInt(1).putLong(-1).array(),
            order));
    out.writeBytes(
        block(1, ByteBuffer.allocate(8).order(order).putShort((short) 1).array(), order));
    out.writeBytes(block(5, new byte[12], order));
    for (byte[] packet : packets) {
      ByteBuffer body = ByteBuffer.allocate(20 + packet.length).order(order);
      body.putInt(0).putLong(0).putInt(packet.length).putInt(packet.length).put(packet);
      out.writeBytes(block(6, body.array(), order));
    }
    return out.toByteArray();
  }

  private static byte[] block(int type, byte[] body, ByteOrder order) {
    int length = 12 + (body.length + 3) / 4 * 4;
    ByteBuffer block = ByteBuffer.allocate(length).order(order);
    block.putInt(type).putInt(length).put(body).position(length - 4);
    block.putInt(length);
    return block.array();
  }
}
