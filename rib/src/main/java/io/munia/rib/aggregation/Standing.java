package io.munia.rib.aggregation;

import io.munia.net.Prefix;
import io.munia.rib.aggregate.AggregateReport.State;
import io.munia.rib.decision.LocRib;
import io.munia.rib.route.PathOrigin;
import io.munia.rib.table.PrefixTable;

/// How far a route that waits for its discard has come.
final class Standing {
  private Standing() {}

  static State of(LocRib rib, Tally tally) {
    if (!tally.whole()) {
      return State.COUNTING;
    }
    if (tally.wanted()) {
      int entry = entry(rib, tally.what.prefix());
      return entry == 0 ? State.AWAITS_DISCARD : of(rib, entry, PathOrigin.AGGREGATE);
    }
    return tally.stage != Tally.Stage.IDLE
        ? State.LEAVING
        : tally.contributors() == 0 ? State.NO_CONTRIBUTORS : State.TOO_FEW;
  }

  /// @param origin which of the entry's paths is meant
  static State of(LocRib rib, int entry, PathOrigin origin) {
    PrefixTable table = rib.table();
    int own = path(rib, entry, origin);
    if (own == 0 || !rib.decision().eligible(own)) {
      return State.AWAITS_INITIAL_ROUTES;
    }
    if (table.selected(entry) != own) {
      return State.NOT_PREFERRED;
    }
    return table.has(entry, PrefixTable.FIB_INSTALLED) ? State.ACTIVE : State.AWAITS_DISCARD;
  }

  /// The entry of exactly this prefix, or 0.
  static int entry(LocRib rib, Prefix prefix) {
    return rib.table().find(prefix.address().high(), prefix.address().low(), prefix.length());
  }

  /// The entry's first path of this origin, or 0.
  static int path(LocRib rib, int entry, PathOrigin origin) {
    int path = rib.table().firstPath(entry);
    while (path != 0 && rib.paths().origin(path) != origin) {
      path = rib.paths().next(path);
    }
    return path;
  }
}
