package io.munia.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureWriterTest {
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
  void what_is_written_is_read_as_it_was(String neighbour) throws Exception {
    byte[] small = HexFormat.of().parseHex("ff".repeat(16) + "001304");
    byte[] large = new byte[60_000];
    java.util.Arrays.fill(large, 0, 16, (byte) 0xff);
    large[16] = (byte) (large.length >>> 8);
    large[17] = (byte) large.length;
    large[18] = 2;
    CaptureWriter capture = new CaptureWriter(IpAddress.parse(neighbour));
    for (byte[] message : List.of(small, large, small)) {
      capture.add(message, Instant.EPOCH);
    }
    List<Streams.Message> read = Streams.read(capture.bytes(), Streams.PORT).messages();
    assertThat(read).extracting(Streams.Message::bytes).containsExactly(small, large, small);
    assertThat(read.getFirst().flow().source()).isEqualTo(IpAddress.parse(neighbour));
  }

  /// [RFC 1071](https://www.rfc-editor.org/rfc/rfc1071)
  @Test
  void checksums_add_up() {
    CaptureWriter capture = new CaptureWriter(IpAddress.parse("192.0.2.7"));
    capture.add(new byte[] {1, 2, 3}, Instant.EPOCH);
    byte[] file = capture.bytes();
    assertThat(sum(file, 24 + 16, 20)).isEqualTo(0xffff);
    byte[] pseudo = new byte[12 + 23 + 1];
    System.arraycopy(file, 24 + 16 + 12, pseudo, 0, 8);
    pseudo[9] = 6;
    pseudo[11] = 23;
    System.arraycopy(file, 24 + 16 + 20, pseudo, 12, 23);
    assertThat(sum(pseudo, 0, pseudo.length)).isEqualTo(0xffff);
  }

  private static int sum(byte[] bytes, int from, int length) {
    int sum = 0;
    for (int at = from; at < from + length; at += 2) {
      sum += (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
    return (sum & 0xffff) + (sum >>> 16);
  }
}
