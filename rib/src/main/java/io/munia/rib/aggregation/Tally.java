package io.munia.rib.aggregation;

import io.munia.bgp.attribute.Origin;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.route.PathOrigin;
import org.jspecify.annotations.Nullable;

/// One aggregate at work: how many contribute, and where it stands between nothing and standing for
/// others. Owned by the RIB's loop.
final class Tally {
  /// What is remembered of a counted route, in 16 bits: 0 for not counted, else its [PathOrigin]
  /// plus 1, whether it has an AS_PATH, and its ORIGIN. Whether a route of these contributes to an
  /// aggregate follows from its prefix and these bits, so nothing else need be remembered, however
  /// many aggregates cover it.
  private static final int HAS_PATH = 1 << 4;

  private static final int ORIGIN_SHIFT = 5;
  private static final int EGP = 1;
  private static final int INCOMPLETE = 2;
  private static final int FROM_MASK = 0xf;
  private static final PathOrigin[] FROM = PathOrigin.values();

  /// Everything is counted.
  static final int WHOLE = Integer.MAX_VALUE;

  /// Where an aggregate stands.
  enum Stage {
    /// It has no route.
    IDLE,

    /// Its route is in the table, and not announced.
    ORIGINATED,

    /// Its route is announced.
    ACTIVE
  }

  Aggregate what;
  Stage stage = Stage.IDLE;

  /// Is to go: the configuration has it no longer.
  boolean gone;

  /// The rule by which contributors are hidden now, or null.
  @Nullable Aggregate hiding;

  /// The rule before a walk that tells readers of another one.
  @Nullable Aggregate hidBefore;

  /// Whether such a walk is under way or wanted.
  boolean turning;

  /// Whether the walk under way counts for it.
  boolean counts;

  /// Whether the walk under way tells readers of its other rule.
  boolean tells;

  /// Entries below this one are counted.
  int countedTo;

  /// The version at which its route, or what it stood for, was last given to readers.
  long shownAt;

  /// The same in the order of [io.munia.rib.decision.LocRib#openEveryPath].
  long shownInEvery;

  private int contributors;
  private int withPath;
  private int egp;
  private int incomplete;
  private int hideable;

  /// @param countedTo [#WHOLE] where the reader begins together with it
  Tally(Aggregate what, int countedTo) {
    this.what = what;
    this.countedTo = countedTo;
  }

  static PathOrigin from(int worth) {
    return FROM[(worth & FROM_MASK) - 1];
  }

  @SuppressWarnings("EnumOrdinal") // packed, and never stored for longer
  static int worth(PathOrigin from, boolean hasPath, int origin) {
    return from.ordinal() + 1 | (hasPath ? HAS_PATH : 0) | origin << ORIGIN_SHIFT;
  }

  /// Counts the routes that contribute by another rule from the first entry on.
  void recount(Aggregate next) {
    what = next;
    counts = false;
    countedTo = 1;
    contributors = 0;
    withPath = 0;
    egp = 0;
    incomplete = 0;
    hideable = 0;
  }

  /// A route of this worth comes (1) or goes (-1).
  void add(int by, int worth, long high, long low, int length) {
    PathOrigin from = from(worth);
    if (!what.takes(from, high, low, length)) {
      return;
    }
    contributors += by;
    withPath += (worth & HAS_PATH) != 0 ? by : 0;
    int origin = worth >>> ORIGIN_SHIFT;
    egp += origin == EGP ? by : 0;
    incomplete += origin >= INCOMPLETE ? by : 0;
    hideable += what.hides(from, high, low, length) ? by : 0;
  }

  boolean whole() {
    return countedTo == WHOLE;
  }

  int contributors() {
    return contributors;
  }

  int hideable() {
    return hideable;
  }

  /// Whether there is to be a route. One that is there stays until everything is counted.
  boolean wanted() {
    return !gone && (whole() ? contributors >= what.contributorsMin() : stage != Stage.IDLE);
  }

  boolean mayHide() {
    return !(what.suppress() instanceof Aggregate.Suppress.None);
  }

  /// The worst ORIGIN of all contributors ([RFC 4271
  /// §9.2.2.2](https://www.rfc-editor.org/rfc/rfc4271#section-9.2.2.2)), or the configured one.
  Origin origin() {
    return what.origin()
        .orElse(incomplete > 0 ? Origin.INCOMPLETE : egp > 0 ? Origin.EGP : Origin.IGP);
  }

  boolean atomic() {
    return switch (what.atomic()) {
      case AUTO -> withPath > 0;
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }
}
