package io.munia.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Asks a BIRD over its control socket, as `birdc` does, without the cost of a process per
/// question: what makes watching it every millisecond possible. Each reply line is a four-digit
/// code, `-` or (on the last line) a blank, and the text; the code is left out where it repeats.
final class BirdControl {
  /// More lines than any table of the lab has.
  private static final int LINES_MAX = 100_000;

  private final Path socket;

  BirdControl(Path socket) {
    this.socket = socket;
  }

  /// The lines of the answer, without codes.
  List<String> ask(String question) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      var reader =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
      answer(reader); // the greeting
      channel.write(ByteBuffer.wrap((question + "\n").getBytes(StandardCharsets.UTF_8)));
      return answer(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("bird at " + socket + " does not answer", e);
    }
  }

  private static List<String> answer(BufferedReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < LINES_MAX) {
      String line = reader.readLine();
      if (line == null) {
        return lines;
      }
      boolean coded =
          line.length() >= 5 && line.substring(0, 4).chars().allMatch(Character::isDigit);
      lines.add(coded ? line.substring(5) : line.isEmpty() ? line : line.substring(1));
      if (coded && line.charAt(4) == ' ') {
        return lines;
      }
    }
    return lines;
  }
}
