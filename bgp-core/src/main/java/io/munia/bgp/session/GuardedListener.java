package io.munia.bgp.session;

import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.RouteRefresh;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls an embedder's listener so that what it throws ends its session and nothing else.
final class GuardedListener {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

  private final PeerListener listener;

  GuardedListener(PeerListener listener) {
    this.listener = listener;
  }

  void established(Session session) {
    try {
      listener.established(session);
    } catch (RuntimeException | StackOverflowError e) {
      session.fail("PeerListener.established", e);
    }
  }

  void update(Session session, UpdateReader update, Verdict verdict) {
    try {
      listener.update(session, update, verdict);
    } catch (RuntimeException | StackOverflowError e) {
      session.fail("PeerListener.update", e);
    }
  }

  void refresh(Session session, RouteRefresh request) {
    try {
      listener.refresh(session, request);
    } catch (RuntimeException | StackOverflowError e) {
      session.fail("PeerListener.refresh", e);
    }
  }

  void closed(Session session, CloseReason reason) {
    try {
      listener.closed(session, reason);
    } catch (RuntimeException | StackOverflowError e) {
      session.fail("PeerListener.closed", e);
    }
  }

  void unreachable(PeerSettings neighbour, boolean answered) {
    try {
      listener.unreachable(neighbour, answered);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("{}: PeerListener.unreachable failed", neighbour.name(), e);
    }
  }

  void readComplete(Session session) {
    try {
      listener.readComplete(session);
    } catch (RuntimeException | StackOverflowError e) {
      session.fail("PeerListener.readComplete", e);
    }
  }

  void writable(Session session) {
    try {
      listener.writable(session);
    } catch (RuntimeException | StackOverflowError e) {
      session.fail("PeerListener.writable", e);
    }
  }
}
