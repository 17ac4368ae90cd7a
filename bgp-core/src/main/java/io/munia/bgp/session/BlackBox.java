package io.munia.bgp.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has happened to a neighbour: the last [Transition#KEPT_MAX] different things. A neighbour
/// that cannot be reached goes round between two states for days; such rounds are counted, so that
/// what was before them stays. Owned by the driver's loop.
final class BlackBox {
  /// Entries that the next one may be another time of.
  private static final int ROUND = 3;

  private static final int CAUSE_CHARACTERS_MAX = 400;

  private final Deque<Entry> entries = new ArrayDeque<>();

  private record Entry(
      PeerState from, PeerState to, String cause, long atNanos, int times, long lateNanos) {
    boolean isSame(PeerState left, PeerState entered, String why) {
      return from == left && to == entered && cause.equals(why);
    }
  }

  /// @param lateNanos how late we were
  /// @return whether this is the first time, as far as is remembered
  boolean add(PeerState from, PeerState to, String cause, long nowNanos, long lateNanos) {
    String kept =
        cause.length() <= CAUSE_CHARACTERS_MAX
            ? cause
            : cause.substring(0, CAUSE_CHARACTERS_MAX) + "…";
    Entry before = take(from, to, kept);
    if (entries.size() == Transition.KEPT_MAX) {
      entries.removeLast();
    }
    entries.addFirst(
        new Entry(from, to, kept, nowNanos, before == null ? 1 : before.times + 1, lateNanos));
    return before == null;
  }

  private @Nullable Entry take(PeerState from, PeerState to, String cause) {
    Iterator<Entry> latest = entries.iterator();
    for (int i = 0; i < ROUND && latest.hasNext(); i++) {
      Entry entry = latest.next();
      if (entry.isSame(from, to, cause)) {
        latest.remove();
        return entry;
      }
    }
    return null;
  }

  /// The latest first.
  List<Transition> list(long nowNanos) {
    List<Transition> list = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      list.add(
          new Transition(
              entry.from,
              entry.to,
              entry.cause,
              Duration.ofNanos(nowNanos - entry.atNanos),
              entry.times,
              Duration.ofNanos(entry.lateNanos)));
    }
    return list;
  }
}
