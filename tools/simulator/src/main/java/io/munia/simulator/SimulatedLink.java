package io.munia.simulator;

import io.munia.bgp.session.Connection;
import io.munia.bgp.session.Link;
import io.munia.bgp.session.MessageSink.SharedMessages;
import io.munia.net.IpAddress;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One end of a TCP connection in virtual time: bytes arrive in order, in pieces of any size, after
/// any delay; little fits under way, so that senders are held back often.
final class SimulatedLink implements Link {
  private static final int PORT = 179;
  private static final int HIGH_WATER_BYTES = 3000;
  private static final long DELAY_NANOS_MAX = 20_000_000;

  private final VirtualTime time;
  private final RandomGenerator chance;
  private final IpAddress local;
  private final IpAddress remote;
  private @Nullable SimulatedLink other;
  private @Nullable Connection connection;
  private long lastArrivalNanos;
  private int underWay;
  private long arrived;
  private boolean open = true;

  SimulatedLink(VirtualTime time, RandomGenerator chance, IpAddress local, IpAddress remote) {
    this.time = time;
    this.chance = chance;
    this.local = local;
    this.remote = remote;
  }

  static void join(SimulatedLink one, SimulatedLink other) {
    one.other = other;
    other.other = one;
  }

  void serve(Connection connection) {
    this.connection = connection;
  }

  /// The connection breaks: what is under way is lost, both ends hear of it.
  void cut() {
    lost("connection reset");
    SimulatedLink end = other;
    if (end != null) {
      end.lost("connection reset");
    }
  }

  @Override
  public IpAddress localAddress() {
    return local;
  }

  @Override
  public int localPort() {
    return PORT;
  }

  @Override
  public IpAddress remoteAddress() {
    return remote;
  }

  @Override
  public int remotePort() {
    return PORT;
  }

  @Override
  public void write(byte[] bytes, int from, int to) {
    int at = from;
    while (open && at < to) {
      int piece = Math.min(to - at, 1 + chance.nextInt(1500));
      byte[] copy = Arrays.copyOfRange(bytes, at, at + piece);
      boolean before = writable();
      underWay += piece;
      if (before && !writable()) {
        time.after(0, this::tellWritability);
      }
      lastArrivalNanos =
          Math.max(lastArrivalNanos, time.nowNanos() + chance.nextLong(DELAY_NANOS_MAX));
      time.at(lastArrivalNanos, () -> arrive(copy));
      at += piece;
    }
  }

  @Override
  public SharedMessages share(byte[] bytes, int length) {
    return new Shared(Arrays.copyOf(bytes, length));
  }

  @Override
  public int send(SharedMessages messages, int from, int to) {
    byte[] bytes = ((Shared) messages).bytes();
    int count = 0;
    for (int at = from; at < to; count++) {
      at += (bytes[at + 16] & 0xff) << 8 | bytes[at + 17] & 0xff;
    }
    write(bytes, from, to);
    return count;
  }

  @Override
  public boolean writable() {
    return underWay < HIGH_WATER_BYTES;
  }

  @Override
  public long backlog() {
    return underWay == 0 ? 0 : 1 + arrived;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      SimulatedLink end = other;
      if (end != null) {
        time.at(lastArrivalNanos, () -> end.lost("closed by the neighbour"));
      }
    }
  }

  private void arrive(byte[] piece) {
    boolean before = writable();
    underWay -= piece.length;
    arrived++;
    if (!before && writable()) {
      time.after(0, this::tellWritability);
    }
    SimulatedLink end = other;
    if (end != null && end.open && end.connection != null) {
      end.connection.received(piece, 0, piece.length, time.nowNanos());
      if (end.open) {
        end.connection.readComplete(time.nowNanos());
      }
    }
  }

  private void tellWritability() {
    if (open && connection != null) {
      connection.writabilityChanged(time.nowNanos());
    }
  }

  private void lost(String why) {
    if (open) {
      open = false;
      if (connection != null) {
        connection.lost(why, time.nowNanos());
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Shared(byte[] bytes) implements SharedMessages {
    @Override
    public int length() {
      return bytes.length;
    }

    @Override
    public void release() {
      // the collector does that here
    }
  }
}
