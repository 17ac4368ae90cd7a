package io.munia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class ControlClientTest {
  private static final Request QUESTION = new Request("status", Map.of());

  @TempDir Path folder;

  @Test
  void who_is_turned_away_before_the_question_was_written_hears_why() throws Exception {
    Response busy = new Response.Failed("32 clients are here already", 1);
    try (SocketChannel channel = closedAfter(busy.toLine() + "\n")) {
      assertThat(ControlClient.exchange(channel, QUESTION)).isEqualTo(busy);
    }
  }

  @Test
  void where_nothing_was_said_the_end_of_the_connection_is() throws Exception {
    try (SocketChannel channel = closedAfter("")) {
      assertThatThrownBy(() -> ControlClient.exchange(channel, QUESTION))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Broken pipe");
    }
  }

  /// A connection whose other end has said so much and is gone.
  private SocketChannel closedAfter(String said) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel client = SocketChannel.open(address);
      try (SocketChannel accepted = server.accept()) {
        accepted.write(ByteBuffer.wrap(said.getBytes(StandardCharsets.UTF_8)));
      }
      return client;
    }
  }
}
