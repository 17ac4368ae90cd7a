package io.munia.ndp.socket;

import io.munia.libc.Poll;
import io.munia.libc.PollThread;
import java.util.List;

/// What the discovery thread does: it hears messages and changes of interfaces, and sends what is
/// due.
final class NdpLoop implements PollThread.Owner {
  /// Messages of one interface and turn: a flood on one does not keep the others waiting.
  private static final int MESSAGES_PER_TURN_MAX = 64;

  private final Links links;
  private final byte[] message = new byte[LinkSocket.MESSAGE_BYTES_MAX];
  private final LinkEvents events = new LinkEvents();
  private List<Link> open = List.of();

  NdpLoop(Links links) {
    this.links = links;
  }

  @Override
  public long nextDeadlineNanos() {
    return links.nextDeadlineNanos();
  }

  @Override
  public void ask(Poll poll) {
    poll.add(events.fd());
    open = links.open();
    for (Link link : open) {
      LinkSocket socket = link.socket();
      poll.add(socket == null ? -1 : socket.fd());
    }
  }

  @Override
  public void turn(Poll poll, long deadlineNanos, long nowNanos) {
    for (int i = 0; i < open.size(); i++) {
      if (poll.isReady(1 + i)) {
        drain(open.get(i), nowNanos);
      }
    }
    if (poll.isReady(0)) {
      events.drain();
      links.look(nowNanos);
    }
    links.due(nowNanos);
  }

  private void drain(Link link, long now) {
    for (int i = 0; i < MESSAGES_PER_TURN_MAX; i++) {
      LinkSocket socket = link.socket();
      int length = socket == null ? -1 : socket.receive(message);
      if (socket == null || length < 0) {
        return;
      }
      link.received(message, length, socket.source(), socket.hopLimit(), now);
    }
  }

  @Override
  public void end() {
    links.stop();
    events.close();
  }
}
