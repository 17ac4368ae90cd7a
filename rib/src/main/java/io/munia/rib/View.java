package io.munia.rib;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.bgp.codec.OpaqueSection;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.aggregate.AggregateReport;
import io.munia.rib.aggregation.Aggregations;
import io.munia.rib.decision.LocRib;
import io.munia.rib.decision.Step;
import io.munia.rib.out.Announcement;
import io.munia.rib.out.Member;
import io.munia.rib.out.UpdateGroup;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.PolicyHits;
import io.munia.rib.route.Multipath;
import io.munia.rib.route.Path;
import io.munia.rib.route.Route;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The packed tables as values. Explanations come from the evaluator that made the choice. Owned by
/// the RIB's loop.
final class View implements RibView {
  /// Most entries that one page looks at, whatever it finds.
  private static final int LOOKED_AT_MAX = 1 << 16;

  private final Tables tables;
  private final Function<String, @Nullable Neighbour> neighbours;
  private final int[] together = new int[Multipath.PATHS_MAX];
  private final Aggregations aggregations;

  private final Explainer explainer;
  private final Restarts restarts;
  private final Hits hits;

  View(
      Tables tables,
      Function<String, @Nullable Neighbour> neighbours,
      Function<Source, @Nullable Neighbour> bySource,
      Aggregations aggregations,
      Hits hits,
      Restarts restarts) {
    this.tables = tables;
    this.neighbours = neighbours;
    this.aggregations = aggregations;
    this.explainer = new Explainer(tables, neighbours, bySource, restarts);
    this.restarts = restarts;
    this.hits = hits;
  }

  @Override
  public int size(AddressFamily family) {
    LocRib rib = tables.ribIfThere(family);
    return rib == null ? 0 : rib.size();
  }

  @Override
  public Optional<Route> route(Prefix prefix) {
    LocRib rib = tables.rib(prefix.unicastFamily());
    int entry = find(rib, prefix);
    return entry == 0 || rib.table().firstPath(entry) == 0
        ? Optional.empty()
        : Optional.of(route(rib, entry));
  }

  @Override
  public Optional<Route> longestMatch(Prefix prefix) {
    for (int length = prefix.length(); length >= 0; length--) {
      Optional<Route> route = route(new Prefix(prefix.address(), length));
      if (route.isPresent()) {
        return route;
      }
    }
    return Optional.empty();
  }

  @Override
  public Page page(AddressFamily family, long position, int max) {
    PrefixTable table = tables.rib(family).table();
    return page(table, position, max, entry -> table.firstPath(entry) != 0);
  }

  private static Page page(PrefixTable table, long position, int max, IntPredicate wanted) {
    List<Prefix> prefixes = new ArrayList<>();
    int at = (int) Math.max(1, position);
    int end = (int) Math.min(table.end(), (long) at + LOOKED_AT_MAX);
    while (at < end && prefixes.size() < max) {
      if (table.inUse(at) && wanted.test(at)) {
        prefixes.add(table.prefix(at));
      }
      at++;
    }
    return new Page(prefixes, at < table.end() ? at : -1);
  }

  @Override
  public List<AggregateReport> aggregates() {
    return aggregations.report();
  }

  @Override
  public Page contributors(Prefix aggregate, long position, int max) {
    LocRib rib = tables.rib(aggregate.unicastFamily());
    return page(
        rib.table(), position, max, entry -> aggregations.contributes(rib, entry, aggregate));
  }

  @Override
  public Optional<Prefix> suppressedBy(Prefix prefix) {
    return Optional.ofNullable(aggregations.hiding(tables.rib(prefix.unicastFamily()), prefix));
  }

  @Override
  public Optional<Route> announced(String peer, Prefix prefix) {
    LocRib rib = tables.rib(prefix.unicastFamily());
    List<Path> paths = new ArrayList<>();
    announced(rib, find(rib, prefix), peer, (path, _, _, _) -> paths.add(path));
    return paths.isEmpty() ? Optional.empty() : Optional.of(new Route(prefix, paths));
  }

  /// Shows the paths of an entry, 0 being none, that a neighbour is told.
  void announced(LocRib rib, int entry, String peer, Shown shown) {
    Neighbour neighbour = neighbours.apply(peer);
    Member member = neighbour == null ? null : neighbour.member(rib.family());
    UpdateGroup group = neighbour == null ? null : neighbour.group(rib.family());
    if (entry == 0 || member == null || group == null) {
      return;
    }
    for (UpdateGroup.Sent sent : group.announced(member, entry)) {
      Announcement said = sent.announcement();
      shown.path(announced(rib, entry, sent), said.section(), said.from(), said.to());
    }
  }

  @Override
  public Optional<Route> learned(String peer, Prefix prefix, Stage stage) {
    LocRib rib = tables.rib(prefix.unicastFamily());
    int entry = find(rib, prefix);
    List<Path> learned = new ArrayList<>();
    if (entry != 0) {
      learned(rib, entry, peer, stage, (path, _, _, _) -> learned.add(path));
    }
    return learned.isEmpty() ? Optional.empty() : Optional.of(new Route(prefix, learned));
  }

  /// Shows the paths of an entry that a neighbour has told.
  void learned(LocRib rib, int entry, String peer, Stage stage, Shown shown) {
    PathStore paths = rib.paths();
    rib.decision().select(rib.table().firstPath(entry));
    for (int path = rib.table().firstPath(entry); path != 0; path = paths.next(path)) {
      if (!tables.sources.get(paths.source(path)).name().equals(peer)) {
        continue;
      }
      int received = paths.received(path);
      boolean best = path == rib.table().selected(entry);
      switch (stage) {
        case RECEIVED -> {
          int set = received != 0 ? received : paths.attributes(path);
          show(rib, path, set, best, false, shown);
        }
        case ACCEPTED -> {
          if (!paths.has(path, PathStore.REJECTED)) {
            show(rib, path, paths.attributes(path), best, false, shown);
          }
        }
      }
    }
  }

  @Override
  public Optional<Explanation> explain(Prefix prefix, String to) {
    LocRib rib = tables.rib(prefix.unicastFamily());
    int entry = find(rib, prefix);
    if (entry == 0 || rib.table().firstPath(entry) == 0) {
      return Optional.empty();
    }
    return Optional.of(explain(rib, entry, prefix.toString(), to));
  }

  @Override
  public Search explain(AddressFamily family, String destination, String to, long position) {
    LocRib rib = tables.ribIfThere(family);
    return rib == null || family.isUnicast()
        ? new Search(Optional.empty(), -1)
        : new OpaqueView(this, rib).explain(destination, to, position);
  }

  /// @param destination what an entry is shown as
  Explanation explain(LocRib rib, int entry, String destination, String to) {
    List<Path> paths = new ArrayList<>();
    paths(rib, entry, (path, _, _, _) -> paths.add(path));
    List<Explanation.Considered> considered = new ArrayList<>();
    int path = rib.table().firstPath(entry);
    for (Path shown : paths) {
      considered.add(explainer.path(rib, entry, path, shown));
      path = rib.paths().next(path);
    }
    return new Explanation(
        destination,
        considered,
        to.isEmpty() ? Optional.empty() : Optional.of(explainer.export(rib, entry, to)));
  }

  @Override
  public Optional<PolicyHits> importHits(Policy policy) {
    return hits.ofImports(policy);
  }

  @Override
  public Optional<PolicyHits> exportHits(Policy policy) {
    return hits.ofExports(policy);
  }

  @Override
  public List<StaleRoutes> stale(String peer) {
    return restarts.of(peer);
  }

  private Path announced(LocRib rib, int entry, UpdateGroup.Sent sent) {
    Announcement announcement = sent.announcement();
    return new Path(
        tables.sources.get(rib.paths().source(sent.path())).name(),
        rib.paths().origin(sent.path()),
        announcement.nextHop(),
        decode(announcement.section(), announcement.from(), announcement.to()),
        sent.path() == rib.table().selected(entry),
        false,
        "",
        "",
        0,
        Path.Freshness.FRESH);
  }

  private static int find(LocRib rib, Prefix prefix) {
    return rib.table().find(prefix.address().high(), prefix.address().low(), prefix.length());
  }

  private Route route(LocRib rib, int entry) {
    List<Path> paths = new ArrayList<>();
    paths(rib, entry, (path, _, _, _) -> paths.add(path));
    return new Route(rib.table().prefix(entry), paths);
  }

  /// Takes paths one by one.
  interface Shown {
    /// @param section holds the path's section at `[from, to)`, good during the call
    void path(Path path, byte[] section, int from, int to);
  }

  /// Shows all paths of an entry, the best first.
  void paths(LocRib rib, int entry, Shown shown) {
    PrefixTable table = rib.table();
    int count = rib.together(entry, together);
    rib.decision().select(table.firstPath(entry));
    for (int path = table.firstPath(entry); path != 0; path = rib.paths().next(path)) {
      boolean used = false;
      for (int i = 1; i < count; i++) {
        used |= together[i] == path;
      }
      int set = rib.paths().attributes(path);
      show(rib, path, set, path == table.selected(entry), used, shown);
    }
  }

  private void show(LocRib rib, int path, int set, boolean best, boolean used, Shown shown) {
    AttributePool pool = tables.attributes;
    shown.path(
        path(rib, rib.table(), path, set, best, used),
        pool.section(set),
        pool.from(set),
        pool.to(set));
  }

  private Path path(LocRib rib, PrefixTable table, int path, int set, boolean best, boolean used) {
    PathStore paths = rib.paths();
    int number = tables.attributes.nextHop(set);
    IpAddress nextHop = number == 0 ? null : tables.nextHops.get(number).address();
    Step step = best ? rib.decision().decidedAt() : rib.decision().lostAt(path);
    return new Path(
        tables.sources.get(paths.source(path)).name(),
        paths.origin(path),
        nextHop,
        decode(
            tables.attributes.section(set), tables.attributes.from(set), tables.attributes.to(set)),
        best,
        used,
        step == null || step == Step.ELIGIBLE ? "" : step.toString(),
        rib.decision().whyNot(path, table.family()),
        paths.weight(path),
        freshness(rib, path, set));
  }

  private Path.Freshness freshness(LocRib rib, int path, int set) {
    PathStore paths = rib.paths();
    Source source = tables.sources.get(paths.source(path));
    boolean kept = source.keeps(rib.family(), paths.generation(path));
    boolean marked = tables.attributes.has(set, AttributePool.LLGR_STALE);
    return marked || kept && source.keepsLong(rib.family())
        ? Path.Freshness.LLGR_STALE
        : kept ? Path.Freshness.STALE : Path.Freshness.FRESH;
  }

  private static PathAttributes decode(byte[] section, int from, int to) {
    return AttributesCodec.decode(section, OpaqueSection.attributesFrom(section, from, to), to);
  }

  @Override
  public OpaquePage opaque(AddressFamily family, Filter filter, long position, int max) {
    LocRib rib = tables.ribIfThere(family);
    return rib == null || family.isUnicast()
        ? new OpaquePage(List.of(), -1)
        : new OpaqueView(this, rib).page(filter, position, max);
  }
}
