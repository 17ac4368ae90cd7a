package io.munia.benchmarks;

import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.RouteRefresh;
import io.munia.bgp.session.CloseReason;
import io.munia.bgp.session.MessageSink;
import io.munia.bgp.session.PeerListener;
import io.munia.bgp.session.PeerSession;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// One recorded neighbour come alive: waits for the start, then sends as fast as the other end
/// reads. Owned by the endpoint's loop, but for the latches and what [#sentNanos] and [#lost] show.
final class FeedSession implements PeerListener {
  private final List<byte[]> chunks;
  private final CountDownLatch established = new CountDownLatch(1);
  private final CountDownLatch sent = new CountDownLatch(1);
  private @Nullable PeerSession session;
  private boolean started;
  private int next;
  private volatile long sentNanos;
  private volatile String lost = "";

  FeedSession(List<byte[]> chunks) {
    this.chunks = chunks;
  }

  /// Opens once, when the session is established for the first time.
  CountDownLatch established() {
    return established;
  }

  /// Opens when all is handed over, or the session has ended.
  CountDownLatch sent() {
    return sent;
  }

  long bytes() {
    return chunks.stream().mapToLong(chunk -> chunk.length).sum();
  }

  /// When the last piece was handed over; 0 before.
  long sentNanos() {
    return sentNanos;
  }

  /// Why the session ended before all was handed over; empty where it did not.
  String lost() {
    return lost;
  }

  /// On the loop: from now on sends.
  void start() {
    started = true;
    pump();
  }

  @Override
  public void established(PeerSession session) {
    this.session = session;
    next = 0;
    established.countDown();
    if (started) {
      pump();
    }
  }

  @Override
  public void writable(PeerSession session) {
    if (started) {
      pump();
    }
  }

  private void pump() {
    PeerSession to = session;
    if (to == null) {
      return;
    }
    MessageSink sink = to.sink();
    while (next < chunks.size() && sink.writable()) {
      byte[] chunk = chunks.get(next++);
      MessageSink.SharedMessages shared = sink.share(chunk, chunk.length);
      sink.send(shared, 0, shared.length());
      shared.release();
    }
    if (next == chunks.size() && sent.getCount() > 0) {
      sentNanos = System.nanoTime();
      sent.countDown();
    }
  }

  @Override
  public void update(PeerSession session, UpdateReader update, Verdict verdict) {
    // a collector's neighbour only talks
  }

  @Override
  public void refresh(PeerSession session, RouteRefresh request) {
    next = 0;
    if (started) {
      pump();
    }
  }

  @Override
  public void closed(PeerSession session, CloseReason reason) {
    this.session = null;
    if (started && sent.getCount() > 0) {
      lost = reason.sentence();
      sent.countDown();
    }
  }
}
