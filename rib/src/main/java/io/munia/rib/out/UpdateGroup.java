package io.munia.rib.out;

import io.munia.bgp.codec.UpdateWriter;
import io.munia.rib.decision.LocRib;
import io.munia.rib.policy.PolicyHits;
import io.munia.rib.policy.PolicyTrace;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.ChangeList;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.ShortPages;
import io.munia.rib.table.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Neighbours that are sent the same bytes in one family. Served as [Cohort]s: those that have read
/// everything are one; the others catch up, each at its own place in the change list, and join it
/// when both stand at the end.
///
/// **Interval.** A group with one reads what has changed, withdrawals as well, and then reads
/// nothing for so long ([RFC 4271
/// §9.2.1.1](https://www.rfc-editor.org/rfc/rfc4271#section-9.2.1.1)): what changes twice meanwhile
/// is sent once, in its newest state. Initial routes and refreshes do not wait. A group without one
/// has no timer. Owned by the RIB's loop.
public final class UpdateGroup {
  private final GroupKey key;
  private final ChangeList changes;
  private final Exporter exporter;
  private final Packer packer;
  private final long ringBytesMax;
  private final int[] entries = new int[Packer.CHANGES_MAX];
  private final List<Cohort> cohorts = new ArrayList<>();
  private final List<Member> refreshing = new ArrayList<>();
  private final Marks marks;
  private final Consumer<Runnable> afterInterval;

  /// Nothing is read that has changed, until the interval is over.
  private boolean held;

  private long tooLongTaken;

  /// @param ringBytesMax most bytes that lie ready for members of a cohort before the slow ones go
  ///   their own way
  /// @param afterInterval runs a task when the group's interval is over
  public UpdateGroup(
      GroupKey key,
      LocRib rib,
      AttributePool attributes,
      NextHopTable nextHops,
      Sources sources,
      PolicyHits hits,
      long ringBytesMax,
      Consumer<Runnable> afterInterval) {
    this.key = key;
    this.afterInterval = afterInterval;
    this.changes = rib.changes();
    this.exporter = new Exporter(key, rib, attributes, nextHops, sources, hits);
    UpdateWriter writer = new UpdateWriter(key.form(), Set.of());
    GroupKey.Ceiling ceiling = key.ceiling();
    int most = ceiling == null ? Integer.MAX_VALUE : ceiling.max();
    this.packer = new Packer(rib.table(), exporter, writer, most);
    this.ringBytesMax = ringBytesMax;
    this.marks = Marks.of(key.family(), writer);
  }

  public GroupKey key() {
    return key;
  }

  /// Takes a member in that has been told nothing.
  public void join(Member member) {
    member.endOfRibDue = true;
    for (Cohort cohort : cohorts) {
      if (cohort.fresh()) {
        cohort.markGoal();
        cohort.admit(member);
        return;
      }
    }
    Cohort cohort = cohort(changes.openAtHead(), new ShortPages());
    cohort.markGoal();
    cohort.admit(member);
  }

  public void leave(Member member) {
    refreshing.remove(member);
    Cohort cohort = member.cohort;
    if (cohort != null) {
      cohort.dismiss(member);
      closeIfEmpty(cohort);
    }
  }

  /// Takes members over from another group of the family, with what they were told there: they hear
  /// what this group tells otherwise, and what has changed since.
  public void adopt(UpdateGroup other, Set<Member> moved) {
    for (Cohort from : List.copyOf(other.cohorts)) {
      List<Member> members = from.members().stream().filter(moved::contains).toList();
      if (members.isEmpty()) {
        continue;
      }
      if (from.fresh()) {
        for (Member member : members) {
          from.dismiss(member);
          join(member);
        }
      } else {
        adopt(other, from, members);
      }
      other.closeIfEmpty(from);
    }
    for (Member member : moved) {
      if (other.refreshing.remove(member)) {
        refreshing.add(member);
      }
    }
  }

  private void adopt(UpdateGroup other, Cohort from, List<Member> members) {
    Chunk missed = from.firstPending(members);
    Cohort cohort = cohort(changes.openAtHead(), from.stateBefore(missed));
    ToldBefore before =
        new ToldBefore(other.exporter, exporter, changes, from.versionBefore(missed));
    for (Member member : members) {
      from.dismiss(member);
      cohort.admit(member);
    }
    if (members.stream().anyMatch(member -> member.endOfRefreshDue)) {
      // Its beginning may not have gone out yet; a second one begins it anew, with everything.
      cohort.say(marks.beginningOfRefresh());
      cohort.start();
    } else {
      cohort.come(before);
    }
    cohort.markGoal();
  }

  public boolean empty() {
    return cohorts.isEmpty();
  }

  /// Sends a member everything again: once what it was sent before is complete, and once for all
  /// that it asks until then. However fast it asks, one walk of the table is under way.
  public void refresh(Member member) {
    if (!refreshing.contains(member)) {
      refreshing.add(member);
    }
  }

  private void beginRefresh(Member member) {
    Cohort before = member.cohort;
    if (before == null) {
      return;
    }
    Chunk missed = member.pending;
    ShortPages state = before.stateBefore(missed);
    before.dismiss(member);
    Cohort cohort = cohort(changes.openAtHead(), state);
    cohort.admit(member);
    if (member.markedRefresh) {
      cohort.say(marks.beginningOfRefresh());
      member.endOfRefreshDue = true;
    }
    cohort.markGoal();
    cohort.start();
    closeIfEmpty(before);
  }

  /// Gives memory that is not used any longer back to the heap.
  public void trim() {
    cohorts.forEach(Cohort::trim);
  }

  /// Lets all cohorts go on.
  ///
  /// @param changesMax most changes that each may read now
  /// @return whether there is more to do at once
  public boolean serve(int changesMax) {
    for (Member member : List.copyOf(refreshing)) {
      if (member.complete()) {
        refreshing.remove(member);
        beginRefresh(member);
      }
    }
    boolean more = false;
    boolean read = false;
    for (int i = 0; i < cohorts.size(); i++) {
      Cohort cohort = cohorts.get(i);
      cohort.deliver();
      int left = changesMax;
      while (left > 0 && mayRead(cohort)) {
        read |= !cohort.hasGoal();
        left -= Math.max(1, cohort.step());
        if (cohort.ringBytes() > ringBytesMax) {
          leaveBehind(cohort);
        }
      }
      more |= left <= 0 && mayRead(cohort);
    }
    merge();
    if (read && !more && !key.interval().isZero()) {
      held = true;
      afterInterval.accept(this::release);
    }
    return more || refreshing.stream().anyMatch(Member::complete);
  }

  private boolean mayRead(Cohort cohort) {
    return (!held || cohort.hasGoal()) && cohort.ready();
  }

  /// Reads on, whether or not its interval is over.
  public void release() {
    held = false;
  }

  /// The lowest version that a member with a session that does not take more stands at;
  /// [Long#MAX_VALUE] where all can go on.
  public long blockedAt() {
    long lowest = Long.MAX_VALUE;
    for (Cohort cohort : cohorts) {
      if (cohort.blocked()) {
        lowest = Math.min(lowest, cohort.version());
      }
    }
    return lowest;
  }

  /// Whether a member that takes more has not been told all up to this version.
  public boolean behind(long version) {
    return cohorts.stream().anyMatch(cohort -> cohort.behind(version));
  }

  /// Members that hold the version [#blockedAt] back.
  public List<Member> blockedAt(long version) {
    List<Member> blocked = new ArrayList<>();
    for (Cohort cohort : cohorts) {
      if (cohort.blocked() && cohort.version() == version) {
        blocked.addAll(cohort.slowest());
      }
    }
    return blocked;
  }

  /// The export of an entry as it is now, where the member was told of it; else null.
  public @Nullable Announcement announced(Member member, int entry) {
    Cohort cohort = member.cohort;
    if (cohort == null || !cohort.told(member, entry)) {
      return null;
    }
    exporter.begin();
    long now = exporter.key(entry);
    return now == Exporter.NOTHING || Exporter.source(now) == member.source.index()
        ? null
        : exporter.announcement(now);
  }

  /// Prefixes not announced so far because their attributes do not fit a message.
  public long tooLong() {
    return packer.tooLong();
  }

  /// Those among them that this was not said of yet.
  public long takeTooLong() {
    long more = packer.tooLong() - tooLongTaken;
    tooLongTaken = packer.tooLong();
    return more;
  }

  /// Prefixes not announced so far because there were too many.
  public long leftOut() {
    return packer.leftOut();
  }

  /// Why an entry is not announced to this group.
  public Suppression why(int entry) {
    return exporter.why(entry);
  }

  /// How the export policy comes to what it says of an entry, which has a selected path.
  public PolicyTrace trace(int entry) {
    return exporter.trace(entry);
  }

  /// Those who miss the most of a ring that is full go back to where the slowest of them stands and
  /// read on by themselves; where nobody could go on without them, all wait.
  private void leaveBehind(Cohort cohort) {
    List<Member> late = cohort.laggards();
    if (late.isEmpty() || late.size() == cohort.members().size()) {
      return;
    }
    Chunk first = cohort.oldest();
    Cohort slow = cohort(cohort.markerBefore(first), cohort.stateBefore(first));
    slow.comeLike(cohort);
    slow.markGoal();
    for (Member member : late) {
      cohort.dismiss(member);
      slow.admit(member);
    }
  }

  /// Cohorts that stand at the end of the change list have been told the same.
  private void merge() {
    if (cohorts.size() < 2) {
      return;
    }
    Cohort into = null;
    for (int i = 0; i < cohorts.size(); i++) {
      Cohort cohort = cohorts.get(i);
      if (into == null && cohort.atTail()) {
        into = cohort;
      } else if (into != null && cohort.idle()) {
        for (Member member : List.copyOf(cohort.members())) {
          cohort.dismiss(member);
          into.admit(member);
        }
        closeIfEmpty(cohort);
        i--;
      }
    }
  }

  private Cohort cohort(int marker, ShortPages state) {
    Cohort cohort = new Cohort(changes, packer, marks, marker, state, entries);
    cohorts.add(cohort);
    return cohort;
  }

  private void closeIfEmpty(Cohort cohort) {
    if (cohort.members().isEmpty()) {
      cohort.close();
      cohorts.remove(cohort);
    }
  }
}
