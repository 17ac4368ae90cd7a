package io.munia.peering.router;

import io.munia.bgp.attribute.CommunityNames;
import io.munia.bgp.codec.AttributeText;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import io.munia.rib.RibView;
import io.munia.rib.route.Path;
import io.munia.rib.route.PathOrigin;
import io.munia.rib.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `routes`: one destination, or a table page by page: in the order of prefixes, for which every
/// page looks at the whole table, or with a cursor as they lie there. The table is asked in slices,
/// so that the loop is never held longer than one of them takes; of what was seen only the page is
/// kept.
record RoutesVerb(Router router) implements Verb {
  private static final Set<String> ARGUMENTS =
      Set.of("prefix", "family", "in", "accepted", "out", "limit", "after", "cursor");

  /// The cursor before the first page.
  static final String START = "start";

  /// Prefixes that one visit of the loop looks at.
  private static final int SLICE = 512;

  private static final int LIMIT = 1000;
  private static final int LIMIT_MAX = 20_000;

  @Override
  public String name() {
    return "routes";
  }

  @Override
  public Access access() {
    return Access.READ;
  }

  @Override
  public boolean understands(String argument) {
    return ARGUMENTS.contains(argument);
  }

  /// @param in only what this neighbour says, where not empty
  /// @param stage before or after import policy
  /// @param out only what this neighbour is told, where not empty
  private record Question(
      String in, RibView.Stage stage, String out, int limit, Optional<Prefix> after) {
    RibView.Filter filter() {
      if (!out.isEmpty()) {
        return new RibView.Filter.Announced(out);
      }
      return in.isEmpty() ? new RibView.Filter.All() : new RibView.Filter.Learned(in, stage);
    }

    boolean wants(Prefix prefix) {
      return after.isEmpty() || prefix.compareTo(after.get()) > 0;
    }

    /// The route as the question sees it, or nothing.
    Optional<Route> of(RibView view, Prefix prefix) {
      if (!out.isEmpty()) {
        return view.announced(out, prefix);
      }
      return in.isEmpty() ? view.route(prefix) : view.learned(in, prefix, stage);
    }

    /// The route itself, or else what covers it as closely as can be: of this neighbour, where one
    /// is asked about.
    Optional<Route> longestMatch(RibView view, Prefix wanted) {
      for (int length = wanted.length(); length >= 0; length--) {
        Optional<Route> found = of(view, new Prefix(wanted.address(), length));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
  }

  @Override
  public Json.Obj answer(Map<String, String> args) throws VerbException, InterruptedException {
    Question question =
        new Question(
            neighbour(args.getOrDefault("in", "")),
            stage(args),
            neighbour(args.getOrDefault("out", "")),
            limit(args.getOrDefault("limit", "")),
            args.containsKey("after")
                ? Optional.of(prefix(args.getOrDefault("after", "")))
                : Optional.empty());
    String wanted = args.getOrDefault("prefix", "");
    if (!wanted.isEmpty()) {
      return one(question, prefix(wanted));
    }
    List<AddressFamily> families = families(args.getOrDefault("family", ""));
    if (!families.getFirst().isUnicast()) {
      return new OpaqueRoutes(router, families.getFirst()).answer(args, question.filter());
    }
    if (args.containsKey("cursor")) {
      return asTheyLie(question, families, Cursor.parse(args.getOrDefault("cursor", "")));
    }
    List<Json> routes = new ArrayList<>();
    boolean truncated = false;
    for (AddressFamily family : families) {
      truncated |= table(question, family, routes);
    }
    return Json.object().put("routes", routes).put("truncated", truncated).build();
  }

  private String neighbour(String wanted) throws VerbException, InterruptedException {
    return TableVerbs.neighbour(router, wanted);
  }

  private static RibView.Stage stage(Map<String, String> args) throws VerbException {
    if (!args.containsKey("accepted")) {
      return RibView.Stage.RECEIVED;
    }
    if (args.getOrDefault("in", "").isEmpty()) {
      throw new VerbException(
          VerbException.USAGE, "accepted: asks about what a neighbour says; in = PEER would do");
    }
    return RibView.Stage.ACCEPTED;
  }

  private Json.Obj one(Question question, Prefix wanted)
      throws VerbException, InterruptedException {
    List<Json> routes =
        TableVerbs.await(
            router.read(view ->
                question
                    .longestMatch(view, wanted)
                    .map(found -> List.of(inFull(view, found)))
                    .orElse(List.of())));
    return Json.object().put("routes", routes).put("truncated", false).build();
  }

  /// Where a page ended: a destination keeps its place while it is there.
  ///
  /// @param family of those asked about, by its place among them
  private record Cursor(int family, long position) {
    static Cursor parse(String text) throws VerbException {
      String[] parts = text.split(":", -1);
      try {
        if (text.equals(START)) {
          return new Cursor(0, 0);
        }
        if (parts.length == 2) {
          return new Cursor(Integer.parseUnsignedInt(parts[0]), Long.parseUnsignedLong(parts[1]));
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new VerbException(
          VerbException.USAGE,
          "cursor: found '" + text + "'; " + START + ", or the cursor of an answer would do");
    }

    @Override
    public String toString() {
      return family + ":" + position;
    }
  }

  private Json.Obj asTheyLie(Question question, List<AddressFamily> families, Cursor from)
      throws VerbException, InterruptedException {
    List<Json> routes = new ArrayList<>();
    Cursor at = from;
    while (at.family() < families.size() && routes.size() < question.limit()) {
      AddressFamily family = families.get(at.family());
      long position = at.position();
      int room = Math.min(SLICE, question.limit() - routes.size());
      RibView.Page page =
          TableVerbs.await(
              router.read(view -> {
                RibView.Page slice = view.page(family, position, room);
                slice.prefixes().stream()
                    .filter(question::wants)
                    .flatMap(prefix -> question.of(view, prefix).stream())
                    .map(RoutesVerb::json)
                    .forEach(routes::add);
                return slice;
              }));
      at = page.next() < 0 ? new Cursor(at.family() + 1, 0) : new Cursor(at.family(), page.next());
    }
    Json.ObjBuilder answer = Json.object().put("routes", routes);
    boolean more = at.family() < families.size();
    if (more) {
      answer.put("cursor", at.toString());
    }
    return answer.put("truncated", more).build();
  }

  /// Adds the first prefixes of the table that the question wants; whether there are more.
  private boolean table(Question question, AddressFamily family, List<Json> routes)
      throws VerbException, InterruptedException {
    int room = question.limit() - routes.size();
    NavigableSet<Prefix> first = new TreeSet<>();
    boolean more = false;
    long position = 0;
    while (position >= 0) {
      long from = position;
      RibView.Page page =
          TableVerbs.await(router.read(view -> slice(view, family, from, question)));
      for (Prefix prefix : page.prefixes()) {
        if (first.size() < room) {
          first.add(prefix);
        } else {
          more = true;
          if (room > 0 && prefix.compareTo(first.last()) < 0) {
            first.add(prefix);
            first.pollLast();
          }
        }
      }
      position = page.next();
    }
    List<Prefix> prefixes = List.copyOf(first);
    for (int i = 0; i < prefixes.size(); i += SLICE) {
      List<Prefix> part = prefixes.subList(i, Math.min(i + SLICE, prefixes.size()));
      routes.addAll(
          TableVerbs.await(
              router.read(view ->
                  part.stream()
                      .flatMap(prefix -> question.of(view, prefix).stream())
                      .map(RoutesVerb::json)
                      .toList())));
    }
    return more;
  }

  private static RibView.Page slice(
      RibView view, AddressFamily family, long position, Question question) {
    RibView.Page page = view.page(family, position, SLICE);
    boolean everyRoute = question.in().isEmpty() && question.out().isEmpty();
    return new RibView.Page(
        page.prefixes().stream()
            .filter(question::wants)
            .filter(prefix -> everyRoute || question.of(view, prefix).isPresent())
            .toList(),
        page.next());
  }

  private static Json json(Route route) {
    return object(route).build();
  }

  private static Json inFull(RibView view, Route route) {
    Json.ObjBuilder json = object(route);
    view.suppressedBy(route.prefix())
        .ifPresent(aggregate -> json.put("suppressed-by", aggregate.toString()));
    return json.build();
  }

  private static Json.ObjBuilder object(Route route) {
    return Json.object()
        .put("prefix", route.prefix().toString())
        .put("paths", route.paths().stream().map(RoutesVerb::json).toList());
  }

  static Json.Obj json(Path path) {
    return object(path).build();
  }

  static Json.ObjBuilder object(Path path) {
    Json.ObjBuilder json = Json.object().put("peer", path.peer());
    json.put("origin", name(path.origin()));
    IpAddress nextHop = path.nextHop();
    json.put("next-hop", nextHop == null ? "" : nextHop.toString());
    var attributes = path.attributes();
    json.put("as-path", attributes.asPath() == null ? "" : attributes.asPath().toString());
    json.put("local-pref", orNull(attributes.localPref()));
    json.put("med", orNull(attributes.med()));
    json.put(
        "communities",
        attributes.communities().stream()
            .map(community -> Json.text(CommunityNames.standard(community)))
            .toList());
    json.put(
        "extended-communities",
        attributes.extendedCommunities().stream()
            .map(community -> Json.text(CommunityNames.extended(community)))
            .toList());
    json.put(
        "large-communities",
        attributes.largeCommunities().stream()
            .map(community -> Json.text(community.toString()))
            .toList());
    json.put(
        "attributes",
        attributes.others().stream().map(other -> Json.text(AttributeText.of(other))).toList());
    json.put("weight", path.weight());
    json.put("freshness", path.freshness().toString());
    return json.put("best", path.best())
        .put("multipath", path.together())
        .put("decided-by", path.decidedBy())
        .put("eligible", path.eligible());
  }

  static String name(PathOrigin origin) {
    return origin.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static Json orNull(@org.jspecify.annotations.Nullable Long number) {
    return number == null ? new Json.Null() : Json.number(number);
  }

  static int limit(String text) throws VerbException {
    try {
      int limit = text.isEmpty() ? LIMIT : Integer.parseInt(text);
      if (limit >= 1 && limit <= LIMIT_MAX) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new VerbException(
        VerbException.USAGE, "limit: found '" + text + "'; 1 to " + LIMIT_MAX + " would do");
  }

  /// An address stands for the prefix that covers it alone.
  static Prefix prefix(String text) throws VerbException {
    try {
      return text.indexOf('/') >= 0 ? Prefix.parse(text) : IpAddress.parse(text).asHostPrefix();
    } catch (IllegalArgumentException e) {
      throw new VerbException(
          VerbException.USAGE,
          "found '" + text + "'; a prefix such as 10.0.0.0/8 or an address would do");
    }
  }

  private static List<AddressFamily> families(String text) throws VerbException {
    Optional<AddressFamily> named = AddressFamily.named(text);
    if (named.isPresent()) {
      return List.of(named.get());
    }
    return switch (text) {
      case "" -> AddressFamily.UNICAST;
      case "4", "ipv4" -> List.of(AddressFamily.IPV4_UNICAST);
      case "6", "ipv6" -> List.of(AddressFamily.IPV6_UNICAST);
      default ->
          throw new VerbException(
              VerbException.USAGE,
              "family: found '"
                  + text
                  + "'; one of "
                  + Stream.of(AddressFamily.values())
                      .map(AddressFamily::toString)
                      .collect(Collectors.joining(", "))
                  + " would do");
    };
  }
}
