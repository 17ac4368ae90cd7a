package io.munia.cli;

import io.munia.peering.control.Request;
import io.munia.peering.control.Response;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/// Listens on a control socket; for each connection it reads a line, says one thing, closes.
final class FakeDaemon implements AutoCloseable {
  private final Path socket;
  private final ServerSocketChannel server;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private FakeDaemon(Path folder, List<String> answers) throws IOException {
    socket = folder.resolve("control.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(() -> answers.forEach(this::serve));
  }

  /// @param responses one after the other
  static FakeDaemon answering(Path folder, Response... responses) throws IOException {
    return new FakeDaemon(
        folder, Stream.of(responses).map(response -> response.toLine() + "\n").toList());
  }

  static FakeDaemon saying(Path folder, String answer) throws IOException {
    return new FakeDaemon(folder, List.of(answer));
  }

  Path socket() {
    return socket;
  }

  /// The next question that it was asked.
  Request asked() throws Exception {
    return Request.parse(lines.take());
  }

  private void serve(String answer) {
    try (SocketChannel channel = server.accept()) {
      ByteBuffer buffer = ByteBuffer.allocate(Request.LINE_BYTES_MAX);
      while (buffer.position() == 0 || buffer.get(buffer.position() - 1) != '\n') {
        if (channel.read(buffer) < 0) {
          throw new IOException("no line came");
        }
      }
      lines.add(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
      channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      lines.add(e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }
}
