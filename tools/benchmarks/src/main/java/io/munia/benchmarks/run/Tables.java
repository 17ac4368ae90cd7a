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
import org.jspecify.annotations.Nullable;

/// Where the tables of all loads come from: made up from a seed, or recorded. The same bytes go to
/// every speaker.
final class Tables {
  /// Of larger ones only the last is kept, in bytes.
  private static final long KEPT_BYTES_MAX = 64L << 20;

  private final Map<AddressFamily, RecordedRoutes> recorded;
  private final long seed;
  private final Map<Sort, Feed> kept = new HashMap<>();

  /// The last of those that are too large to be kept: speakers take turns with the same load.
  private Map.@Nullable Entry<Sort, Feed> last;

  Tables(Map<AddressFamily, RecordedRoutes> recorded, long seed) {
    this.recorded = Map.copyOf(recorded);
    this.seed = seed;
  }

  /// All that a table depends on: loads with more receivers send the same.
  private record Sort(AddressFamily family, int routes, int layers, int senders) {}

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
    Sort sort = new Sort(load.family(), load.routes(), load.layers(), load.senders());
    Feed known = kept.get(sort);
    if (known != null) {
      return known;
    }
    if (last != null && last.getKey().equals(sort)) {
      return last.getValue();
    }
    last = null; // so that there is room for another
    Feed feed = made(sort, segment);
    if (feed.bytes().stream().mapToLong(ByteBuffer::remaining).sum() <= KEPT_BYTES_MAX) {
      kept.put(sort, feed);
    } else {
      last = Map.entry(sort, feed);
    }
    return feed;
  }

  private Feed made(Sort sort, Segment segment) {
    RecordedRoutes routes = recorded.get(sort.family());
    Table table =
        routes == null
            ? GeneratedTable.of(sort.family(), sort.routes(), sort.layers(), sort.senders(), seed)
            : new RecordedTable(routes, sort.routes(), sort.senders());
    List<ByteBuffer> bytes = new ArrayList<>();
    for (int i = 0; i < sort.senders(); i++) {
      bytes.add(EncodedTable.encode(table, segment.client(i).getAddress(), i));
    }
    return new Feed(table, table.index(), bytes);
  }
}
