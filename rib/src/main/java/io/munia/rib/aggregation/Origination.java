package io.munia.rib.aggregation;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.net.Asn;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.rib.decision.LocRib;
import io.munia.rib.route.PathOrigin;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.Source;
import java.util.List;

/// The routes of one family's aggregates: routes of our own with a discard, announced once that is
/// acknowledged. Owned by the RIB's loop.
final class Origination {
  private final LocRib rib;
  private final AttributePool pool;
  private final Source source;
  private final Asn as;
  private final RouterId routerId;

  Origination(LocRib rib, AttributePool pool, Source source, Asn as, RouterId routerId) {
    this.rib = rib;
    this.pool = pool;
    this.source = source;
    this.as = as;
    this.routerId = routerId;
  }

  /// Whether our route is what is selected, and its discard is acknowledged: it is announced.
  boolean stand(Tally tally) {
    int entry = Standing.entry(rib, tally.what.prefix());
    int path = entry == 0 ? 0 : rib.table().selected(entry);
    return path != 0
        && rib.paths().source(path) == source.index()
        && rib.table().has(entry, PrefixTable.FIB_INSTALLED);
  }

  void originate(Tally tally) {
    Prefix prefix = tally.what.prefix();
    byte[] section = AttributesCodec.encode(attributes(tally));
    int set = pool.intern(section, 0, section.length, 0, source.index());
    if (set == 0) {
      return; // the pool is full: what is announced stays as it is
    }
    rib.announce(
        source,
        0,
        prefix.address().high(),
        prefix.address().low(),
        prefix.length(),
        set,
        0,
        PathStore.originFlags(PathOrigin.AGGREGATE) | PathStore.DISCARD | PathStore.AFTER_DISCARD,
        0);
    pool.release(set);
  }

  private PathAttributes attributes(Tally tally) {
    return new PathAttributes(
        tally.origin(),
        AsPath.EMPTY,
        null,
        null,
        tally.atomic(),
        new PathAttributes.Aggregator(as, routerId),
        tally.what.communities().stream().sorted().toList(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of());
  }

  void withdraw(Tally tally) {
    Prefix prefix = tally.what.prefix();
    rib.withdraw(source, 0, prefix.address().high(), prefix.address().low(), prefix.length());
  }
}
