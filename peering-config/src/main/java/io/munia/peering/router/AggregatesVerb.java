package io.munia.peering.router;

import io.munia.net.Prefix;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import io.munia.rib.RibView;
import io.munia.rib.aggregate.AggregateReport;
import io.munia.rib.route.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `aggregates`: all of them, or one with the routes that contribute to it, page by page. Tables
/// are asked in slices.
record AggregatesVerb(Router router) implements Verb {
  private static final Set<String> ARGUMENTS = Set.of("prefix", "limit", "after");
  private static final int SLICE = 512;
  private static final int LIMIT = 20;

  @Override
  public String name() {
    return "aggregates";
  }

  @Override
  public Access access() {
    return Access.READ;
  }

  @Override
  public boolean understands(String argument) {
    return ARGUMENTS.contains(argument);
  }

  @Override
  public Json.Obj answer(Map<String, String> args) throws VerbException, InterruptedException {
    List<AggregateReport> reports = TableVerbs.await(router.read(RibView::aggregates));
    String wanted = args.getOrDefault("prefix", "");
    List<Json> aggregates = new ArrayList<>();
    if (wanted.isEmpty()) {
      for (AggregateReport report : reports) {
        aggregates.add(json(report, contributors(report)).build());
      }
    } else {
      Prefix prefix = RoutesVerb.prefix(wanted);
      AggregateReport report =
          reports.stream()
              .filter(each -> each.prefix().equals(prefix))
              .findFirst()
              .orElseThrow(() ->
                  new VerbException(
                      VerbException.FAILED, "there is no aggregate with prefix " + wanted));
      aggregates.add(inFull(report, args));
    }
    return Json.object().put("aggregates", aggregates).build();
  }

  private Json inFull(AggregateReport report, Map<String, String> args)
      throws VerbException, InterruptedException {
    int limit = RoutesVerb.limit(args.getOrDefault("limit", Integer.toString(LIMIT)));
    String after = args.getOrDefault("after", "");
    Optional<Prefix> behind =
        after.isEmpty() ? Optional.empty() : Optional.of(RoutesVerb.prefix(after));
    NavigableSet<Prefix> first = new TreeSet<>();
    int counted = 0;
    boolean more = false;
    long position = 0;
    while (position >= 0) {
      RibView.Page page = page(report.prefix(), position);
      counted += page.prefixes().size();
      for (Prefix prefix : page.prefixes()) {
        if (behind.isEmpty() || prefix.compareTo(behind.get()) > 0) {
          first.add(prefix);
        }
        if (first.size() > limit) {
          first.pollLast();
          more = true;
        }
      }
      position = page.next();
    }
    List<Prefix> shown = List.copyOf(first);
    List<Json> contributing = new ArrayList<>();
    for (int i = 0; i < shown.size(); i += SLICE) {
      List<Prefix> part = shown.subList(i, Math.min(i + SLICE, shown.size()));
      contributing.addAll(
          TableVerbs.await(
              router.read(view ->
                  part.stream().flatMap(prefix -> contributor(view, prefix).stream()).toList())));
    }
    return json(report, counted).put("contributing", contributing).put("truncated", more).build();
  }

  private RibView.Page page(Prefix aggregate, long from)
      throws VerbException, InterruptedException {
    return TableVerbs.await(router.read(view -> view.contributors(aggregate, from, SLICE)));
  }

  /// Those of address management are counted when they are asked for.
  private int contributors(AggregateReport report) throws VerbException, InterruptedException {
    if (report.contributors() >= 0) {
      return report.contributors();
    }
    int counted = 0;
    long position = 0;
    while (position >= 0) {
      RibView.Page page = page(report.prefix(), position);
      counted += page.prefixes().size();
      position = page.next();
    }
    return counted;
  }

  private static Optional<Json> contributor(RibView view, Prefix prefix) {
    return view.route(prefix)
        .flatMap(route -> route.paths().stream().filter(Path::best).findFirst())
        .map(best ->
            Json.object()
                .put("prefix", prefix.toString())
                .put("from", best.peer())
                .put("origin", RoutesVerb.name(best.origin()))
                .put("suppressed-by", view.suppressedBy(prefix).map(Prefix::toString).orElse(""))
                .build());
  }

  private static Json.ObjBuilder json(AggregateReport report, int contributors) {
    return Json.object()
        .put("prefix", report.prefix().toString())
        .put("kind", report.kind().name().toLowerCase(Locale.ROOT))
        .put("state", report.state().toString())
        .put("contributors", contributors)
        .put("contributors-min", report.contributorsMin())
        .put("suppressed", report.hidden());
  }
}
