package io.munia.bfd.socket;

import io.munia.libc.Poll;
import io.munia.libc.PollThread;
import java.util.List;

/// What the BFD thread does.
///
/// The order of one turn is what keeps a stall of ours from looking like a neighbour's silence: the
/// time is taken, then the sockets are read until they are empty, and only then is that time held
/// against detection times.
final class BfdLoop implements PollThread.Owner {
  /// Packets of one socket and turn: a flood does not keep deadlines waiting.
  private static final int PACKETS_PER_TURN_MAX = 1_024;

  private final Sessions sessions;
  private final byte[] packet = new byte[ReceiveSocket.PACKET_BYTES_MAX];
  private List<ReceiveSocket> sockets = List.of();

  BfdLoop(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void begin() {
    Precedence.take();
  }

  @Override
  public long nextDeadlineNanos() {
    return sessions.nextDeadlineNanos();
  }

  @Override
  public void ask(Poll poll) {
    if (sockets.size() != sessions.receivers().count()) {
      sockets = sessions.receivers().sockets();
    }
    sockets.forEach(socket -> poll.add(socket.fd()));
  }

  @Override
  public void turn(Poll poll, long deadlineNanos, long nowNanos) {
    if (deadlineNanos != PollThread.NEVER) {
      sessions.late(nowNanos - deadlineNanos, nowNanos);
    }
    for (int i = 0; i < sockets.size(); i++) {
      if (poll.isReady(i)) {
        drain(sockets.get(i));
      }
    }
    sessions.due(nowNanos);
  }

  private void drain(ReceiveSocket socket) {
    for (int i = 0; i < PACKETS_PER_TURN_MAX; i++) {
      int length = socket.receive(packet);
      if (length < 0) {
        return;
      }
      sessions.received(
          packet, length, socket.source(), socket.hops(), socket.ttl(), System.nanoTime());
    }
  }

  @Override
  public void end() {
    sessions.stop(System.nanoTime());
  }
}
