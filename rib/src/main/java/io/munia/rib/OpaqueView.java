package io.munia.rib;

import io.munia.bgp.codec.OpaqueText;
import io.munia.net.AddressFamily;
import io.munia.rib.decision.LocRib;
import io.munia.rib.route.OpaqueRoute;
import io.munia.rib.table.KeyPool;
import io.munia.rib.table.PrefixTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The packed table of a family whose destinations are no prefixes, as values. Owned by the RIB's
/// loop.
final class OpaqueView {
  /// Entries that one call looks at.
  private static final int READ_MAX = 2048;

  private final View view;
  private final LocRib rib;

  OpaqueView(View view, LocRib rib) {
    this.view = view;
    this.rib = rib;
  }

  RibView.OpaquePage page(RibView.Filter filter, long position, int max) {
    List<OpaqueRoute> routes = new ArrayList<>();
    PrefixTable table = rib.table();
    int at = (int) Math.max(1, position);
    int end = (int) Math.min(table.end(), (long) at + READ_MAX);
    while (at < end && routes.size() < max) {
      if (table.inUse(at) && table.firstPath(at) != 0) {
        OpaqueRoute route = route(at, filter);
        if (!route.paths().isEmpty()) {
          routes.add(route);
        }
      }
      at++;
    }
    return new RibView.OpaquePage(routes, at < table.end() ? at : -1);
  }

  RibView.Search explain(String destination, String to, long position) {
    PrefixTable table = rib.table();
    KeyPool keys = table.keys();
    int at = (int) Math.max(1, position);
    int end = (int) Math.min(table.end(), (long) at + READ_MAX);
    for (; at < end; at++) {
      if (table.inUse(at) && table.firstPath(at) != 0) {
        int key = table.key(at);
        String text = OpaqueText.key(rib.family(), keys.bytes(key), keys.from(key), keys.to(key));
        if (text.equals(destination)) {
          return new RibView.Search(Optional.of(view.explain(rib, at, text, to)), -1);
        }
      }
    }
    return new RibView.Search(Optional.empty(), at < table.end() ? at : -1);
  }

  private OpaqueRoute route(int entry, RibView.Filter filter) {
    AddressFamily family = rib.family();
    KeyPool keys = rib.table().keys();
    int key = rib.table().key(entry);
    byte[] bytes = keys.bytes(key);
    int keyFrom = keys.from(key);
    List<OpaqueRoute.Way> paths = new ArrayList<>();
    View.Shown shown =
        (path, section, from, to) ->
            paths.add(
                new OpaqueRoute.Way(
                    path, OpaqueText.payload(family, bytes, keyFrom, section, from, to)));
    switch (filter) {
      case RibView.Filter.All() -> view.paths(rib, entry, shown);
      case RibView.Filter.Learned(String peer, RibView.Stage stage) ->
          view.learned(rib, entry, peer, stage, shown);
      case RibView.Filter.Announced(String peer) -> view.announced(rib, entry, peer, shown);
    }
    return new OpaqueRoute(family, OpaqueText.key(family, bytes, keyFrom, keys.to(key)), paths);
  }
}
