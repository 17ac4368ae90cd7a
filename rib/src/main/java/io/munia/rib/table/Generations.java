package io.munia.rib.table;

/// Which of a neighbour's paths of one family a refresh has named ([RFC
/// 7313](https://www.rfc-editor.org/rfc/rfc7313)). Each path carries the generation in which it was
/// told last, two bits; the beginning of a refresh starts another generation, which makes all paths
/// older without touching any. At its end the older ones are stale, and a sweep takes them out.
///
/// **Four generations.** Between the oldest that a path may still carry and the present one there
/// must be no wrap. A neighbour that begins again and again, three times before one end is swept,
/// stays in its last generation: what it has named since its last but one beginning then counts as
/// named.
///
/// **A session that is lost** begins a generation as well, where its paths are kept ([RFC 4724
/// §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2)): what the next session has told again
/// by its End-of-RIB stays, the rest is stale. Refreshes go on beside that. Owned by the RIB's
/// loop.
public final class Generations {
  static final int BITS = 2;
  private static final int MASK = (1 << BITS) - 1;

  private int current;

  /// The oldest that is not stale.
  private int fresh;

  /// The oldest that a path may carry.
  private int oldest;

  private boolean refreshing;

  /// Whether there may be paths that were told before the session was lost.
  private boolean lost;

  /// The first generation that was told since.
  private int sinceLoss;

  /// How many refreshes have begun, to tell them apart.
  private long begun;

  Generations() {}

  /// What a path that is told now carries.
  public int current() {
    return current;
  }

  /// Whether a refresh has begun and not ended.
  public boolean refreshing() {
    return refreshing;
  }

  /// Which refresh it is, counted from 1.
  public long begun() {
    return begun;
  }

  /// All that is there counts as not told yet.
  public void begin() {
    int next = current + 1 & MASK;
    if (next != oldest) {
      current = next;
    }
    refreshing = true;
    begun++;
  }

  /// What was not told since [#begin] is stale from now on.
  ///
  /// @return whether a refresh was under way
  public boolean end() {
    if (!refreshing) {
      return false;
    }
    refreshing = false;
    fresh = current;
    return true;
  }

  /// The session is lost, and its paths are kept.
  ///
  /// @return whether there was a generation left to tell them apart by
  public boolean lose() {
    int next = current + 1 & MASK;
    if (next == oldest) {
      return false;
    }
    refreshing = false;
    current = next;
    sinceLoss = next;
    lost = true;
    return true;
  }

  /// What was told before the session was lost, and not since, is stale from now on.
  ///
  /// @return whether anything was kept until now
  public boolean dropLost() {
    if (!lost) {
      return false;
    }
    lost = false;
    if ((sinceLoss - fresh & MASK) <= (current - fresh & MASK)) {
      fresh = sinceLoss;
    }
    return true;
  }

  /// Whether a path of this generation was told before the session was lost, and is kept.
  public boolean isLost(int generation) {
    return lost && (generation - oldest & MASK) < (sinceLoss - oldest & MASK);
  }

  /// Which generation a sweep that begins now leaves behind as the oldest.
  public int freshNow() {
    return fresh;
  }

  /// A sweep is through that began when this was [#freshNow].
  public void swept(int freshThen) {
    oldest = freshThen;
  }

  boolean isStale(int generation) {
    return (generation - fresh & MASK) > (current - fresh & MASK);
  }
}
