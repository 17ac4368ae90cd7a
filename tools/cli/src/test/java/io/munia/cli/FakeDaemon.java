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
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// Listens on a control socket, reads one line, says one thing, closes.
final class FakeDaemon implements AutoCloseable {
  private final Path socket;
  private final ServerSocketChannel server;
  private final CompletableFuture<String> line = new CompletableFuture<>();

  private FakeDaemon(Path folder, String answer) throws IOException {
    socket = folder.resolve("control.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(() -> serve(answer));
  }

  static FakeDaemon answering(Path folder, Response response) throws IOException {
    return new FakeDaemon(folder, response.toLine() + "\n");
  }

  static FakeDaemon saying(Path folder, String answer) throws IOException {
    return new FakeDaemon(folder, answer);
  }

  Path socket() {
    return socket;
  }

  Request asked() throws Exception {
    return Request.parse(line.get());
  }

  private void serve(String answer) {
    try (SocketChannel channel = server.accept()) {
      ByteBuffer buffer = ByteBuffer.allocate(Request.LINE_BYTES_MAX);
      while (buffer.position() == 0 || buffer.get(buffer.position() - 1) != '\n') {
        if (channel.read(buffer) < 0) {
          throw new IOException("no line came");
        }
      }
      line.complete(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
      channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
