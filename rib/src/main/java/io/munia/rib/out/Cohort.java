package io.munia.rib.out;

import io.munia.bgp.session.MessageSink.SharedMessages;
import io.munia.rib.table.ChangeList;
import io.munia.rib.table.Goal;
import io.munia.rib.table.ShortPages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Members of a group that have been told the same and read on together: one marker in the change
/// list, one record of what was announced, one ring of encoded chunks. Most of the time a group is
/// one cohort. A new member, one that asks for a refresh and those that cannot keep up are cohorts
/// of their own, often of one, until they stand where others stand ([UpdateGroup] merges them).
///
/// **What was told** ([Told]). Per entry and path the source it was announced from. The member that
/// *is* that source was not told: its own routes are left out for it, and when the choice moves
/// away from another source to its own route, it alone gets a withdrawal. Where some members may
/// have been told, a withdrawal may go out that was not needed, never is one missed.
///
/// **Ring.** Chunks that some member has not taken yet. Each keeps the place in the change list
/// before it was made, so that whoever falls out of the ring goes back there and reads on from the
/// table: nothing is queued for the slow but their place. Owned by the RIB's loop.
final class Cohort implements Packer.Out {
  private static final int[] NO_SEGMENTS = {};

  private final ChangeList changes;
  private final Packer packer;
  private final Marks marks;
  private final Told told;
  private final int[] entries;
  private final List<Member> members = new ArrayList<>();
  private @Nullable Member[] bySource = new Member[8];
  private final int marker;

  /// Where the initial routes, or a refresh, are complete.
  private final Goal goal;

  /// What its members, that were moved here, need not hear again; null once all is read.
  private @Nullable ToldBefore toldBefore;

  private boolean begun;
  private @Nullable Chunk oldest;
  private @Nullable Chunk newest;
  private long ringBytes;
  private Batch batch = new Batch(0);

  /// @param marker is taken over
  /// @param entries scratch of [Packer#CHANGES_MAX]
  Cohort(ChangeList changes, Packer packer, Marks marks, int marker, Told told, int[] entries) {
    this.changes = changes;
    this.packer = packer;
    this.marks = marks;
    this.marker = marker;
    this.goal = new Goal(changes);
    this.told = told;
    this.entries = entries;
  }

  /// All that is there now, for whoever was admitted until now, is to be followed by what members
  /// are due.
  void markGoal() {
    goal.set();
  }

  /// Whether the initial routes, or a refresh, are under way.
  boolean hasGoal() {
    return goal.ahead();
  }

  /// Its members come from another group: what they were told there in the same way is left out.
  void come(ToldBefore before) {
    toldBefore = before;
    begun = true;
  }

  /// Its members were members of that one.
  void comeLike(Cohort other) {
    toldBefore = other.toldBefore;
    begun = true;
  }

  /// From now on it is not [#fresh].
  void start() {
    begun = true;
  }

  /// Sends messages that are no routes, before anything else.
  void say(byte[] messages) {
    batch = new Batch(changes.openAt(marker));
    add(messages, messages.length, NO_SEGMENTS, null, false);
    done(batch);
  }

  /// Whether it has read nothing yet, so that others may still start with it.
  boolean fresh() {
    return !begun;
  }

  List<Member> members() {
    return members;
  }

  /// From now on the member hears what the others hear; it must have been told what they were.
  void admit(Member member) {
    members.add(member);
    member.cohort = this;
    member.pending = null;
    int index = member.source.index();
    if (index >= bySource.length) {
      bySource = Arrays.copyOf(bySource, Math.max(index + 1, 2 * bySource.length));
    }
    bySource[index] = member;
  }

  void dismiss(Member member) {
    members.remove(member);
    bySource[member.source.index()] = null;
    for (Chunk chunk = member.pending; chunk != null; chunk = chunk.next) {
      chunk.waiting--;
    }
    member.pending = null;
    member.cohort = null;
    dropTaken();
  }

  /// Gives everything back; there are no members any longer.
  void close() {
    while (oldest != null) {
      drop();
    }
    goal.drop();
    changes.close(marker);
  }

  /// Hands out what lies ready.
  void deliver() {
    if (oldest == null) {
      return;
    }
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      while (member.pending != null && member.sink.writable()) {
        Chunk chunk = member.pending;
        member.pending = chunk.next;
        chunk.waiting--;
        chunk.sendTo(member);
      }
    }
    dropTaken();
  }

  /// Whether there is something to read and somebody to whom it can be given.
  boolean ready() {
    return (goal.ahead() || !changes.atTail(marker)) && anyReady();
  }

  /// Whether somebody here has to wait until its session takes more.
  boolean blocked() {
    for (int i = 0; i < members.size(); i++) {
      if (!members.get(i).ready()) {
        return true;
      }
    }
    return false;
  }

  /// Members whose session takes no more and that have not got the oldest of what lies ready.
  List<Member> slowest() {
    return members.stream().filter(member -> !member.ready() && member.pending == oldest).toList();
  }

  /// Reads one batch, encodes it and hands it out; returns how many changes it was.
  int step() {
    begun = true;
    batch = new Batch(changes.openAt(marker));
    boolean again = goal.ahead();
    int count = goal.read(marker, entries, Packer.CHANGES_MAX);
    int left = toldBefore == null ? count : toldBefore.keepOthers(entries, count, told);
    if (left > 0) {
      batch.noted = packer.pack(entries, left, told, again, this);
    }
    if (goal.reachedBy(marker)) {
      toldBefore = null;
      for (int i = 0; i < members.size(); i++) {
        Member member = members.get(i);
        byte[] due = marks.due(member);
        if (due.length > 0) {
          add(due, due.length, NO_SEGMENTS, member, true);
        }
      }
    }
    done(batch);
    return count;
  }

  /// Gives memory that is not used any longer back to the heap.
  void trim() {
    told.trim();
  }

  /// What it keeps of what was told, roughly.
  long bytes() {
    return told.bytes();
  }

  /// Bytes in the ring, with what keeping them costs.
  long ringBytes() {
    return ringBytes;
  }

  /// Whether it stands at the end of the change list, everything handed out.
  boolean idle() {
    return !goal.ahead() && oldest == null && changes.atTail(marker);
  }

  /// Whether it has read everything there is.
  boolean atTail() {
    return !goal.ahead() && changes.atTail(marker);
  }

  /// The version up to which all members have all: what it holds tombstones back at.
  long version() {
    return changes.version(oldest == null ? marker : oldest.batch.marker);
  }

  /// Whether somebody here takes more and has not been told all up to this version.
  boolean behind(long version) {
    return ready() && changes.version(marker) < version;
  }

  /// Members that have not got the older half of what lies in the ring.
  List<Member> laggards() {
    long passed = 0;
    for (Chunk chunk = oldest; chunk != null; chunk = chunk.next) {
      chunk.late = 2 * passed < ringBytes;
      passed += chunk.bytes();
    }
    List<Member> late = new ArrayList<>();
    for (Member member : members) {
      if (member.pending != null && member.pending.late) {
        late.add(member);
      }
    }
    return late;
  }

  /// What these members may have been told: what all were told, less what they have not got.
  ///
  /// @param from the first chunk that one of them has not got, or null
  Told toldBefore(@Nullable Chunk from) {
    Told before = told.copy();
    for (Chunk chunk = from; chunk != null; chunk = chunk.next) {
      before.doubt(chunk.batch.noted);
    }
    return before;
  }

  /// The first chunk that one of these members has not got, or null.
  @Nullable Chunk firstPending(List<Member> some) {
    for (Chunk chunk = oldest; chunk != null; chunk = chunk.next) {
      for (Member member : some) {
        if (member.pending == chunk) {
          return chunk;
        }
      }
    }
    return null;
  }

  /// The version up to which all was told before this chunk, or until now.
  long versionBefore(@Nullable Chunk chunk) {
    return changes.version(chunk == null ? marker : chunk.batch.marker);
  }

  /// A new marker at the place before this chunk, or where the cohort stands now.
  int markerBefore(@Nullable Chunk chunk) {
    return changes.openAt(chunk == null ? marker : chunk.batch.marker);
  }

  @Nullable Chunk oldest() {
    return oldest;
  }

  int announced(Member member) {
    return told.count(member.source.index());
  }

  /// Whether this member was told of the entry, as far as its cohort has come.
  boolean told(Member member, int entry) {
    return told.any(member.source.index(), entry);
  }

  @Override
  public void chunk(byte[] bytes, int length, int[] segments) {
    add(bytes, length, segments, null, false);
  }

  @Override
  public void extra(int source, byte[] bytes, int length) {
    add(bytes, length, NO_SEGMENTS, bySource[source], false);
  }

  @Override
  public boolean serves(int source) {
    return source < bySource.length && bySource[source] != null;
  }

  @Override
  public int own(ShortPages announced) {
    return announced.count(members.getFirst().source.index());
  }

  private void add(byte[] bytes, int length, int[] segments, @Nullable Member only, boolean due) {
    SharedMessages messages = members.getFirst().sink.share(bytes, length);
    Chunk chunk = new Chunk(messages, segments, batch, only, due);
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      if (only != null && only != member && member.pending == null) {
        continue;
      }
      if (member.ready()) {
        chunk.sendTo(member);
      } else {
        chunk.waiting++;
        if (member.pending == null) {
          member.pending = chunk;
        }
      }
    }
    if (chunk.waiting == 0) {
      messages.release();
      return;
    }
    batch.uses++;
    ringBytes += chunk.bytes();
    if (newest == null) {
      oldest = chunk;
    } else {
      newest.next = chunk;
    }
    newest = chunk;
  }

  private boolean anyReady() {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).ready()) {
        return true;
      }
    }
    return false;
  }

  private void dropTaken() {
    while (oldest != null && oldest.waiting == 0) {
      drop();
    }
  }

  private void drop() {
    Chunk chunk = oldest;
    if (chunk != null) {
      oldest = chunk.next;
      if (oldest == null) {
        newest = null;
      }
      ringBytes -= chunk.bytes();
      chunk.messages.release();
      done(chunk.batch);
    }
  }

  private void done(Batch finished) {
    if (--finished.uses == 0) {
      changes.close(finished.marker);
    }
  }
}
