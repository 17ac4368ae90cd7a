package io.munia.bfd.socket;

import io.munia.bfd.BfdAction;
import io.munia.bfd.BfdChange;
import io.munia.bfd.BfdEvent;
import io.munia.bfd.BfdPacket;
import io.munia.bfd.BfdSession;
import io.munia.bfd.BfdState;
import io.munia.bfd.BfdTimers;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One session with its socket, who listens to it, and what is counted. Owned by the BFD thread.
final class Watched {
  private static final Logger LOG = LoggerFactory.getLogger(Watched.class);

  /// For how long a neighbour is told that a session is shut, at most.
  private static final Duration LEAVING_MAX = Duration.ofSeconds(10);

  private final String name;
  private final BfdSession session;
  private final SendSocket socket;
  private BfdTarget target;
  private BfdListener listener;
  private BfdChange told = BfdChange.INITIAL;
  private long since;
  private long sent;
  private long received;
  private int ups;
  private int downs;
  private boolean sentWhileUp;
  private long lastSent;
  private long gapMax;

  Watched(
      String name,
      BfdTarget target,
      BfdListener listener,
      int discriminator,
      RandomGenerator chance,
      long now) {
    this.name = name;
    this.target = target;
    this.listener = listener;
    this.session = new BfdSession(discriminator, target.timers(), chance, now);
    this.socket = new SendSocket(target, chance);
    this.since = now;
  }

  String name() {
    return name;
  }

  BfdTarget target() {
    return target;
  }

  int discriminator() {
    return session.localDiscriminator();
  }

  long nextDeadlineNanos() {
    return session.nextDeadlineNanos();
  }

  /// The same path with other timers, or for somebody else.
  void change(BfdTimers timers, BfdListener other, long now) {
    target = new BfdTarget(target.remote(), target.local(), target.hops(), timers);
    listener = other;
    run(new BfdEvent.Configured(timers), now);
    tell(told);
  }

  void tellAgain() {
    tell(told);
  }

  void received(BfdPacket packet, long now) {
    received++;
    run(new BfdEvent.Received(packet), now);
  }

  void due(long now) {
    long deadline = session.nextDeadlineNanos();
    if (deadline != BfdSession.NEVER && deadline - now <= 0) {
      run(new BfdEvent.DeadlineReached(), now);
    }
  }

  void stalled(long nanos, long now) {
    run(new BfdEvent.Stalled(nanos), now);
  }

  /// Tells the neighbour that the session is shut, and goes on doing so for a detection time.
  ///
  /// @return for how long; 0 where nobody is there to hear it
  long leave(long now) {
    long nanos = Math.min(session.detectionMicros() * 1_000, LEAVING_MAX.toNanos());
    listener = _ -> {};
    run(new BfdEvent.Disabled(), now);
    return nanos;
  }

  void close() {
    socket.close();
  }

  private void run(BfdEvent event, long now) {
    for (BfdAction action : session.on(event, now)) {
      switch (action) {
        case BfdAction.Send(BfdPacket packet) -> send(packet, now);
        case BfdAction.Tell(BfdChange change) -> changed(change, now);
      }
    }
  }

  private void send(BfdPacket packet, long now) {
    if (!socket.send(packet)) {
      return;
    }
    sent++;
    boolean up = packet.state() == BfdState.UP;
    if (up && sentWhileUp) {
      gapMax = Math.max(gapMax, now - lastSent);
    }
    sentWhileUp = up;
    lastSent = now;
  }

  private void changed(BfdChange change, long now) {
    boolean wasUp = told.state() == BfdState.UP;
    boolean isUp = change.state() == BfdState.UP;
    if (change.state() != told.state()) {
      since = now;
    }
    if (isUp && !wasUp) {
      ups++;
      LOG.info("{}: BFD is up with {}", name, target.remote());
    } else if (wasUp && !isUp) {
      downs++;
      LOG.warn("{}: BFD is down with {}: {}", name, target.remote(), change.sentence());
    }
    told = change;
    tell(change);
  }

  /// A fault of whoever listens is not to stop the sessions of others.
  private void tell(BfdChange change) {
    try {
      listener.changed(change);
    } catch (RuntimeException fault) {
      LOG.error("{}: whoever listens to BFD failed", name, fault);
    }
  }

  BfdView.Session view(String problem, long now) {
    return new BfdView.Session(
        name,
        target,
        told,
        Duration.ofNanos(now - since),
        session.localDiscriminator(),
        session.remoteDiscriminator(),
        session.transmitMicros(),
        session.receiveMicros(),
        session.detectionMicros(),
        sent,
        received,
        ups,
        downs,
        Duration.ofNanos(gapMax),
        problem.isEmpty() ? socket.problem() : problem);
  }
}
