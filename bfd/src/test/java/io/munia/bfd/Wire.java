package io.munia.bfd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Two sessions and what lies between them, in a time of its own.
final class Wire {
  static final int OURS = 7;
  static final int THEIRS = 9;

  final End us;
  final End them;
  long now = 1_000_000_000_000L;
  boolean cut;

  Wire(BfdTimers ours, BfdTimers theirs, long seed) {
    us = new End(new BfdSession(OURS, ours, new SplittableRandom(seed), now));
    them = new End(new BfdSession(THEIRS, theirs, new SplittableRandom(seed + 1), now));
  }

  static Wire of(long millis, int multiplier) {
    BfdTimers timers = new BfdTimers(millis * 1_000, multiplier);
    return new Wire(timers, timers, 42);
  }

  /// One end, with all that it sent and told.
  static final class End {
    final BfdSession session;
    final List<BfdPacket> sent = new ArrayList<>();
    final List<Long> sentAt = new ArrayList<>();
    final List<BfdChange> told = new ArrayList<>();

    End(BfdSession session) {
      this.session = session;
    }

    BfdPacket last() {
      return sent.getLast();
    }
  }

  private final Deque<Delivery> onTheWay = new ArrayDeque<>();

  private record Delivery(End to, BfdPacket packet) {}

  /// What comes of it is delivered at once.
  void on(End end, BfdEvent event) {
    perform(end, end.session.on(event, now));
    while (!onTheWay.isEmpty()) {
      Delivery next = onTheWay.remove();
      perform(next.to, next.to.session.on(new BfdEvent.Received(next.packet), now));
    }
  }

  private void perform(End end, List<BfdAction> actions) {
    for (BfdAction action : actions) {
      switch (action) {
        case BfdAction.Tell(BfdChange change) -> end.told.add(change);
        case BfdAction.Send(BfdPacket packet) -> {
          end.sent.add(packet);
          end.sentAt.add(now);
          if (!cut) {
            onTheWay.add(new Delivery(end == us ? them : us, packet));
          }
        }
      }
    }
  }

  /// Lets both run for so long.
  void run(long millis) {
    long end = now + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      long next = Math.min(us.session.nextDeadlineNanos(), them.session.nextDeadlineNanos());
      if (next - end > 0) {
        now = end;
        return;
      }
      now = Math.max(now, next);
      on(us, new BfdEvent.DeadlineReached());
      on(them, new BfdEvent.DeadlineReached());
    }
  }

  void up() {
    run(5_000);
    if (us.session.state() != BfdState.UP || them.session.state() != BfdState.UP) {
      throw new AssertionError(us.session.state() + " and " + them.session.state());
    }
  }
}
