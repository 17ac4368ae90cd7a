package io.munia.cli;

import io.munia.peering.control.MalformedLineException;
import io.munia.peering.control.Request;
import io.munia.peering.control.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Puts one question to a daemon through its control socket. The JDK's own Unix sockets do: a
/// client needs no peer credentials, and no library to load.
final class ControlClient {
  /// Where muniad listens unless it is told otherwise.
  static final String SOCKET = "/run/munia/control.sock";

  /// After this many seconds without a whole answer the daemon counts as stuck.
  static final int ANSWER_SECONDS_MAX = 60;

  private static final int READ_BYTES = 64 * 1024;

  private ControlClient() {}

  /// What came back.
  sealed interface Reply {
    record Answered(Response response) implements Reply {}

    /// @param sentence why there is no answer
    record Unreachable(String sentence) implements Reply {}
  }

  static Reply ask(Path socket, Request request) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Thread watchdog = new Thread(() -> closeLater(channel));
      watchdog.setDaemon(true);
      watchdog.start();
      return new Reply.Answered(exchange(channel, request));
    } catch (AsynchronousCloseException _) {
      return new Reply.Unreachable(
          "muniad at " + socket + " did not answer within " + ANSWER_SECONDS_MAX + " s.");
    } catch (MalformedLineException e) {
      return new Reply.Unreachable(
          "what listens on " + socket + " does not speak Munia's protocol: " + e.getMessage());
    } catch (IOException | IllegalArgumentException e) {
      return new Reply.Unreachable(why(socket, e));
    }
  }

  /// Whoever is turned away may find the socket closed before its question is written: what was
  /// said before that is still there to be read.
  static Response exchange(SocketChannel channel, Request request)
      throws IOException, MalformedLineException {
    try {
      write(channel, request);
    } catch (AsynchronousCloseException e) {
      throw e;
    } catch (IOException closed) {
      try {
        return Response.parse(readLine(channel));
      } catch (IOException _) {
        throw closed;
      }
    }
    return Response.parse(readLine(channel));
  }

  private static void write(SocketChannel channel, Request request) throws IOException {
    ByteBuffer line = ByteBuffer.wrap((request.toLine() + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
  }

  private static void closeLater(SocketChannel channel) {
    try {
      Thread.sleep(ANSWER_SECONDS_MAX * 1000L);
      channel.close();
    } catch (InterruptedException | IOException _) {
      // the answer came, or the channel is closed: either way there is nothing left to do
    }
  }

  private static String readLine(SocketChannel channel) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    while (channel.read(buffer.clear()) >= 0) {
      byte[] bytes = buffer.array();
      int end = indexOfLineFeed(bytes, buffer.position());
      line.write(bytes, 0, end < 0 ? buffer.position() : end);
      if (end >= 0) {
        return line.toString(StandardCharsets.UTF_8);
      }
      if (line.size() > Response.LINE_BYTES_MAX) {
        throw new IOException("the answer is longer than " + Response.LINE_BYTES_MAX + " bytes");
      }
    }
    throw new IOException("the connection was closed before the answer was whole");
  }

  private static int indexOfLineFeed(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static String why(Path socket, Exception e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Permission denied") || message.contains("Operation not permitted")) {
      return "no permission to open "
          + socket
          + ": run as root, or as a member of the socket's group.";
    }
    if (message.contains("too long")) {
      return socket + " cannot be a socket: its path is longer than the kernel allows.";
    }
    if (message.contains("Connection refused")
        || message.contains("No such file")
        || message.contains("Not a directory")
        || !Files.exists(socket)) {
      return "nothing listens on " + socket + ": is muniad running?";
    }
    return "asking muniad at " + socket + " failed: " + message;
  }

  /// Which socket to ask.
  static Path socket(java.util.Optional<String> given, java.util.Map<String, String> environment) {
    String fromEnvironment = environment.getOrDefault("MUNIA_SOCKET", "");
    for (String path : Arrays.asList(given.orElse(""), fromEnvironment)) {
      if (!path.isEmpty()) {
        return Path.of(path);
      }
    }
    return Path.of(SOCKET);
  }
}
