package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.rib.Explanation.Comparison;
import io.munia.rib.Explanation.Considered;
import io.munia.rib.Explanation.Export;
import io.munia.rib.decision.LocRib;
import io.munia.rib.decision.Operands;
import io.munia.rib.decision.Step;
import io.munia.rib.out.Member;
import io.munia.rib.out.Suppression;
import io.munia.rib.out.UpdateGroup;
import io.munia.rib.policy.PolicyTrace;
import io.munia.rib.route.Path;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.Source;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Has what made a choice explain it. Owned by the RIB's loop.
final class Explainer {
  private final Tables tables;
  private final Function<String, @Nullable Neighbour> neighbours;
  private final Function<Source, @Nullable Neighbour> bySource;
  private final Restarts restarts;

  /// @param neighbours those that are there
  /// @param bySource the same, and those that were lost
  Explainer(
      Tables tables,
      Function<String, @Nullable Neighbour> neighbours,
      Function<Source, @Nullable Neighbour> bySource,
      Restarts restarts) {
    this.tables = tables;
    this.neighbours = neighbours;
    this.bySource = bySource;
    this.restarts = restarts;
  }

  /// @param shown the path as a value
  Considered path(LocRib rib, int entry, int path, Path shown) {
    PrefixTable table = rib.table();
    int best = table.selected(entry);
    Step step = path == best ? rib.decision().decidedAt() : rib.decision().lostAt(path);
    Optional<Comparison> comparison =
        step == null || step == Step.ELIGIBLE || best == 0
            ? Optional.empty()
            : Optional.of(comparison(rib, entry, step, path, best));
    return new Considered(shown, comparison, imported(rib, entry, path), kept(rib, path));
  }

  private String kept(LocRib rib, int path) {
    Source source = tables.sources.get(rib.paths().source(path));
    if (!source.keeps(rib.family(), rib.paths().generation(path))) {
      return "";
    }
    return restarts.of(source.name()).stream()
        .filter(routes -> routes.family() == rib.family())
        .map(StaleRoutes::sentence)
        .findFirst()
        .orElse("");
  }

  private Comparison comparison(LocRib rib, int entry, Step step, int path, int best) {
    PathStore paths = rib.paths();
    Operands operands = new Operands(paths, tables.attributes, tables.nextHops, tables.sources);
    int first = rib.table().firstPath(entry);
    int other = path == best ? runnerUp(rib, first, best, step) : path;
    int rival = path == best ? other : winner(rib, step, path, best, first);
    return new Comparison(step.toString(), operands.of(step, path), operands.of(step, rival));
  }

  /// The path that one lost to at this step: one of the same neighbour AS that stayed where MED
  /// decided, else the best.
  private static int winner(LocRib rib, Step step, int path, int best, int first) {
    for (int it = first; it != 0 && step == Step.MED; it = rib.paths().next(it)) {
      Step lost = rib.decision().lostAt(it);
      if ((lost == null || lost.compareTo(step) > 0) && rib.decision().sameNeighbourAs(it, path)) {
        return it;
      }
    }
    return best;
  }

  /// A path that lost at the step that decided.
  private static int runnerUp(LocRib rib, int first, int best, Step step) {
    int found = best;
    for (int path = first; path != 0; path = rib.paths().next(path)) {
      if (path != best && rib.decision().lostAt(path) == step) {
        found = path;
      }
    }
    return found;
  }

  private Optional<PolicyTrace> imported(LocRib rib, int entry, int path) {
    PathStore paths = rib.paths();
    Source source = tables.sources.get(paths.source(path));
    Neighbour neighbour = bySource.apply(source);
    if (neighbour == null) {
      return Optional.empty();
    }
    int kept = paths.received(path);
    PrefixTable table = rib.table();
    return Optional.of(
        neighbour.importer.trace(
            rib.family(),
            kept != 0 ? kept : paths.attributes(path),
            table.high(entry),
            table.low(entry),
            table.length(entry)));
  }

  /// What is sent to this neighbour of an entry, and why not.
  Export export(LocRib rib, int entry, String to) {
    AddressFamily family = rib.family();
    Neighbour neighbour = neighbours.apply(to);
    UpdateGroup group = neighbour == null ? null : neighbour.group(family);
    Member member = neighbour == null ? null : neighbour.member(family);
    if (neighbour == null || group == null || member == null) {
      String why = neighbour == null ? "the session is not established" : "it carries no " + family;
      return new Export(to, false, why, Optional.empty());
    }
    int best = rib.table().selected(entry);
    if (best == 0) {
      return new Export(to, false, Suppression.NOTHING_SELECTED.toString(), Optional.empty());
    }
    if (rib.paths().source(best) == neighbour.source.index() && !group.sends(member, entry)) {
      return new Export(to, false, "it was learned from there", Optional.empty());
    }
    Suppression why = group.why(member, entry);
    boolean asked =
        why == Suppression.NONE
            || why == Suppression.REJECTED
            || why == Suppression.NO_USABLE_NEXT_HOP;
    return new Export(
        to,
        why == Suppression.NONE,
        why == Suppression.NONE ? "" : why.toString(),
        asked ? Optional.of(group.trace(member, entry)) : Optional.empty());
  }
}
