package io.munia.bgp.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// How a neighbour's sessions and attempts ended: the last [PeerStatus#HISTORY_MAX] different ends.
/// Owned by the driver's loop.
final class History {
  private final Deque<Entry> entries = new ArrayDeque<>(PeerStatus.HISTORY_MAX);

  private record Entry(PeerState state, CloseReason reason, long atNanos, int times) {}

  /// @return whether this end differs from the one before
  boolean add(PeerState state, CloseReason reason, long nowNanos) {
    Entry last = entries.peekFirst();
    if (last != null && last.state == state && last.reason.equals(reason)) {
      entries.removeFirst();
      entries.addFirst(new Entry(state, reason, nowNanos, last.times + 1));
      return false;
    }
    if (entries.size() == PeerStatus.HISTORY_MAX) {
      entries.removeLast();
    }
    entries.addFirst(new Entry(state, reason, nowNanos, 1));
    return true;
  }

  List<PeerStatus.Ended> list(long nowNanos) {
    List<PeerStatus.Ended> list = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      list.add(
          new PeerStatus.Ended(
              entry.state, entry.reason, Duration.ofNanos(nowNanos - entry.atNanos), entry.times));
    }
    return list;
  }
}
