package io.munia.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.benchmarks.load.EncodedTable;
import io.munia.benchmarks.load.GeneratedTable;
import io.munia.benchmarks.load.PrefixIndex;
import io.munia.benchmarks.speakers.CopyingSpeaker;
import io.munia.lab.LabFailure;
import io.munia.net.AddressFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The feeder against the floor: over loopback, in this JVM.
class ClientsTest {
  private static final int AS = 64512;
  private static final AddressFamily FAMILY = AddressFamily.IPV4_UNICAST;
  private static final byte[] NEXT_HOP = {10, 99, 1, 1};
  private static final int RECEIVERS = 10;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final GeneratedTable table = GeneratedTable.of(20_000, 1, 1);
  private final PrefixIndex index = table.index();
  private CopyingSpeaker floor;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    floor =
        new CopyingSpeaker(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), AS, FAMILY);
    thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                floor.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private Clients clients(int count) throws IOException {
    Clients clients = new Clients(floor.address(), AS, FAMILY, index);
    for (int i = 1; i <= count; i++) {
      clients.add(InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) i}));
    }
    clients.await("up", LIMIT, () -> IntStream.range(0, count).allMatch(clients::up));
    return clients;
  }

  @Test
  void every_receiver_counts_every_prefix_and_the_sender_none() throws IOException {
    try (Clients clients = clients(1 + RECEIVERS)) {
      clients.give(0, EncodedTable.encode(table, NEXT_HOP, 0));
      clients.await(
          "all",
          LIMIT,
          () -> IntStream.rangeClosed(1, RECEIVERS).allMatch(i -> clients.received(i) == 20_001));
      assertThat(clients.drained(0)).isTrue();
      assertThat(clients.received(0)).isZero();
    }
  }

  @Test
  void one_change_is_heard_by_every_receiver() throws IOException {
    try (Clients clients = clients(1 + RECEIVERS)) {
      for (int i = 1; i <= RECEIVERS; i++) {
        clients.listenFor(i, 77);
      }
      clients.give(0, EncodedTable.change(table, 77, NEXT_HOP, 1));
      clients.await(
          "heard", LIMIT, () -> IntStream.rangeClosed(1, RECEIVERS).allMatch(clients::heard));
      assertThat(clients.received(1)).isEqualTo(1);
    }
  }

  @Test
  void no_more_than_eight_dial_at_a_time() throws IOException {
    try (ServerSocketChannel silent = ServerSocketChannel.open();
        Clients clients = new Clients(bound(silent), AS, FAMILY, index)) {
      for (int i = 1; i <= 20; i++) {
        clients.add(InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) i}));
      }
      clients.idle(Duration.ofMillis(300));
      silent.configureBlocking(false);
      int accepted = 0;
      while (silent.accept() != null) {
        accepted++;
      }
      assertThat(accepted).isEqualTo(8);
    }
  }

  private static InetSocketAddress bound(ServerSocketChannel channel) throws IOException {
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    return (InetSocketAddress) channel.getLocalAddress();
  }

  @Test
  void waiting_in_vain_ends_at_the_limit_in_a_sentence() throws IOException {
    try (Clients clients = clients(1)) {
      assertThatThrownBy(() -> clients.await("a route comes", Duration.ofSeconds(1), () -> false))
          .isInstanceOf(LabFailure.class)
          .hasMessage("not within 1 s: a route comes");
    }
  }

  @Test
  void a_speaker_that_ends_is_noticed() throws IOException {
    try (Clients clients = clients(1)) {
      thread.interrupt();
      assertThatThrownBy(() -> clients.await("a route comes", LIMIT, () -> false))
          .isInstanceOf(LabFailure.class)
          .hasMessageStartingWith("the session of client 127.0.1.1 broke: ");
    }
  }
}
