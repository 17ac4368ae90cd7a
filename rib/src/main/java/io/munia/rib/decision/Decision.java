package io.munia.rib.decision;

import io.munia.net.AddressFamily;
import io.munia.rib.route.Multipath;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.Source;
import io.munia.rib.table.Sources;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The decision process over packed paths. One rule for each [Step], [#compare], serves the hot
/// path and the explanation alike.
///
/// **Why a set and not a chain of duels.** MED compares paths of one neighbour AS alone, so
/// "better" between two paths is not transitive, and whoever fights duels in order of arrival picks
/// by order of arrival. [#select] drops from the whole set, step by step; the result depends on the
/// set and on nothing else. Where no path of the entry ever had a MED, the steps are a plain order
/// and one [#duel] against the selected path says the same. Owned by the RIB's loop.
public final class Decision {
  private static final Step[] STEPS = Step.values();
  private static final int MED_STEP = List.of(STEPS).indexOf(Step.MED);
  private static final int CANDIDATES = 16;

  private final PathStore paths;
  private final AttributePool attributes;
  private final NextHopTable nextHops;
  private final Sources sources;
  private final Gate gate;
  private int[] candidates = new int[CANDIDATES];
  private Step[] lostAt = new Step[CANDIDATES];
  private int[] gone = new int[CANDIDATES];
  private int goneCount;
  private long[] meds = new long[CANDIDATES];
  private boolean hopsTurn;

  /// Whether routes that wait for their discard may have it by now.
  public interface Gate {
    boolean discardsAllowed();
  }

  public Decision(
      PathStore paths,
      AttributePool attributes,
      NextHopTable nextHops,
      Sources sources,
      Gate gate) {
    this.paths = paths;
    this.attributes = attributes;
    this.nextHops = nextHops;
    this.sources = sources;
    this.gate = gate;
  }

  /// While costs to next hops have changed and not every entry has been looked at since, what is
  /// selected need not be the best: a choice is then made of all paths.
  public void setHopsTurn(boolean turn) {
    hopsTurn = turn;
  }

  /// Whether what is selected is still the best of those that were there.
  boolean stands(int selected) {
    return !hopsTurn && eligible(selected);
  }

  /// Whether a path may be chosen at all.
  public boolean eligible(int path) {
    return usable(path) && sources.get(paths.source(path)).alive();
  }

  /// The same but for whether its session still stands: what is announced of a session that is over
  /// goes when its paths are swept out, as what is selected does.
  public boolean usable(int path) {
    return !paths.has(path, PathStore.NOT_ACCEPTED | PathStore.OWN_NEXT_HOP)
        && nextHops.get(attributes.nextHop(paths.attributes(path))).reachable()
        && (!paths.has(path, PathStore.AFTER_DISCARD) || gate.discardsAllowed());
  }

  /// The best of the paths that begin with `first`, or 0 where none is eligible. [#lostAt] then
  /// tells about the others.
  public int select(int first) {
    int count = 0;
    goneCount = 0;
    for (int path = first; path != 0; path = paths.next(path)) {
      if (eligible(path)) {
        if (count == candidates.length) {
          candidates = Arrays.copyOf(candidates, 2 * count);
        }
        candidates[count++] = path;
      } else {
        lost(path, Step.ELIGIBLE);
      }
    }
    return reduce(count) == 0 ? 0 : candidates[0];
  }

  /// Drops candidates step by step until one is left.
  private int reduce(int of) {
    int count = of;
    for (int i = 1; i < STEPS.length && count > 1; i++) {
      count = STEPS[i] == Step.MED ? keepLowestMeds(count) : keepBest(STEPS[i], count);
    }
    return count;
  }

  /// Which of `of[0, count)`, at least one, is the best: its place there.
  ///
  /// @param med whether a path of the entry may have a MED
  public int best(int[] of, int count, boolean med) {
    int at = 0;
    if (!med) {
      for (int i = 1; i < count; i++) {
        at = duel(of[i], of[at]) < 0 ? i : at;
      }
      return at;
    }
    if (candidates.length < count) {
      candidates = new int[of.length];
    }
    System.arraycopy(of, 0, candidates, 0, count);
    goneCount = 0;
    reduce(count);
    while (of[at] != candidates[0]) {
      at++;
    }
    return at;
  }

  /// The paths that are used together, of those that begin with `first`: the selected one, then
  /// what equals it up to and including the cost to the next hop, in the order of the steps behind
  /// that, each with a next hop that none before it has.
  ///
  /// @param into takes them, [Multipath#PATHS_MAX] at most
  /// @return how many there are
  public int together(int first, int selected, Multipath how, int[] into) {
    into[0] = selected;
    int most = local(selected) ? 1 : internal(selected) ? how.ibgp() : how.ebgp();
    if (most == 1) {
      return 1;
    }
    int equal = equals(first);
    int count = 1;
    boolean still = false;
    for (int i = 0; i < equal; i++) {
      still |= candidates[i] == selected;
    }
    while (still && equal > 0 && count < most) {
      int at = 0;
      for (int i = 1; i < equal; i++) {
        at = duel(candidates[i], candidates[at]) < 0 ? i : at;
      }
      int path = candidates[at];
      candidates[at] = candidates[--equal];
      if (alike(path, selected, how.asPathRelax()) && !sharesNextHop(path, into, count)) {
        into[count++] = path;
      }
    }
    return count;
  }

  /// Leaves as candidates what no step up to the cost to the next hop tells from the best.
  private int equals(int first) {
    int count = 0;
    goneCount = 0;
    for (int path = first; path != 0; path = paths.next(path)) {
      if (eligible(path)) {
        if (count == candidates.length) {
          candidates = Arrays.copyOf(candidates, 2 * count);
        }
        candidates[count++] = path;
      }
    }
    for (int i = 1; STEPS[i] != Step.ROUTER_ID && count > 1; i++) {
      count = STEPS[i] == Step.MED ? keepLowestMeds(count) : keepBest(STEPS[i], count);
    }
    return count;
  }

  private boolean alike(int path, int selected, boolean relax) {
    return path != selected
        && (relax || attributes.sameAsPath(paths.attributes(path), paths.attributes(selected)));
  }

  private boolean sharesNextHop(int path, int[] with, int count) {
    int nextHop = attributes.nextHop(paths.attributes(path));
    for (int i = 0; i < count; i++) {
      if (attributes.nextHop(paths.attributes(with[i])) == nextHop) {
        return true;
      }
    }
    return false;
  }

  /// At which step this path lost in the last [#select]; null for the winner.
  public @Nullable Step lostAt(int path) {
    for (int i = 0; i < goneCount; i++) {
      if (gone[i] == path) {
        return lostAt[i];
      }
    }
    return null;
  }

  /// The step that decided the last [#select]: at which the runner-up lost; null where there was
  /// one candidate at most.
  public @Nullable Step decidedAt() {
    return goneCount == 0 || lostAt[goneCount - 1] == Step.ELIGIBLE ? null : lostAt[goneCount - 1];
  }

  /// Compares two eligible paths by all steps but MED: negative where `a` is better. The same as
  /// [#select] as long as no path of the entry ever had a MED.
  int duel(int a, int b) {
    for (int i = 1; i < STEPS.length; i++) {
      int order = STEPS[i] == Step.MED ? 0 : compare(STEPS[i], a, b);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /// How a path that has just come to an entry does against the selected one, where paths of that
  /// entry have a MED. Nobody else can become the best by its coming unless it drops the selected
  /// path, or is dropped itself, by its MED.
  ///
  /// @return negative where it is the best now, positive where the selected one stays, 0 where the
  ///   whole set has to be asked
  int challenge(int challenger, int selected) {
    for (int i = 1; i < MED_STEP; i++) {
      int order = compare(STEPS[i], challenger, selected);
      if (order != 0) {
        return order;
      }
    }
    boolean rivals = sameNeighbourAs(challenger, selected);
    int byMed = compare(Step.MED, challenger, selected);
    if (rivals && byMed != 0) {
      return Math.max(0, byMed);
    }
    for (int i = MED_STEP + 1; i < STEPS.length; i++) {
      int order = compare(STEPS[i], challenger, selected);
      if (order != 0) {
        return rivals ? order : Math.max(0, order);
      }
    }
    return 0;
  }

  /// Whether MED tells these two apart.
  public boolean sameNeighbourAs(int a, int b) {
    return attributes.neighbourAs(paths.attributes(a))
        == attributes.neighbourAs(paths.attributes(b));
  }

  /// Negative where `a` is better at this step, 0 where the step does not tell them apart.
  int compare(Step step, int a, int b) {
    int setA = paths.attributes(a);
    int setB = paths.attributes(b);
    return switch (step) {
      case ELIGIBLE -> Boolean.compare(eligible(b), eligible(a));
      case NOT_LLGR_STALE ->
          Boolean.compare(
              attributes.has(setA, AttributePool.LLGR_STALE),
              attributes.has(setB, AttributePool.LLGR_STALE));
      case WEIGHT -> Integer.compare(paths.weight(b), paths.weight(a));
      case LOCAL_PREF ->
          Integer.compareUnsigned(attributes.localPref(setB), attributes.localPref(setA));
      case AIGP -> compareAigp(setA, setB);
      case LOCALLY_ORIGINATED -> Boolean.compare(local(b), local(a));
      case AS_PATH_LENGTH ->
          Integer.compare(attributes.asPathLength(setA), attributes.asPathLength(setB));
      case ORIGIN -> Integer.compare(attributes.origin(setA), attributes.origin(setB));
      case MED -> Integer.compareUnsigned(attributes.med(setA), attributes.med(setB));
      case EBGP_OVER_IBGP -> Boolean.compare(internal(a), internal(b));
      case IGP_COST -> Integer.compareUnsigned(cost(setA), cost(setB));
      case ROUTER_ID -> Integer.compareUnsigned(routerId(a), routerId(b));
      case CLUSTER_LIST_LENGTH ->
          Integer.compare(attributes.clusterListLength(setA), attributes.clusterListLength(setB));
      case PEER_ADDRESS -> comparePeers(source(a), source(b));
      case PATH_ID -> Integer.compareUnsigned(paths.pathId(a), paths.pathId(b));
    };
  }

  private int keepBest(Step step, int count) {
    int best = candidates[0];
    for (int i = 1; i < count; i++) {
      if (compare(step, candidates[i], best) < 0) {
        best = candidates[i];
      }
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int path = candidates[i];
      if (compare(step, path, best) == 0) {
        candidates[kept++] = path;
      } else {
        lost(path, step);
      }
    }
    return kept;
  }

  /// Drops every path with a higher MED than another of the same neighbour AS. Sorted by AS and
  /// MED, the first of each AS is the lowest.
  private int keepLowestMeds(int count) {
    if (meds.length < count) {
      meds = new long[candidates.length];
    }
    boolean alike = true;
    for (int i = 0; i < count; i++) {
      int set = paths.attributes(candidates[i]);
      meds[i] = medKey(set);
      alike &= (int) meds[i] == (int) meds[0];
    }
    if (alike) {
      return count;
    }
    Arrays.sort(meds, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int path = candidates[i];
      long key = medKey(paths.attributes(path));
      int at = Arrays.binarySearch(meds, 0, count, key & ~0xffff_ffffL);
      long lowest = meds[at < 0 ? -at - 1 : at];
      if (lowest == key) {
        candidates[kept++] = path;
      } else {
        lost(path, Step.MED);
      }
    }
    return kept;
  }

  /// Neighbour AS above MED: the order of longs puts paths of one AS together, the lowest MED
  /// first.
  private long medKey(int set) {
    return (long) attributes.neighbourAs(set) << 32 | attributes.med(set) & 0xffff_ffffL;
  }

  private void lost(int path, Step step) {
    if (goneCount == gone.length) {
      gone = Arrays.copyOf(gone, 2 * goneCount);
      lostAt = Arrays.copyOf(lostAt, 2 * goneCount);
    }
    gone[goneCount] = path;
    lostAt[goneCount++] = step;
  }

  private int compareAigp(int setA, int setB) {
    boolean hasA = attributes.has(setA, AttributePool.HAS_AIGP);
    boolean hasB = attributes.has(setB, AttributePool.HAS_AIGP);
    if (!hasA || !hasB) {
      return Boolean.compare(hasB, hasA);
    }
    return Long.compareUnsigned(aigpTotal(setA), aigpTotal(setB));
  }

  /// AIGP plus the cost to the next hop, at most the highest there is.
  private long aigpTotal(int set) {
    long metric = attributes.aigp(set);
    long total = metric + Integer.toUnsignedLong(cost(set));
    return Long.compareUnsigned(total, metric) < 0 ? -1L : total;
  }

  private int cost(int set) {
    return nextHops.get(attributes.nextHop(set)).cost();
  }

  private int routerId(int path) {
    int originator = attributes.originator(paths.attributes(path));
    return originator != 0 ? originator : source(path).routerId();
  }

  private boolean local(int path) {
    return source(path).kind() == Source.Kind.LOCAL;
  }

  /// What comes from another member of our confederation is internal to it ([RFC 5065
  /// §5.3](https://www.rfc-editor.org/rfc/rfc5065#section-5.3)).
  private boolean internal(int path) {
    Source.Kind kind = source(path).kind();
    return kind == Source.Kind.IBGP
        || kind == Source.Kind.CLIENT
        || kind == Source.Kind.CONFEDERATION;
  }

  private Source source(int path) {
    return sources.get(paths.source(path));
  }

  private static int comparePeers(Source a, Source b) {
    int byAddress = a.address().compareTo(b.address());
    return byAddress != 0 ? byAddress : a.name().compareTo(b.name());
  }

  /// Why a path of this family may not be chosen; empty where it may.
  public String whyNot(int path, AddressFamily family) {
    Source source = source(path);
    NextHopTable.NextHop nextHop = nextHops.get(attributes.nextHop(paths.attributes(path)));
    if (!source.alive()) {
      return "the session is over";
    }
    if (paths.has(path, PathStore.REJECTED)) {
      return "rejected by policy " + source.importPolicy();
    }
    if (paths.has(path, PathStore.LOOPED)) {
      return "a loop: this speaker's own AS, router id or cluster is in the path";
    }
    if (paths.has(path, PathStore.LEAKED)) {
      return "a route leak: ONLY_TO_CUSTOMER says that this neighbour should not have told it";
    }
    if (paths.has(path, PathStore.OWN_NEXT_HOP)) {
      return "its next hop is this speaker";
    }
    if (!nextHop.reachable()) {
      return "next hop " + nextHop.address() + ": " + nextHop.why();
    }
    if (paths.has(path, PathStore.AFTER_DISCARD) && !gate.discardsAllowed()) {
      return "waits until a neighbour's initial "
          + family
          + " routes are in: its discard could swallow them";
    }
    return "";
  }
}
