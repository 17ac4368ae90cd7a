package io.munia.bgp.transport;

import io.netty.channel.IoEventLoop;
import java.util.ArrayList;
import java.util.List;

/// What all sockets of one loop share: the buffer they are read into, and the list of those that
/// have something to flush at the end of the loop's turn. Owned by the endpoint's loop.
final class Turn {
  private final IoEventLoop loop;
  private final ReceiveBuffer receiveBuffer = new ReceiveBuffer();
  private final byte[] bytes = new byte[ReceiveBuffer.RECEIVE_BYTES];
  private List<SocketLink> unflushed = new ArrayList<>();
  private List<SocketLink> flushing = new ArrayList<>();

  Turn(IoEventLoop loop) {
    this.loop = loop;
  }

  IoEventLoop loop() {
    return loop;
  }

  ReceiveBuffer receiveBuffer() {
    return receiveBuffer;
  }

  /// Where what was read is put as an array, until the next read.
  byte[] bytes() {
    return bytes;
  }

  long nowNanos() {
    return System.nanoTime();
  }

  /// Flushes this link when what runs now is through.
  void flushLater(SocketLink link) {
    if (unflushed.isEmpty()) {
      loop.execute(this::flush);
    }
    unflushed.add(link);
  }

  private void flush() {
    List<SocketLink> links = unflushed;
    unflushed = flushing;
    flushing = links;
    for (int i = 0; i < links.size(); i++) {
      links.get(i).flush();
    }
    links.clear();
  }
}
