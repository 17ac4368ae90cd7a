package io.munia.rib.table;

/// Where a reader of a [ChangeList] has read everything that there was when the goal was set, in
/// the state of then or in a later one: what End-of-RIB says of it.
///
/// The goal is a marker at the tail. An entry that changes before the reader comes to it moves
/// behind the goal, unread; whoever believed the goal would take a destination that was there all
/// the time for gone. So a goal that is met with something behind it is set anew at the tail. Each
/// round is as long as what changed during the last, and a reader that is faster than the changes
/// is soon through; for one that is not, [#ROUNDS_MAX] ends it. Owned by the RIB's loop.
public final class Goal {
  /// Most times that it is set, the first included.
  public static final int ROUNDS_MAX = 16;

  private final ChangeList changes;

  /// 0 where there is none.
  private int marker;

  private int rounds;

  public Goal(ChangeList changes) {
    this.changes = changes;
  }

  /// All that there is now is to be read.
  public void set() {
    drop();
    marker = changes.openAtTail();
    rounds = 1;
  }

  public void drop() {
    if (marker != 0) {
      changes.close(marker);
      marker = 0;
    }
  }

  /// Whether one is set and not reached.
  public boolean ahead() {
    return marker != 0;
  }

  /// Like [ChangeList#read], not beyond the goal.
  public int read(int reader, int[] into, int max) {
    return changes.read(reader, marker, into, max);
  }

  /// Whether the reader has come there, which is said once.
  public boolean reachedBy(int reader) {
    if (marker == 0 || !changes.meets(reader, marker)) {
      return false;
    }
    changes.close(marker);
    if (changes.atTail(reader) || rounds == ROUNDS_MAX) {
      marker = 0;
      return true;
    }
    marker = changes.openAtTail();
    rounds++;
    return false;
  }
}
