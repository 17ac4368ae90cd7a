package io.munia.benchmarks.clients;

import io.munia.benchmarks.clients.Client.State;
import io.munia.benchmarks.load.PrefixIndex;
import io.munia.lab.LabFailure;
import io.munia.net.AddressFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// All neighbours of one speaker. Everything happens on the thread that calls, within [#await]: one
/// selector, one buffer that all reads go through. Clients are known by the order in which they
/// were added.
public final class Clients implements AutoCloseable {
  private static final int READ_BYTES = 256 * 1024;

  /// Room for the beginning of a message before what is read.
  private static final int MESSAGE_BYTES_MAX = 65_535;

  private static final Duration REDIAL = Duration.ofMillis(50);

  /// How many dial at a time: BIRD's queue of connections that it has not accepted yet has 8
  /// places, and the kernel retries only after seconds.
  private static final int DIALLING_MAX = 8;

  private static final Duration KEEPALIVE = Duration.ofSeconds(20);
  private static final long TURN_MILLIS_MAX = 50;

  /// How often it is looked whether somebody has to dial again.
  private static final long REDIAL_LOOK_MILLIS = 5;

  private final InetSocketAddress speaker;
  private final int as;
  private final AddressFamily family;
  private final PrefixIndex index;
  private final Selector selector;
  private final List<Client> clients = new ArrayList<>();
  private final ByteBuffer direct = ByteBuffer.allocateDirect(READ_BYTES);
  private final byte[] scratch = new byte[READ_BYTES + MESSAGE_BYTES_MAX];
  private BooleanSupplier speakerLives = () -> true;
  private long keptAlive = System.nanoTime();

  public Clients(InetSocketAddress speaker, int as, AddressFamily family, PrefixIndex index) {
    this.speaker = speaker;
    this.as = as;
    this.family = family;
    this.index = index;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waiting ends with a failure when this is no longer true.
  public void whileTrue(BooleanSupplier lives) {
    speakerLives = lives;
  }

  /// Adds a client that dials from this address.
  public int add(InetAddress own) {
    clients.add(new Client(own, speaker, as, family, index));
    return clients.size() - 1;
  }

  /// How many were added.
  public int count() {
    return clients.size();
  }

  public boolean up(int client) {
    return clients.get(client).state() == State.UP;
  }

  /// Distinct prefixes that it holds.
  public int received(int client) {
    return clients.get(client).received().count();
  }

  public boolean drained(int client) {
    return clients.get(client).drained();
  }

  /// Begins to write these bytes: whole UPDATEs.
  public void give(int client, ByteBuffer bytes) {
    clients.get(client).give(bytes);
  }

  /// See [Received#await].
  public void listenFor(int client, int prefix) {
    clients.get(client).received().await(prefix);
  }

  public boolean heard(int client) {
    return clients.get(client).received().heard();
  }

  public void drop(int client) {
    clients.get(client).drop();
  }

  /// Lets the clients work until this holds.
  ///
  /// @return the nanosecond at which it was seen to hold
  /// @throws LabFailure at the limit, when the speaker has ended, or when a session breaks
  public long await(String what, Duration limit, BooleanSupplier condition) {
    return within(limit, condition)
        .orElseThrow(() -> new LabFailure("not within " + limit.toSeconds() + " s: " + what));
  }

  /// The same; empty where it does not hold at the limit.
  ///
  /// @throws LabFailure when the speaker has ended, or when a session breaks
  public OptionalLong within(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      if (condition.getAsBoolean()) {
        return OptionalLong.of(System.nanoTime());
      }
      if (System.nanoTime() - deadline >= 0) {
        return OptionalLong.empty();
      }
      turn(TURN_MILLIS_MAX);
    }
  }

  /// Lets the clients work for this long, whatever they hear.
  public void idle(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (true) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      turn(Math.min(left, TURN_MILLIS_MAX));
    }
  }

  private void turn(long millisMax) {
    try {
      long now = System.nanoTime();
      boolean allUp = dial(now);
      long retryAt = now + REDIAL.toNanos();
      int ready =
          selector.select(
              key -> ((Client) key.attachment()).ready(direct, scratch, retryAt),
              allUp ? millisMax : Math.min(millisMax, REDIAL_LOOK_MILLIS));
      if (ready == 0 && !speakerLives.getAsBoolean()) {
        throw new LabFailure("the speaker ended");
      }
      if (now - keptAlive > KEEPALIVE.toNanos()) {
        keptAlive = now;
        clients.forEach(Client::keepAlive);
      }
    } catch (IOException e) {
      throw new LabFailure("the clients cannot go on: " + e.getMessage());
    }
  }

  /// Lets those dial that are down, a few at a time.
  ///
  /// @return whether nobody has to
  private boolean dial(long now) throws IOException {
    int dialling = 0;
    boolean allUp = true;
    for (Client client : clients) {
      dialling += client.dialling() ? 1 : 0;
      allUp &= client.state() == State.UP || client.state() == State.GONE;
    }
    for (Client client : clients) {
      if (allUp || dialling >= DIALLING_MAX) {
        break;
      }
      dialling += client.dial(selector, now) ? 1 : 0;
    }
    return allUp;
  }

  @Override
  public void close() {
    clients.forEach(Client::drop);
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
