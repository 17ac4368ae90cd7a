package io.munia.bgp.session;

import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A listener that writes down what it hears, in words; another thread may wait for a word.
public final class RecordedEvents implements PeerListener {
  private static final int WAIT_SECONDS = 20;

  private final List<String> all = Collections.synchronizedList(new ArrayList<>());
  private final LinkedBlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final List<PeerSession> sessions = new CopyOnWriteArrayList<>();
  private final List<CloseReason> ends = new CopyOnWriteArrayList<>();

  public RecordedEvents() {}

  @Override
  public void established(PeerSession session) {
    sessions.add(session);
    say("established");
  }

  @Override
  public void update(PeerSession session, UpdateReader update, Verdict verdict) {
    String what = verdict instanceof Verdict.Intact ? "update" : "update " + verdict;
    for (AddressFamily family : AddressFamily.values()) {
      if (update.isEndOfRib(family)) {
        what = "end-of-rib " + family;
      }
    }
    say(what);
  }

  @Override
  public void refresh(PeerSession session, RouteRefresh request) {
    say("refresh " + request.family() + " " + request.subtype());
  }

  @Override
  public void closed(PeerSession session, CloseReason reason) {
    ends.add(reason);
    say("closed");
  }

  @Override
  public void writable(PeerSession session) {
    say("writable");
  }

  private void say(String word) {
    all.add(word);
    unread.add(word);
  }

  public List<String> all() {
    return List.copyOf(all);
  }

  private List<String> last() {
    return all.subList(Math.max(0, all.size() - 10), all.size());
  }

  public PeerSession session() {
    return sessions.getLast();
  }

  public CloseReason end() {
    return ends.getLast();
  }

  /// Waits until this is heard; everything before it counts as read.
  public void await(String word) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    for (; ; ) {
      String heard = unread.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (heard == null) {
        throw new AssertionError(
            "'" + word + "' was not heard; only " + all.size() + ": " + last());
      }
      if (heard.equals(word)) {
        return;
      }
    }
  }
}
