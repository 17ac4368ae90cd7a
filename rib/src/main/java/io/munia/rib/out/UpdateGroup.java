package io.munia.rib.out;

import io.munia.bgp.codec.UpdateWriter;
import io.munia.rib.decision.LocRib;
import io.munia.rib.policy.PolicyHits;
import io.munia.rib.policy.PolicyTrace;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.ChangeList;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.PathRecord;
import io.munia.rib.table.ShortPages;
import io.munia.rib.table.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

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
  private final Choice choice;
  private final LocRib rib;
  private final BooleanSupplier settled;
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
  /// @param settled whether nothing waits to be looked at again: of what does, two members may have
  ///   been told different things
  public UpdateGroup(
      GroupKey key,
      LocRib rib,
      AttributePool attributes,
      NextHopTable nextHops,
      Sources sources,
      PolicyHits hits,
      long ringBytesMax,
      Consumer<Runnable> afterInterval,
      BooleanSupplier settled) {
    this.key = key;
    this.afterInterval = afterInterval;
    this.rib = rib;
    this.settled = settled;
    Selection selection = key.selection();
    this.changes = plain() ? rib.changes() : rib.openEveryPath();
    this.exporter = new Exporter(key, rib, attributes, nextHops, sources, hits);
    this.choice = new Choice(selection, exporter, rib, attributes, sources);
    UpdateWriter writer =
        new UpdateWriter(key.form(), selection.withIds() ? Set.of(key.family()) : Set.of());
    GroupKey.Ceiling ceiling = key.ceiling();
    int most = ceiling == null ? Integer.MAX_VALUE : ceiling.max();
    this.packer =
        plain()
            ? new BestPacker(rib.table(), exporter, writer, most)
            : selection.withIds()
                ? new PathsPacker(rib, exporter, choice, writer)
                : new ViewPacker(rib, exporter, choice, writer);
    this.ringBytesMax = ringBytesMax;
    this.marks = Marks.of(key.family(), writer);
  }

  public GroupKey key() {
    return key;
  }

  /// Lets go of the tables where there are no members any longer; returns whether it did.
  public boolean closedIfEmpty() {
    if (!cohorts.isEmpty()) {
      return false;
    }
    if (!plain()) {
      rib.closeEveryPath();
    }
    return true;
  }

  private boolean plain() {
    return key.selection().kind() == Selection.Kind.BEST;
  }

  private Told nothing() {
    return plain()
        ? new Told.Best(new ShortPages())
        : key.selection().withIds()
            ? new Told.Paths(new PathRecord())
            : new Told.Views(new PathRecord());
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
    Cohort cohort = cohort(changes.openAtHead(), nothing());
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
        // Whoever is in the middle of a refresh is told where it begins anew, and nobody else.
        adopt(other, from, members.stream().filter(it -> !it.endOfRefreshDue).toList());
        adopt(other, from, members.stream().filter(it -> it.endOfRefreshDue).toList());
      }
      other.closeIfEmpty(from);
    }
    for (Member member : moved) {
      if (other.refreshing.remove(member)) {
        refreshing.add(member);
      }
    }
  }

  /// @param members all of them in the middle of a refresh, or none
  private void adopt(UpdateGroup other, Cohort from, List<Member> members) {
    if (members.isEmpty()) {
      return;
    }
    Chunk missed = from.firstPending(members);
    Cohort cohort = cohort(changes.openAtHead(), from.toldBefore(missed));
    ToldBefore before =
        new ToldBefore(other.exporter, exporter, changes, from.versionBefore(missed));
    for (Member member : members) {
      from.dismiss(member);
      cohort.admit(member);
    }
    if (members.getFirst().endOfRefreshDue) {
      // Its beginning may not have gone out yet; a second one begins it anew, with everything.
      cohort.say(marks.beginningOfRefresh());
      cohort.start();
    } else {
      cohort.come(before);
    }
    cohort.markGoal();
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
    Told told = before.toldBefore(missed);
    before.dismiss(member);
    Cohort cohort = cohort(changes.openAtHead(), told);
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

  /// What is kept of what members were told, roughly.
  public long bytes() {
    long bytes = 0;
    for (int i = 0; i < cohorts.size(); i++) {
      bytes += cohorts.get(i).bytes();
    }
    return bytes;
  }

  /// Lets all cohorts go on.
  ///
  /// @param changesMax most changes that each may read now
  /// @return whether there is more to do at once
  public boolean serve(int changesMax) {
    beginRefreshes();
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
    return more || refreshesMayBegin();
  }

  private void beginRefreshes() {
    if (refreshesMayBegin()) {
      for (Member member : List.copyOf(refreshing)) {
        if (member.complete()) {
          refreshing.remove(member);
          beginRefresh(member);
        }
      }
    }
  }

  private boolean refreshesMayBegin() {
    if (!refreshing.isEmpty()) {
      for (Member member : refreshing) {
        if (member.complete()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean mayRead(Cohort cohort) {
    return (!held || cohort.hasGoal()) && cohort.ready();
  }

  /// Reads on, whether or not its interval is over.
  public void release() {
    held = false;
  }

  /// How many changes ago a member stands with a session that does not take more; -1 where all can
  /// go on.
  public long blockedFor() {
    long longest = -1;
    for (Cohort cohort : cohorts) {
      if (cohort.blocked()) {
        longest = Math.max(longest, changes.version() - cohort.version());
      }
    }
    return longest;
  }

  /// Whether a member that takes more has not been told all up to this version of the choices, or
  /// of all paths, whichever the group reads.
  public boolean behind(long version, long every) {
    return cohorts.stream().anyMatch(cohort -> cohort.behind(plain() ? version : every));
  }

  /// Members that stand where [#blockedFor] says.
  public List<Member> slowest() {
    long longest = blockedFor();
    List<Member> blocked = new ArrayList<>();
    for (Cohort cohort : cohorts) {
      if (cohort.blocked() && changes.version() - cohort.version() == longest) {
        blocked.addAll(cohort.slowest());
      }
    }
    return blocked;
  }

  /// A path that a member was told of, as it would be sent now.
  public record Sent(int path, Announcement announcement) {}

  /// What a member is told of an entry; empty where it was told nothing.
  public List<Sent> announced(Member member, int entry) {
    Cohort cohort = member.cohort;
    if (cohort == null || !cohort.told(member, entry)) {
      return List.of();
    }
    return sent(member, entry);
  }

  /// Whether a member is to be told something of an entry, as it is now.
  public boolean sends(Member member, int entry) {
    return !sent(member, entry).isEmpty();
  }

  private List<Sent> sent(Member member, int entry) {
    exporter.begin();
    int own = member.source.index();
    List<Sent> sent = new ArrayList<>();
    int count = choice.choose(entry, /* counted= */ false);
    for (int i = 0; i < count; i++) {
      long now = choice.key(i);
      int path = choice.path(i);
      if (Exporter.source(now) == own) {
        now = choice.alternate() == 0 ? Exporter.NOTHING : choice.alternateKey();
        path = choice.alternate();
      }
      if (now != Exporter.NOTHING) {
        sent.add(new Sent(path, exporter.announcement(now)));
      }
    }
    return sent;
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

  /// Why an entry is not announced to a member.
  public Suppression why(Member member, int entry) {
    return exporter.why(entry, shown(member, entry));
  }

  /// The path that explanations are about: the first that is sent, or the chosen one.
  private int shown(Member member, int entry) {
    List<Sent> sent = sent(member, entry);
    return sent.isEmpty() ? rib.table().selected(entry) : sent.getFirst().path();
  }

  /// How the export policy comes to what it says of an entry, which has a selected path.
  public PolicyTrace trace(Member member, int entry) {
    return exporter.trace(entry, shown(member, entry));
  }

  /// Those who miss the most of a ring that is full go back to where the slowest of them stands and
  /// read on by themselves; where nobody could go on without them, all wait.
  private void leaveBehind(Cohort cohort) {
    List<Member> late = cohort.laggards();
    if (late.isEmpty() || late.size() == cohort.members().size()) {
      return;
    }
    Chunk first = cohort.oldest();
    Cohort slow = cohort(cohort.markerBefore(first), cohort.toldBefore(first));
    slow.comeLike(cohort);
    slow.markGoal();
    for (Member member : late) {
      cohort.dismiss(member);
      slow.admit(member);
    }
  }

  /// Cohorts that stand at the end of the change list have been told the same.
  private void merge() {
    if (cohorts.size() < 2 || !plain() && !settled.getAsBoolean()) {
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

  private Cohort cohort(int marker, Told told) {
    Cohort cohort = new Cohort(changes, packer, marks, marker, told, entries);
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
