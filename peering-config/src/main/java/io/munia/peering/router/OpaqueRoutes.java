package io.munia.peering.router;

import io.munia.net.AddressFamily;
import io.munia.peering.control.Json;
import io.munia.peering.control.VerbException;
import io.munia.rib.RibView;
import io.munia.rib.route.OpaqueRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The part of `routes` that answers for families whose destinations are no prefixes: the table as
/// it lies there, in slices, a page of it put in order.
///
/// @param family is not unicast
record OpaqueRoutes(Router router, AddressFamily family) {
  /// Routes that one visit of the loop looks at.
  private static final int SLICE = 512;

  Json.Obj answer(Map<String, String> args, RibView.Filter filter)
      throws VerbException, InterruptedException {
    if (args.containsKey("after")) {
      throw new VerbException(
          VerbException.USAGE,
          "after: the destinations of " + family + " have no order; --all would do");
    }
    int limit = RoutesVerb.limit(args.getOrDefault("limit", ""));
    boolean paged = args.containsKey("cursor");
    long position = paged ? position(args.getOrDefault("cursor", "")) : 0;
    List<OpaqueRoute> routes = new ArrayList<>();
    while (position >= 0 && routes.size() < limit) {
      long from = position;
      int room = Math.min(SLICE, limit - routes.size());
      RibView.OpaquePage page =
          TableVerbs.await(router.read(view -> view.opaque(family, filter, from, room)));
      routes.addAll(page.routes());
      position = page.next();
    }
    routes.sort(Comparator.comparing(OpaqueRoute::destination));
    boolean more = position >= 0;
    Json.ObjBuilder answer =
        Json.object().put("routes", routes.stream().map(OpaqueRoutes::json).toList());
    if (paged && more) {
      answer.put("cursor", Long.toString(position));
    }
    return answer.put("truncated", more).build();
  }

  private static long position(String text) throws VerbException {
    try {
      return text.equals(RoutesVerb.START) ? 0 : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new VerbException(
          VerbException.USAGE,
          "cursor: found '"
              + text
              + "'; "
              + RoutesVerb.START
              + ", or the cursor of an answer would do");
    }
  }

  private static Json json(OpaqueRoute route) {
    return Json.object()
        .put("family", route.family().toString())
        .put("destination", route.destination())
        .put("paths", route.paths().stream().map(OpaqueRoutes::json).toList())
        .build();
  }

  private static Json json(OpaqueRoute.Way way) {
    return RoutesVerb.object(way.path()).put("payload", way.payload()).build();
  }
}
