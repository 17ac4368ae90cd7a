package io.munia.benchmarks.run;

import io.munia.benchmarks.load.EncodedTable;
import io.munia.benchmarks.load.GeneratedTable;
import io.munia.benchmarks.load.PrefixIndex;
import io.munia.benchmarks.load.RecordedRoutes;
import io.munia.benchmarks.load.RecordedTable;
import io.munia.benchmarks.load.Table;
import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.speakers.Segment;
import io.munia.net.AddressFamily;
import io.munia.net.IpVersion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the tables of all loads come from: made up from a seed, or recorded. The same bytes go to
/// every speaker.
final class Tables {
  /// Larger ones are encoded anew each time, in bytes.
  private static final long KEPT_BYTES_MAX = 64L << 20;

  private final Map<AddressFamily, RecordedRoutes> recorded;
  private final long seed;
  private final Map<Load, Feed> kept = new HashMap<>();

  Tables(Map<AddressFamily, RecordedRoutes> recorded, long seed) {
    this.recorded = Map.copyOf(recorded);
    this.seed = seed;
  }

  /// What is sent in one load.
  record Feed(Table table, PrefixIndex index, List<ByteBuffer> bytes) {}

  /// Of the recorded tables.
  List<AddressFamily> families() {
    return recorded.keySet().stream().sorted().toList();
  }

  /// What the table of this family is called.
  String name(AddressFamily family) {
    String version = family.version() == IpVersion.V4 ? "ipv4" : "ipv6";
    RecordedRoutes routes = recorded.get(family);
    return routes == null ? version : routes.name() + " " + version;
  }

  /// The load, with as many routes as there are.
  Load fitted(Load load) {
    RecordedRoutes routes = recorded.get(load.family());
    return routes == null ? load : load.withRoutes(Math.min(load.routes(), routes.size()));
  }

  /// Why a load has no table; empty where it has one.
  Optional<String> unfit(Load load) {
    return load.has(Scenario.COME_AND_GO) && recorded.containsKey(load.family())
        ? Optional.of("a recorded table is one, and it takes several that differ")
        : Optional.empty();
  }

  Feed feed(Load load, Segment segment) {
    Feed known = kept.get(load);
    if (known != null) {
      return known;
    }
    RecordedRoutes routes = recorded.get(load.family());
    Table table =
        routes == null
            ? GeneratedTable.of(load.family(), load.routes(), load.layers(), load.senders(), seed)
            : new RecordedTable(routes, load.routes(), load.senders());
    List<ByteBuffer> bytes = new ArrayList<>();
    for (int i = 0; i < load.senders(); i++) {
      bytes.add(EncodedTable.encode(table, segment.client(i).getAddress(), i));
    }
    Feed feed = new Feed(table, table.index(), bytes);
    if (bytes.stream().mapToLong(ByteBuffer::remaining).sum() <= KEPT_BYTES_MAX) {
      kept.put(load, feed);
    }
    return feed;
  }
}
