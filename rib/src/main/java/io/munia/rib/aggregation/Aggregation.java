package io.munia.rib.aggregation;

import io.munia.net.Prefix;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.aggregate.AggregateReport;
import io.munia.rib.aggregation.Tally.Stage;
import io.munia.rib.decision.Cover;
import io.munia.rib.decision.LocRib;
import io.munia.rib.route.PathOrigin;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.ShortPages;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The aggregates of one family: a reader of the change list that counts contributors, originates
/// what has enough of them, and says which destinations are hidden.
///
/// **Counting.** Of each entry 16 bits are kept, what it counted as ([Tally]); a change takes the
/// old worth from all aggregates above the entry and adds the new one. Which aggregates those are
/// follows from the prefix ([Forest]). An aggregate that is added while others are there counts the
/// table by entry number, in slices; until a slice has passed an entry, changes of it are left for
/// the slice.
///
/// **Hiding** is asked by the exporters, never noted: a destination that comes while its aggregate
/// is announced is hidden at once, whether this reader has seen it or not. Its selected path
/// decides for all of its paths. When the answer turns, one walk in slices turns it entry by entry
/// and has readers look at those that it turned for, at the same moment: readers that stand at the
/// same place have been told the same. All aggregates that wait for a walk share the next one.
///
/// **Make before break.** An aggregate hides others only once the groups have read that it is
/// announced; it is withdrawn only once they have read that the others are back. So the two never
/// meet in one batch of a neighbour that keeps up. Owned by the RIB's loop.
final class Aggregation implements Cover {
  private static final int BATCH = 4096;

  private final LocRib rib;
  private final AttributePool attributes;
  private final Origination routes;
  private final Readers readers;
  private final Map<Prefix, Tally> tallies = new LinkedHashMap<>();
  private final Set<Tally> restless = new LinkedHashSet<>();

  /// Those that go on when neighbours have been told of something.
  private final Set<Tally> waiting = new LinkedHashSet<>();

  private final int[] entries = new int[BATCH];
  private Forest forest = Forest.EMPTY;
  private ShortPages counted = new ShortPages();

  /// 0 where there are no aggregates.
  private int marker;

  /// Where the walk under way stands, or 0.
  private int walkedTo;

  /// Whether another walk is to follow.
  private boolean walkWanted;

  /// Whether anything ever was hidden.
  private boolean hidden;

  /// Who hears of changes.
  interface Readers {
    /// Whether a group with a neighbour that takes more has not read up to this version.
    ///
    /// @param every the same where a group reads the order of [LocRib#openEveryPath]
    boolean behind(long version, long every);
  }

  Aggregation(LocRib rib, AttributePool attributes, Origination routes, Readers readers) {
    this.rib = rib;
    this.attributes = attributes;
    this.routes = routes;
    this.readers = readers;
    rib.coverBy(this);
  }

  /// Has these aggregates from now on, all of this family, and no others.
  void configure(List<Aggregate> wanted) {
    Set<Prefix> kept = new LinkedHashSet<>();
    for (Aggregate each : wanted) {
      kept.add(each.prefix());
      Tally tally = tallies.get(each.prefix());
      if (tally == null) {
        tallies.put(each.prefix(), new Tally(each, marker == 0 ? Tally.WHOLE : 1));
      } else {
        tally.gone = false;
        change(tally, each);
      }
    }
    for (Tally tally : tallies.values()) {
      tally.gone |= !kept.contains(tally.what.prefix());
      walkWanted |= !tally.whole();
      restless.add(tally);
    }
    forest = Forest.of(tallies.values());
    if (marker == 0 && !tallies.isEmpty()) {
      marker = rib.changes().openAtHead();
    }
  }

  private static void change(Tally tally, Aggregate next) {
    if (tally.what.countsLike(next)) {
      tally.what = next;
    } else {
      tally.recount(next);
    }
  }

  /// Reads on, walks on, and lets aggregates come and go; returns whether there is more to do at
  /// once.
  boolean serve(int changesMax, int entriesMax) {
    if (marker == 0) {
      return false;
    }
    int left = changesMax;
    while (left > 0 && !rib.changes().atTail(marker)) {
      int count = rib.changes().read(marker, 0, entries, Math.min(left, BATCH));
      for (int i = 0; i < count; i++) {
        changed(entries[i]);
      }
      left -= Math.max(1, count);
    }
    walk(entriesMax);
    if (waitsNoLonger()) {
      restless.addAll(waiting);
      waiting.clear();
    }
    if (rib.changes().atTail(marker)) {
      // Choices are made of a whole count; what they change is read at once.
      List.copyOf(restless).forEach(this::step);
    }
    return marker != 0
        && (walkedTo != 0 || walkWanted || !restless.isEmpty() || !rib.changes().atTail(marker));
  }

  /// Whether one that waits until neighbours have been told of something can go on.
  boolean waitsNoLonger() {
    for (Tally tally : waiting) {
      if (!isAwaited(tally)) {
        return true;
      }
    }
    return false;
  }

  /// Gives memory that is not used any longer back to the heap.
  void trim() {
    counted.trim();
  }

  /// Whether all that was heard is counted, and what follows from it is in the table.
  boolean settled() {
    return marker == 0
        || rib.changes().atTail(marker)
            && tallies.values().stream().allMatch(tally -> tally.whole() || tally.gone);
  }

  @Override
  public boolean hidesAny() {
    return hidden;
  }

  @Override
  public boolean hides(int entry, int path, boolean external) {
    if (!hidden) {
      return false;
    }
    PrefixTable table = rib.table();
    int selected = table.selected(entry);
    // Where nothing is selected, its last paths are about to be swept out.
    PathOrigin from = rib.paths().origin(selected != 0 ? selected : path);
    long high = table.high(entry);
    long low = table.low(entry);
    int length = table.length(entry);
    for (int at = forest.innermost(high, low, length); at >= 0; at = forest.above(at)) {
      Aggregate rule = rule(forest.tally(at), entry);
      if (rule != null
          && (external || rule.towards() == Aggregate.Towards.ALL)
          && rule.hides(from, high, low, length)) {
        return true;
      }
    }
    return false;
  }

  /// By what an entry may be hidden: where the rule turns, it turns for each entry at the moment in
  /// which its readers are told.
  private @Nullable Aggregate rule(Tally tally, int entry) {
    return tally.turning && !(tally.tells && entry < walkedTo) ? tally.hidBefore : tally.hiding;
  }

  // ---- counting

  private void changed(int entry) {
    PrefixTable table = rib.table();
    long high = table.high(entry);
    long low = table.low(entry);
    int length = table.length(entry);
    int own = forest.exactly(high, low, length);
    if (own >= 0) {
      restless.add(forest.tally(own));
    }
    int before = counted.get(entry);
    int now = worth(entry);
    if (before == now) {
      return;
    }
    int at = forest.innermost(high, low, length);
    counted.set(entry, now);
    for (; at >= 0; at = forest.above(at)) {
      Tally tally = forest.tally(at);
      if (entry >= tally.countedTo) {
        continue;
      }
      if (before != 0) {
        tally.add(-1, before, high, low, length);
      }
      if (now != 0) {
        tally.add(1, now, high, low, length);
      }
      restless.add(tally);
    }
  }

  private int worth(int entry) {
    int path = rib.table().selected(entry);
    if (path == 0 || rib.paths().origin(path) == PathOrigin.AGGREGATE) {
      return 0;
    }
    int set = rib.paths().attributes(path);
    return Tally.worth(
        rib.paths().origin(path), attributes.asPathLength(set) > 0, attributes.origin(set));
  }

  // ---- walking

  private void walk(int entriesMax) {
    if (walkedTo == 0 && !walkWanted) {
      return;
    }
    if (walkedTo == 0) {
      begin();
    }
    PrefixTable table = rib.table();
    int end = Math.min(table.end(), walkedTo + entriesMax);
    for (int entry = walkedTo; entry < end; entry++) {
      if (table.inUse(entry)) {
        walked(entry);
      }
    }
    boolean through = end >= table.end();
    walkedTo = through ? 0 : end;
    for (Tally tally : tallies.values()) {
      if (tally.counts) {
        tally.countedTo = through ? Tally.WHOLE : end;
      }
      if (through) {
        told(tally);
      }
    }
  }

  /// What comes up during a walk waits for the next one.
  private void begin() {
    walkWanted = false;
    walkedTo = 1;
    for (Tally tally : tallies.values()) {
      tally.counts = !tally.whole();
      tally.tells = tally.turning;
    }
  }

  private void walked(int entry) {
    PrefixTable table = rib.table();
    long high = table.high(entry);
    long low = table.low(entry);
    int length = table.length(entry);
    int worth = counted.get(entry);
    int path = table.selected(entry);
    boolean touched = false;
    for (int at = forest.innermost(high, low, length); at >= 0; at = forest.above(at)) {
      Tally tally = forest.tally(at);
      if (worth != 0 && tally.counts) {
        tally.add(1, worth, high, low, length);
      }
      touched |=
          path != 0 && tally.tells && turned(tally, rib.paths().origin(path), high, low, length);
    }
    if (touched) {
      rib.touch(entry);
    }
  }

  /// Whether the answer to some neighbour's exporter is another than before.
  private static boolean turned(Tally tally, PathOrigin from, long high, long low, int length) {
    Aggregate before = tally.hidBefore;
    Aggregate now = tally.hiding;
    boolean hidden = before != null && before.hides(from, high, low, length);
    boolean hides = now != null && now.hides(from, high, low, length);
    return hidden != hides
        || hidden && before != null && now != null && before.towards() != now.towards();
  }

  private void shown(Tally tally) {
    tally.shownAt = rib.changes().version();
    tally.shownInEvery = rib.everyPathVersion();
  }

  /// Whether readers have not come so far yet.
  private boolean isAwaited(Tally tally) {
    return readers.behind(tally.shownAt, tally.shownInEvery);
  }

  private void told(Tally tally) {
    if (tally.tells) {
      tally.turning = false;
      shown(tally);
    }
    if (tally.counts || tally.tells) {
      restless.add(tally);
    }
    tally.counts = false;
    tally.tells = false;
  }

  // ---- coming and going

  private void step(Tally tally) {
    restless.remove(tally);
    waiting.remove(tally);
    switch (tally.stage) {
      case IDLE -> {
        if (tally.wanted()) {
          routes.originate(tally);
          tally.stage = Stage.ORIGINATED;
        } else if (tally.gone) {
          forget(tally);
        }
      }
      case ORIGINATED -> {
        if (!tally.wanted()) {
          withdraw(tally);
        } else {
          routes.originate(tally);
          if (routes.stand(tally)) {
            tally.stage = Stage.ACTIVE;
            shown(tally);
            restless.add(tally);
          }
        }
      }
      case ACTIVE -> active(tally);
    }
  }

  private void active(Tally tally) {
    if (tally.turning) {
      return; // comes again when all are told
    }
    boolean stays = tally.wanted() && routes.stand(tally);
    Aggregate rule = stays && tally.mayHide() ? tally.what : null;
    if (stays) {
      routes.originate(tally);
    }
    if (hidesNobody(tally)) {
      hide(tally, null);
      tally.turning = false;
    } else if (!sameHiding(rule, tally.hiding)) {
      if (tally.hiding == null && isAwaited(tally)) {
        waiting.add(tally);
      } else {
        hide(tally, rule);
        restless.add(tally);
      }
      return;
    }
    if (stays) {
      return;
    }
    if (isAwaited(tally) && tally.contributors() > 0) {
      waiting.add(tally);
    } else if (tally.wanted()) {
      tally.stage = Stage.ORIGINATED;
    } else {
      withdraw(tally);
    }
  }

  private static boolean hidesNobody(Tally tally) {
    return tally.hiding != null
        && tally.whole()
        && tally.contributors() == 0
        && tally.hiding.countsLike(tally.what);
  }

  private static boolean sameHiding(@Nullable Aggregate a, @Nullable Aggregate b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    return a.countsLike(b) && a.towards() == b.towards();
  }

  private void hide(Tally tally, @Nullable Aggregate rule) {
    tally.hidBefore = tally.hiding;
    tally.hiding = rule;
    tally.turning = true;
    walkWanted = true;
    if (rule != null) {
      hidden = true;
    }
  }

  private void withdraw(Tally tally) {
    routes.withdraw(tally);
    tally.stage = Stage.IDLE;
    if (tally.gone) {
      forget(tally);
    }
  }

  private void forget(Tally tally) {
    tallies.remove(tally.what.prefix());
    restless.remove(tally);
    waiting.remove(tally);
    forest = Forest.of(tallies.values());
    if (tallies.isEmpty()) {
      rib.changes().close(marker);
      marker = 0;
      walkedTo = 0;
      walkWanted = false;
      counted = new ShortPages();
      hidden = false;
    }
  }

  // ---- for people

  /// Each of them as it is now.
  List<AggregateReport> report() {
    return tallies.values().stream()
        .map(tally ->
            new AggregateReport(
                tally.what.prefix(),
                AggregateReport.Kind.CONFIGURED,
                Standing.of(rib, tally),
                tally.contributors(),
                tally.what.contributorsMin(),
                tally.hiding == null ? 0 : tally.hideable()))
        .toList();
  }

  /// What the configuration says of the aggregate of this prefix, or null.
  @Nullable Aggregate configured(Prefix prefix) {
    Tally tally = tallies.get(prefix);
    return tally == null ? null : tally.what;
  }

  /// The innermost aggregate by which the entry's selected route is hidden, at least from other
  /// ASes, or null.
  @Nullable Prefix hiding(int entry) {
    PrefixTable table = rib.table();
    int path = table.selected(entry);
    if (path == 0) {
      return null;
    }
    long high = table.high(entry);
    long low = table.low(entry);
    int length = table.length(entry);
    for (int at = forest.innermost(high, low, length); at >= 0; at = forest.above(at)) {
      Aggregate rule = rule(forest.tally(at), entry);
      if (rule != null && rule.hides(rib.paths().origin(path), high, low, length)) {
        return rule.prefix();
      }
    }
    return null;
  }
}
