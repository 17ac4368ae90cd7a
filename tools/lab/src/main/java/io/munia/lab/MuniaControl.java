package io.munia.lab;

import io.munia.peering.control.Json;
import io.munia.peering.control.MalformedLineException;
import io.munia.peering.control.Request;
import io.munia.peering.control.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// Asks a muniad over its control socket, as `munia` does, without the cost of a process per
/// question.
final class MuniaControl {
  private final Path socket;

  MuniaControl(Path socket) {
    this.socket = socket;
  }

  /// The result of a verb.
  ///
  /// @throws LabFailure with the daemon's sentence, where it refuses
  Json.Obj ask(String verb, Map<String, String> args) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String line = new Request(verb, args).toLine() + "\n";
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      var reader =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
      String answer = reader.readLine();
      if (answer == null) {
        throw new LabFailure("muniad at " + socket + " hung up on " + verb);
      }
      return switch (Response.parse(answer)) {
        case Response.Done(Json.Obj result) -> result;
        case Response.Failed(String error, _) ->
            throw new LabFailure("munia " + verb + ": " + error);
      };
    } catch (IOException | MalformedLineException e) {
      throw new LabFailure(
          "muniad at " + socket + " does not answer " + verb + ": " + e.getMessage());
    }
  }
}
