package io.munia.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.benchmarks.load.EncodedTable;
import io.munia.benchmarks.load.GeneratedTable;
import io.munia.net.AddressFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The feeder against a sink that completes the handshake and throws everything away.
///
/// The fastest that any speaker took routes in by the figures in RESULTS.md was 200,000 in 0.24 s:
/// 4 MB of UPDATEs, 17 MB/s. On a quiet machine the prototype of a reflector took 1,000,000 in 0.28
/// s: 70 MB/s. The feeder must do three times that.
class FeederTest {
  private static final int AS = 64512;
  private static final AddressFamily FAMILY = AddressFamily.IPV4_UNICAST;
  private static final byte[] NEXT_HOP = {10, 99, 1, 1};
  private static final double FASTEST_SPEAKER_BYTES_PER_SECOND = 70e6;
  private static final double FACTOR = 3;
  private static final int ROUTES = 500_000;

  /// Others may use the machine at the time: the best of so many counts.
  private static final int TRIES_MAX = 10;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void it_writes_a_table_three_times_as_fast_as_the_fastest_speaker_reads_one() throws Exception {
    GeneratedTable table = GeneratedTable.of(ROUTES, 1, 1);
    ByteBuffer bytes = EncodedTable.encode(table, NEXT_HOP, 0);
    double wanted = FACTOR * FASTEST_SPEAKER_BYTES_PER_SECOND;
    double best = 0;
    for (int i = 0; i < TRIES_MAX && best < wanted; i++) {
      best = Math.max(best, bytesPerSecond(table, bytes));
    }
    assertThat(best).isGreaterThan(wanted);
  }

  /// From the first byte written until the sink has the last.
  private static double bytesPerSecond(GeneratedTable table, ByteBuffer bytes) throws Exception {
    try (Sink sink = new Sink(bytes.remaining());
        Clients clients = new Clients(sink.address(), AS, FAMILY, table.index())) {
      clients.add(InetAddress.getByAddress(new byte[] {127, 0, 1, 1}));
      clients.await("up", LIMIT, () -> clients.up(0));
      long start = System.nanoTime();
      clients.give(0, bytes.duplicate());
      clients.await("written", LIMIT, () -> clients.drained(0));
      assertThat(sink.whole.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return bytes.remaining() / ((sink.endNanos.get() - start) / 1e9);
    }
  }

  /// Takes one session and `expected` bytes of UPDATEs on it.
  private static final class Sink implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final CountDownLatch whole = new CountDownLatch(1);
    private final AtomicLong endNanos = new AtomicLong();

    /// OPEN and KEEPALIVE of the client come first.
    Sink(int expected) throws IOException {
      int handshake = Handshake.open(AS, 1, FAMILY).remaining() + Handshake.keepalive().remaining();
      Thread.ofPlatform().start(() -> take(expected + handshake));
    }

    InetSocketAddress address() {
      return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    private void take(long expected) {
      byte[] scratch = new byte[256 * 1024];
      try (Socket session = listening.accept()) {
        session.getOutputStream().write(Handshake.open(AS, 2, FAMILY).array(), 0, size());
        session.getOutputStream().write(Handshake.keepalive().array(), 0, Handshake.HEADER_BYTES);
        long got = 0;
        while (got < expected) {
          int read = session.getInputStream().read(scratch);
          if (read < 0) {
            return;
          }
          got += read;
        }
        endNanos.set(System.nanoTime());
        whole.countDown();
        while (session.getInputStream().read(scratch) >= 0) {
          // until the client hangs up
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static int size() {
      return Handshake.open(AS, 2, FAMILY).remaining();
    }

    /// The thread ends with the client's session.
    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
