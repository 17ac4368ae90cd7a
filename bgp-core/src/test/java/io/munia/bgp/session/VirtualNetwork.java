package io.munia.bgp.session;

import io.munia.bgp.codec.MessageCodec;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.fsm.Deadline;
import io.munia.bgp.message.Keepalive;
import io.munia.bgp.session.MessageSink.SharedMessages;
import io.munia.net.IpAddress;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Two neighbours and the wire between them, on one thread and virtual time: the smallest driver of
/// [Peer].
final class VirtualNetwork {
  private static final int STEPS_MAX = 100_000;

  final End left;
  final End right;
  long now = 1_000;

  /// Whether anything that is sent arrives; bytes sent meanwhile wait.
  boolean delivering = true;

  /// Whether attempts to connect are answered.
  boolean reachable = true;

  /// How many bytes arrive at once.
  int chunkBytes = Integer.MAX_VALUE;

  private final Queue<Runnable> events = new ArrayDeque<>();
  private final List<Wire> wires = new ArrayList<>();

  VirtualNetwork(
      PeerSettings left,
      PeerListener leftListener,
      PeerSettings right,
      PeerListener rightListener) {
    this.left = new End(left, leftListener, 1);
    this.right = new End(right, rightListener, 2);
  }

  void start() {
    left.peer.start(now);
    right.peer.start(now);
    settle();
  }

  /// Lets everything happen that is due now.
  void settle() {
    for (int step = 0; step < STEPS_MAX; step++) {
      Runnable event = events.poll();
      if (event != null) {
        event.run();
      } else if (!(left.fireIfDue() || right.fireIfDue() || deliver())) {
        return;
      }
    }
    throw new AssertionError("it does not come to rest");
  }

  /// Lets this much time pass, with everything that happens in it.
  void pass(long nanos) {
    long end = now + nanos;
    settle();
    for (int step = 0; step < STEPS_MAX; step++) {
      long next = Deadline.earlier(left.nextTimer(), right.nextTimer());
      if (next == Deadline.NEVER || next > end) {
        now = end;
        settle();
        return;
      }
      now = Math.max(now, next);
      settle();
    }
    throw new AssertionError("time does not pass");
  }

  /// This end hears a KEEPALIVE, whatever stands still.
  void keepalive(End end) {
    byte[] message = MessageCodec.encode(new Keepalive());
    for (Wire wire : List.copyOf(wires)) {
      if (wire.near == end.peer && wire.connection != null && !wire.closed) {
        wire.connection.received(message, 0, message.length, now);
      }
    }
    settle();
  }

  private boolean deliver() {
    boolean any = false;
    if (delivering) {
      for (Wire wire : List.copyOf(wires)) {
        any |= wire.deliver();
      }
    }
    return any;
  }

  /// One speaker's side.
  final class End implements Transport {
    final Peer peer;
    long timer = Deadline.NEVER;
    int attempts;
    private boolean connecting;

    /// Its process stands still: it takes nothing.
    boolean stuck;

    End(PeerSettings settings, PeerListener listener, long seed) {
      peer = new Peer(settings, listener, this, new UpdateReader(), seed);
    }

    long nextTimer() {
      return stuck ? Deadline.NEVER : timer;
    }

    boolean fireIfDue() {
      if (stuck || !Deadline.due(timer, now)) {
        return false;
      }
      timer = Deadline.NEVER;
      peer.deadlineReached(now);
      return true;
    }

    private End other() {
      return this == left ? right : left;
    }

    @Override
    public void connect() {
      attempts++;
      connecting = true;
      if (reachable) {
        events.add(this::connectDone);
      }
    }

    private void connectDone() {
      if (!connecting) {
        return;
      }
      connecting = false;
      Wire here = new Wire(peer, other().peer);
      Wire there = new Wire(other().peer, peer);
      here.far = there;
      there.far = here;
      wires.add(here);
      wires.add(there);
      here.connection = peer.connected(here, now);
      events.add(() -> there.connection = other().peer.accepted(there, now));
    }

    @Override
    public void cancelConnect() {
      connecting = false;
    }

    @Override
    public void arm(long deadlineNanos) {
      timer = deadlineNanos;
    }

    @Override
    public long nowNanos() {
      return now;
    }
  }

  /// One end of a connection: what is written here arrives at the far end.
  final class Wire implements Link {
    private final Peer near;
    private final Peer farPeer;
    private final ByteArrayOutputStream inFlight = new ByteArrayOutputStream();
    private @Nullable Wire far;
    private @Nullable Connection connection;
    private boolean closed;
    private boolean endTold;
    private long deliveries;

    Wire(Peer near, Peer farPeer) {
      this.near = near;
      this.farPeer = farPeer;
    }

    private End far() {
      return farPeer == left.peer ? left : right;
    }

    boolean deliver() {
      Wire to = far;
      if (to == null || to.connection == null || far().stuck) {
        return false;
      }
      byte[] bytes = inFlight.toByteArray();
      inFlight.reset();
      deliveries++;
      Connection connection = to.connection;
      for (int at = 0; at < bytes.length && !to.closed; at += Math.min(chunkBytes, bytes.length)) {
        byte[] chunk =
            Arrays.copyOfRange(bytes, at, (int) Math.min((long) at + chunkBytes, bytes.length));
        connection.received(chunk, 0, chunk.length, now);
        connection.readComplete(now);
      }
      if (closed && !endTold) {
        endTold = true;
        if (!to.closed) {
          connection.lost("closed by the neighbour", now);
        }
        return true;
      }
      return bytes.length > 0;
    }

    @Override
    public IpAddress localAddress() {
      return farPeer.settings().remoteAddress();
    }

    @Override
    public int localPort() {
      return 1;
    }

    @Override
    public IpAddress remoteAddress() {
      return near.settings().remoteAddress();
    }

    @Override
    public int remotePort() {
      return 2;
    }

    @Override
    public void write(byte[] bytes, int from, int to) {
      inFlight.write(bytes, from, to - from);
    }

    @Override
    public SharedMessages share(byte[] bytes, int length) {
      return new Copied(Arrays.copyOf(bytes, length));
    }

    @Override
    public int send(SharedMessages messages, int from, int to) {
      write(((Copied) messages).bytes, from, to);
      return 1;
    }

    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public long backlog() {
      return inFlight.size() == 0 ? 0 : 1 + deliveries;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class Copied implements SharedMessages {
    private final byte[] bytes;

    Copied(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int length() {
      return bytes.length;
    }

    @Override
    public void release() {
      // the collector's
    }
  }
}
