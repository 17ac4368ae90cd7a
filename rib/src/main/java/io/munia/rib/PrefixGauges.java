package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.rib.PrefixLimit.Direction;
import io.munia.rib.decision.LocRib;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// All limits of one neighbour. Owned by the RIB's loop.
final class PrefixGauges {
  /// In place of a path's flags, see [LocRib#flags].
  static final int NOT_THERE = -1;

  private final Source source;
  private final Map<AddressFamily, PrefixGauge> in = new EnumMap<>(AddressFamily.class);
  private final Map<AddressFamily, PrefixGauge> out = new EnumMap<>(AddressFamily.class);

  PrefixGauges(PeerLimits limits, Source source, PeerHost host) {
    this.source = source;
    limits
        .in()
        .forEach(
            (family, limit) -> in.put(family, new PrefixGauge(family, Direction.IN, limit, host)));
    limits
        .out()
        .forEach((family, limit) ->
            out.put(family, new PrefixGauge(family, Direction.OUT, limit, host)));
  }

  /// Looks at what the neighbour has announced.
  void readIn(AddressFamily family) {
    PrefixGauge gauge = in.get(family);
    if (gauge != null) {
      gauge.read(counted(family, gauge.limit()));
    }
  }

  /// Whether the announcement of this prefix would be one too many.
  ///
  /// @param marks what its path would be, see [PathStore]
  boolean isTooMany(LocRib table, int pathId, long high, long low, int length, int marks) {
    if (hasRoom(table.family(), NOT_THERE, marks)) {
      return false;
    }
    int held = table.flags(source, pathId, high, low, length);
    if (hasRoom(table.family(), held, marks)) {
      return false;
    }
    refused(table.family());
    return true;
  }

  /// Whether a path may become what it would be.
  ///
  /// @param held what it is, or [#NOT_THERE]
  /// @param marks what it would be
  boolean hasRoom(AddressFamily family, int held, int marks) {
    PrefixGauge gauge = in.get(family);
    return gauge == null
        || !gauge.blocks(counted(family, gauge.limit()))
        || !counts(marks, gauge.limit())
        || held != NOT_THERE && counts(held, gauge.limit());
  }

  /// A path was left out.
  void refused(AddressFamily family) {
    PrefixGauge gauge = in.get(family);
    if (gauge != null) {
      gauge.refused();
    }
  }

  boolean limitedOut() {
    return !out.isEmpty();
  }

  /// Looks at what the neighbour was announced.
  ///
  /// @param announced prefixes of a family
  /// @param leftOut those left out so far
  void readOut(ToIntFunction<AddressFamily> announced, ToLongFunction<AddressFamily> leftOut) {
    out.forEach(
        (family, gauge) -> gauge.read(announced.applyAsInt(family), leftOut.applyAsLong(family)));
  }

  /// For people; the same parameters.
  List<RibPeer.Limited> pictures(
      ToIntFunction<AddressFamily> announced, ToLongFunction<AddressFamily> leftOut) {
    List<RibPeer.Limited> pictures = new ArrayList<>();
    in.forEach((family, gauge) -> pictures.add(gauge.picture(counted(family, gauge.limit()))));
    out.forEach((family, gauge) ->
        pictures.add(gauge.picture(announced.applyAsInt(family), leftOut.applyAsLong(family))));
    return pictures;
  }

  private int counted(AddressFamily family, PrefixLimit limit) {
    return switch (limit.counts()) {
      case RECEIVED -> source.paths(family);
      case ACCEPTED -> source.accepted(family);
    };
  }

  private static boolean counts(int flags, PrefixLimit limit) {
    return switch (limit.counts()) {
      case RECEIVED -> true;
      case ACCEPTED -> (flags & PathStore.NOT_ACCEPTED) == 0;
    };
  }
}
