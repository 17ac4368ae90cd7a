package io.munia.cli;

import io.munia.peering.control.Json;
import io.munia.peering.control.Request;
import io.munia.peering.control.Response;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Asks the everyday questions of a stand-in for the daemon, and prints nothing. The build runs it
/// once, so that the JVM can write down which classes a start needs; see the module's ADR 0019.
final class Rehearsal {
  private static final List<List<String>> QUESTIONS =
      List.of(
          List.of("status"),
          List.of("peers"),
          List.of("peers", "tor"),
          List.of("routes"),
          List.of("routes", "10.0.0.0/8"),
          List.of("fib"),
          List.of("status", "--json"));

  private Rehearsal() {}

  public static void main(String[] words) throws IOException {
    Path folder = Files.createTempDirectory("munia");
    Path socket = folder.resolve("s");
    Terminal nowhere =
        new Terminal(
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(Writer.nullWriter()),
            Terminal.ofProcess(Map.of()).columns(),
            true);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread daemon = new Thread(() -> answer(server));
      daemon.setDaemon(true);
      daemon.start();
      for (List<String> question : QUESTIONS) {
        new Munia(nowhere, Map.of("MUNIA_SOCKET", socket.toString()))
            .run(question.toArray(String[]::new));
      }
    } finally {
      Files.deleteIfExists(socket);
      Files.delete(folder);
    }
  }

  private static void answer(ServerSocketChannel server) {
    ByteBuffer answer =
        ByteBuffer.wrap(
            (new Response.Done(everything()).toLine() + "\n").getBytes(StandardCharsets.UTF_8));
    ByteBuffer question = ByteBuffer.allocate(Request.LINE_BYTES_MAX);
    for (int i = 0; i < QUESTIONS.size(); i++) {
      try (SocketChannel channel = server.accept()) {
        channel.read(question.clear());
        channel.write(answer.rewind());
      } catch (IOException _) {
        return; // the rehearsal is over
      }
    }
  }

  /// An answer to any question.
  private static Json.Obj everything() {
    Json.Obj path = Json.object().put("peer", "tor").put("best", true).put("med", 1).build();
    Json.Obj family = Json.object().put("family", "ipv4-unicast").put("prefixes", 1).build();
    return Json.object()
        .put("version", "0")
        .put("families", List.of(family))
        .put("peers", List.of(Json.object().put("state", "Established").build()))
        .put(
            "routes",
            List.of(
                Json.object()
                    .put("prefix", "10.0.0.0/8")
                    .put("paths", List.of(path))
                    .put("med", new Json.Null())
                    .build()))
        .build();
  }
}
