package io.munia.bfd.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bfd.BfdChange;
import io.munia.bfd.BfdPacket;
import io.munia.bfd.BfdState;
import io.munia.bfd.BfdTimers;
import io.munia.bfd.Diagnostic;
import io.munia.bfd.Discard;
import io.munia.net.IpAddress;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sessions with ourselves: what goes out comes in, through real sockets and the loopback.
@Tag("kernel")
class BfdKernelTest {
  private static final BfdTimers FAST = new BfdTimers(50_000, 3);
  private static final long LIMIT_SECONDS = 20;

  private final Bfd bfd = Bfd.idle(1);
  private final BlockingQueue<BfdChange> heard = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    bfd.close();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, SINGLE", "::1, SINGLE", "127.0.0.1, MULTI", "::1, MULTI"})
  void packets_that_we_send_are_packets_that_we_take(String address, Hops hops) throws Exception {
    IpAddress self = IpAddress.parse(address);
    bfd.watch("self", new BfdTarget(self, Optional.of(self), hops, FAST), heard::add);
    await(BfdState.UP);
    BfdView.Session session = view().sessions().getFirst();
    assertThat(session.change().state()).isEqualTo(BfdState.UP);
    assertThat(session.remoteDiscriminator()).isEqualTo(session.localDiscriminator());
    assertThat(session.problem()).isEmpty();
    assertThat(session.ups()).isEqualTo(1);
    assertThat(view().discarded()).isEmpty();
  }

  /// [RFC 5881 §5](https://www.rfc-editor.org/rfc/rfc5881#section-5).
  @ParameterizedTest
  @CsvSource({"127.0.0.1", "::1"})
  void what_did_not_come_from_the_link_is_discarded_and_counted(String address) throws Exception {
    IpAddress self = IpAddress.parse(address);
    bfd.watch("self", new BfdTarget(self, Optional.of(self), Hops.SINGLE, FAST), heard::add);
    await(BfdState.UP);
    byte[] bytes = new byte[BfdPacket.BYTES];
    int ours = view().sessions().getFirst().localDiscriminator();
    down(ours).encode(bytes);
    try (var stranger = new java.net.DatagramSocket()) {
      var there = java.net.InetAddress.getByAddress(self.toBytes());
      stranger.send(new java.net.DatagramPacket(bytes, bytes.length, there, Hops.SINGLE.port()));
    }
    while (view().discarded().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(view().discarded()).containsOnlyKeys(Discard.TTL);
    assertThat(view().sessions().getFirst().change().state()).isEqualTo(BfdState.UP);
  }

  /// A discriminator that was guessed or seen is of no use from another address.
  @ParameterizedTest
  @CsvSource({"SINGLE", "MULTI"})
  void a_packet_from_another_address_is_discarded(Hops hops) throws Exception {
    IpAddress self = IpAddress.parse("127.0.0.1");
    bfd.watch("self", new BfdTarget(self, Optional.of(self), hops, FAST), heard::add);
    await(BfdState.UP);
    Optional<IpAddress> other = Optional.of(IpAddress.parse("127.0.0.2"));
    SendSocket stranger =
        new SendSocket(new BfdTarget(self, other, hops, FAST), new SplittableRandom(2));
    assertThat(stranger.send(down(view().sessions().getFirst().localDiscriminator()))).isTrue();
    assertThat(stranger.send(down(0))).isTrue();
    stranger.close();
    while (view().discarded().size() < 2) {
      Thread.onSpinWait();
    }
    assertThat(view().discarded()).containsOnlyKeys(Discard.ADDRESS, Discard.NO_SESSION);
    assertThat(view().sessions().getFirst().change().state()).isEqualTo(BfdState.UP);
  }

  private static BfdPacket down(int yours) {
    return new BfdPacket(
        Diagnostic.NONE,
        BfdState.DOWN,
        false,
        false,
        false,
        false,
        3,
        77,
        yours,
        1_000_000,
        50_000,
        0);
  }

  private BfdView view() throws Exception {
    return bfd.view().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private void await(BfdState state) throws InterruptedException {
    BfdChange change = BfdChange.INITIAL;
    while (change != null && change.state() != state) {
      change = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(change).as("%s within %s s", state, LIMIT_SECONDS).isNotNull();
  }
}
