package io.munia.peering.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import io.munia.peering.change.Apply;
import io.munia.peering.model.Listen;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.text.ConfigReader;
import io.munia.peering.text.Parsed;
import io.munia.rib.NextHops;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Listening sockets at a reload.
@NullMarked
@Timeout(30)
class ListenReloadTest {
  private static final IpAddress ONE = IpAddress.parse("127.0.0.1");
  private static final IpAddress OTHER = IpAddress.parse("127.0.0.5");

  @TempDir Path folder;

  @Test
  void those_that_stay_are_not_touched() throws Exception {
    try (Router router = started("\"127.0.0.1:0\"")) {
      Listen first = router.listening().getFirst();
      assertThat(router.apply(config("\"127.0.0.1:0\", \"127.0.0.5:0\"")))
          .singleElement()
          .satisfies(change -> assertThat(change.apply()).isEqualTo(Apply.LIVE));
      until(() -> router.listening().size() == 2);
      Listen second = router.listening().getLast();
      assertThat(router.listening().getFirst()).isEqualTo(first);
      assertThat(second.address()).isEqualTo(OTHER);
      assertThat(accepts(first)).isTrue();
      assertThat(accepts(second)).isTrue();

      router.apply(config("\"127.0.0.1:0\""));
      until(() -> !accepts(second));
      assertThat(router.listening()).containsExactly(first);
      assertThat(accepts(first)).isTrue();
    }
  }

  @Test
  void one_that_cannot_be_had_is_tried_again_at_the_next_reload() throws Exception {
    try (Router router = started("\"127.0.0.1:0\"")) {
      PeeringConfig wanted;
      Listen taken;
      try (Router holder = started("\"127.0.0.5:0\"")) {
        taken = holder.listening().getFirst();
        wanted = config("\"127.0.0.1:0\", \"" + taken + "\"");
        router.apply(wanted);
        until(() -> router.config().listen().size() == 1);
        assertThat(router.listening()).extracting(Listen::address).containsExactly(ONE);
      }
      assertThat(router.apply(wanted)).hasSize(1);
      until(() -> router.listening().contains(taken));
      assertThat(accepts(taken)).isTrue();
    }
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static boolean accepts(Listen at) {
    try (Socket socket = new Socket(at.address().toString(), at.port())) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private Router started(String listen) throws Exception {
    return Router.start(
        config(listen), _ -> new Ports(Optional.empty(), NextHops.assumed(), Map.of()));
  }

  private PeeringConfig config(String listen) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("munia.conf"),
            "munia { as = 64512, router-id = 10.0.0.1, listen = [" + listen + "] }");
    Parsed parsed = ConfigReader.read(file, Map.of());
    assertThat(parsed.diagnostics()).isEqualTo(List.of());
    return ((Parsed.Usable) parsed).config();
  }
}
