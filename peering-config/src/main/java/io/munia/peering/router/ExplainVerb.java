package io.munia.peering.router;

import io.munia.net.AddressFamily;
import io.munia.net.Prefix;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import io.munia.peering.text.PolicyText;
import io.munia.rib.Explanation;
import io.munia.rib.Explanation.Considered;
import io.munia.rib.RibView;
import io.munia.rib.policy.PolicyTrace;
import io.munia.rib.route.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `explain`: of one destination, what import policy made of each path and where it lost; with `to`
/// what that neighbour is told, and why not.
record ExplainVerb(Router router) implements Verb {
  private static final Set<String> ARGUMENTS = Set.of("prefix", "family", "from", "to");

  @Override
  public String name() {
    return "explain";
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
    String from = TableVerbs.neighbour(router, args.getOrDefault("from", ""));
    String to = TableVerbs.neighbour(router, args.getOrDefault("to", ""));
    String destination = args.getOrDefault("prefix", "");
    Optional<AddressFamily> family =
        AddressFamily.named(args.getOrDefault("family", "")).filter(named -> !named.isUnicast());
    if (family.isPresent()) {
      return json(opaque(family.get(), destination, to), from);
    }
    Prefix wanted = RoutesVerb.prefix(destination);
    Optional<Explanation> explanation =
        TableVerbs.await(router.read(view -> explanation(view, wanted, to)));
    return json(explanation.orElseThrow(() -> missing(wanted.toString())), from);
  }

  private static VerbException missing(String wanted) {
    return new VerbException(VerbException.FAILED, "there is no route to " + wanted);
  }

  /// Of a destination that is no prefix, looked for in slices.
  private Explanation opaque(AddressFamily family, String destination, String to)
      throws VerbException, InterruptedException {
    long position = 0;
    while (position >= 0) {
      long from = position;
      RibView.Search search =
          TableVerbs.await(router.read(view -> view.explain(family, destination, to, from)));
      if (search.found().isPresent()) {
        return search.found().get();
      }
      position = search.next();
    }
    throw missing(destination);
  }

  /// Of exactly this prefix, else of what covers it.
  private static Optional<Explanation> explanation(RibView view, Prefix wanted, String to) {
    return view.explain(wanted, to)
        .or(() -> view.longestMatch(wanted).map(Route::prefix).flatMap(p -> view.explain(p, to)));
  }

  private static Json.Obj json(Explanation explanation, String from) {
    Json.ObjBuilder json = Json.object().put("prefix", explanation.destination());
    json.put(
        "paths",
        explanation.paths().stream()
            .filter(path -> from.isEmpty() || path.path().peer().equals(from))
            .map(ExplainVerb::json)
            .toList());
    explanation
        .export()
        .ifPresent(export -> {
          Json.ObjBuilder told =
              Json.object()
                  .put("peer", export.peer())
                  .put("announced", export.announced())
                  .put("why", export.why());
          export.policy().ifPresent(trace -> told.put("policy", json(trace)));
          json.put("export", told.build());
        });
    return json.build();
  }

  private static Json.Obj json(Considered path) {
    Json.ObjBuilder json = Json.object();
    RoutesVerb.json(path.path()).members().forEach(json::put);
    json.put("kept", path.kept());
    path.comparison()
        .ifPresent(
            comparison -> json.put("own", comparison.own()).put("other", comparison.other()));
    path.imported().ifPresent(trace -> json.put("import", json(trace)));
    return json.build();
  }

  private static Json.Obj json(PolicyTrace trace) {
    return Json.object()
        .put("policy", trace.policy())
        .put("accepted", trace.accepted())
        .put("decided-by", trace.decidedBy())
        .put(
            "changes",
            trace.accepted()
                ? trace.changes().stream().map(c -> Json.text(PolicyText.change(c))).toList()
                : List.of())
        .put("asked", trace.asked().stream().map(ExplainVerb::json).toList())
        .build();
  }

  private static Json json(PolicyTrace.Asked asked) {
    Json.ObjBuilder json =
        Json.object()
            .put("rule", asked.rule())
            .put("then", PolicyText.action(asked.then()))
            .put("matched", asked.matched());
    var failed = asked.failed();
    if (failed != null) {
      json.put("failed", PolicyText.match(failed)).put("found", asked.found());
    }
    return json.build();
  }
}
