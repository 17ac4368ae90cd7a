package io.munia.daemon;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells systemd how we are (sd_notify); nobody where nobody asked.
record Notifier(Optional<String> socket) {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  static Notifier of(Map<String, String> environment) {
    return new Notifier(
        Optional.ofNullable(environment.get("NOTIFY_SOCKET")).filter(path -> !path.isEmpty()));
  }

  /// A reload begins; systemd wants to know when, by the monotonic clock, in microseconds.
  void reloading() {
    say("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
  }

  void say(String state) {
    socket.ifPresent(path -> send(path, state));
  }

  private static void send(String path, String state) {
    // '@' stands for the abstract namespace, whose names start with a zero byte
    String name = path.startsWith("@") ? "\0" + path.substring(1) : path;
    try (UnixDatagramChannel channel = UnixDatagramChannel.open()) {
      UnixSocketAddress address =
          path.startsWith("@")
              ? new UnixSocketAddress(name)
              : new UnixSocketAddress(new File(name));
      channel.send(ByteBuffer.wrap(state.getBytes(StandardCharsets.UTF_8)), address);
    } catch (IOException e) {
      LOG.warn("systemd was not told {}: {}", state.lines().findFirst().orElse(""), e.getMessage());
    }
  }
}
