package io.munia.rib;

import io.munia.bgp.session.Cease;
import io.munia.rib.decision.LocRib;
import io.munia.rib.out.Member;
import io.munia.rib.out.UpdateGroup;
import io.munia.rib.table.Source;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Ends neighbours that cost the others something: those that hold back too much, those that fill
/// the tables, those that are announced more than they may be. Owned by the RIB's loop.
final class Eviction {
  /// At most one line about what does not fit a message.
  private static final Duration TOO_LONG_INTERVAL = Duration.ofMinutes(1);

  private final Tables tables;
  private final Limits limits;
  private final Sweep sweep;
  private final Collection<UpdateGroup> groups;
  private final Map<Source, Neighbour> bySource;
  private final Alarm alarm;
  private final Consumer<String> forget;
  private final Set<Neighbour> limitedOut = new LinkedHashSet<>();

  /// Who was ended last because the tables were full, until its paths have gone.
  private @Nullable Neighbour ending;

  /// Something was said of what does not fit, a short while ago.
  private boolean muted;

  /// @param groups of the RIB, as they are at any time
  /// @param bySource its neighbours, the same
  /// @param forget lets go of what is kept of a neighbour of this name
  Eviction(
      Tables tables,
      Limits limits,
      Sweep sweep,
      Collection<UpdateGroup> groups,
      Map<Source, Neighbour> bySource,
      Alarm alarm,
      Consumer<String> forget) {
    this.alarm = alarm;
    this.forget = forget;
    this.tables = tables;
    this.limits = limits;
    this.sweep = sweep;
    this.groups = groups;
    this.bySource = bySource;
  }

  void watch(Neighbour neighbour) {
    if (neighbour.limitedOut()) {
      limitedOut.add(neighbour);
    }
  }

  void forget(Neighbour neighbour) {
    limitedOut.remove(neighbour);
  }

  /// Looks at everything; cheap where nothing is out of bounds.
  ///
  /// @param bytes what the tables cost now
  void check(long bytes) {
    checkLimitsOut();
    endTheSlowest();
    endTheLargest(bytes);
    tooLong();
  }

  /// What does not fit a message is withdrawn; that is said now and then, not for each prefix.
  private void tooLong() {
    if (muted) {
      return;
    }
    for (UpdateGroup group : groups) {
      long more = group.takeTooLong();
      if (more == 0) {
        continue;
      }
      for (Neighbour neighbour : bySource.values()) {
        if (neighbour.group(group.key().family()) == group) {
          neighbour.host.warn(
              ("%d %s announcements with attributes that do not fit a message of %d bytes are not"
                      + " sent, to this neighbour or any of its update group")
                  .formatted(more, group.key().family(), group.key().form().messageBytesMax()));
          muted = true;
          alarm.after(TOO_LONG_INTERVAL, () -> muted = false);
          return;
        }
      }
    }
  }

  /// Where more tombstones are kept than may be, whoever holds them back and takes no more is
  /// ended. A reader that has not had its turn yet is not meant.
  private void endTheSlowest() {
    for (LocRib rib : tables.ribs()) {
      if (rib.changes().tombstones() <= limits.tombstones()) {
        continue;
      }
      // What waits for its interval alone holds back no longer.
      groups.forEach(UpdateGroup::release);
      UpdateGroup slowest = null;
      long longest = -1;
      for (UpdateGroup group : groups) {
        if (group.key().family() == rib.family() && group.blockedFor() > longest) {
          longest = group.blockedFor();
          slowest = group;
        }
      }
      if (slowest != null) {
        for (Member member : slowest.slowest()) {
          Neighbour neighbour = bySource.get(member.source());
          if (neighbour != null) {
            outOfResources(
                neighbour,
                "it takes no more bytes, and %d withdrawn %s prefixes are kept for it alone"
                    .formatted(rib.changes().tombstones(), rib.family()));
          }
        }
      }
    }
  }

  /// Where the tables are full, whoever fills them the most is ended, one at a time: a neighbour
  /// without measure costs itself, and nobody else has to do without.
  private void endTheLargest(long bytes) {
    Neighbour before = ending;
    if (before != null) {
      if (bySource.containsKey(before.source) || sweep.holds(before.source)) {
        return;
      }
      ending = null;
    }
    if (bytes <= limits.tableBytes()) {
      return;
    }
    Neighbour largest = null;
    for (Neighbour neighbour : bySource.values()) {
      if (largest == null || costsMore(neighbour, largest)) {
        largest = neighbour;
      }
    }
    if (largest != null) {
      ending = largest;
      if (largest.isAway()) {
        largest.host.warn("the tables are full: what was kept of this neighbour goes");
        forget.accept(largest.profile.name());
        return;
      }
      outOfResources(
          largest,
          "the tables are full (%d MB), and this neighbour fills them the most (%d MB)"
              .formatted(bytes >> 20, tables.bytes(largest.source) >> 20));
    }
  }

  /// What is kept of somebody who is not there goes first.
  private boolean costsMore(Neighbour neighbour, Neighbour than) {
    return neighbour.isAway() != than.isAway()
        ? neighbour.isAway()
        : tables.bytes(neighbour.source) > tables.bytes(than.source);
  }

  static void outOfResources(Neighbour neighbour, String why) {
    neighbour.host.end(Cease.outOfResources(), why, Duration.ZERO);
  }

  /// A neighbour that was announced more than it may be.
  private void checkLimitsOut() {
    if (!limitedOut.isEmpty()) {
      for (Neighbour neighbour : List.copyOf(limitedOut)) {
        neighbour.checkOut();
      }
    }
  }
}
