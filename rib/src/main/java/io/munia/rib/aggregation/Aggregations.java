package io.munia.rib.aggregation;

import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.aggregate.AggregateReport;
import io.munia.rib.decision.LocRib;
import io.munia.rib.route.PathOrigin;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.Source;
import io.munia.rib.table.Sources;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The aggregates of all families; without any, nothing is kept and nothing is read. Owned by the
/// RIB's loop.
public final class Aggregations {
  /// Name under which tables show the routes.
  public static final String SOURCE = "aggregate";

  private final List<LocRib> ribs;
  private final AttributePool attributes;
  private final Sources sources;
  private final Asn as;
  private final RouterId routerId;
  private final Readers readers;
  private final Map<AddressFamily, Aggregation> byFamily = new EnumMap<>(AddressFamily.class);
  private @Nullable Source source;

  /// Who hears of changes.
  public interface Readers {
    /// Whether a neighbour that takes more has not been told all up to this version.
    ///
    /// @param every the same where it is told of all paths
    boolean behind(AddressFamily family, long version, long every);
  }

  public Aggregations(
      List<LocRib> ribs,
      AttributePool attributes,
      Sources sources,
      Asn as,
      RouterId routerId,
      Readers readers) {
    this.ribs = ribs;
    this.attributes = attributes;
    this.sources = sources;
    this.as = as;
    this.routerId = routerId;
    this.readers = readers;
  }

  /// Has these aggregates from now on, and no others. Those of prefixes that stay keep their
  /// routes.
  public void configure(List<Aggregate> wanted) {
    for (LocRib rib : ribs) {
      AddressFamily family = rib.family();
      List<Aggregate> own =
          wanted.stream().filter(each -> each.prefix().unicastFamily() == family).toList();
      Aggregation aggregation = byFamily.get(family);
      if (aggregation == null && !own.isEmpty()) {
        aggregation =
            new Aggregation(
                rib,
                attributes,
                new Origination(rib, attributes, source(), as, routerId),
                (version, every) -> readers.behind(family, version, every));
        byFamily.put(family, aggregation);
      }
      if (aggregation != null) {
        aggregation.configure(own);
      }
    }
  }

  private Source source() {
    Source known = source;
    if (known == null) {
      known =
          new Source(SOURCE, "", Source.Kind.LOCAL, routerId.bits(), IpAddress.v4(0), "none", 0);
      sources.add(known);
      source = known;
    }
    return known;
  }

  /// Lets them read on and walk on.
  ///
  /// @param changesMax most changes read in each family
  /// @param entriesMax most entries looked at in each family
  /// @return whether there is more to do at once
  public boolean serve(int changesMax, int entriesMax) {
    boolean more = false;
    for (Aggregation aggregation : byFamily.values()) {
      more |= aggregation.serve(changesMax, entriesMax);
    }
    return more;
  }

  /// Whether one that waited until neighbours had been told of something can go on: to be asked
  /// when they have read.
  public boolean waitsNoLonger() {
    boolean any = false;
    for (Aggregation aggregation : byFamily.values()) {
      any |= aggregation.waitsNoLonger();
    }
    return any;
  }

  /// Gives memory that is not used any longer back to the heap.
  public void trim() {
    byFamily.values().forEach(Aggregation::trim);
  }

  /// Whether all that was heard is counted, and what follows from it is in the tables.
  public boolean settled() {
    return byFamily.values().stream().allMatch(Aggregation::settled);
  }

  /// All of them, those of address management among them, in the order of prefixes.
  public List<AggregateReport> report() {
    Map<Prefix, AggregateReport> reports = new TreeMap<>();
    for (LocRib rib : ribs) {
      for (Prefix prefix : rib.afterDiscard()) {
        int entry = Standing.entry(rib, prefix);
        if (entry != 0 && Standing.path(rib, entry, PathOrigin.IPAM_AGGREGATE) != 0) {
          reports.put(
              prefix,
              new AggregateReport(
                  prefix,
                  AggregateReport.Kind.IPAM,
                  Standing.of(rib, entry, PathOrigin.IPAM_AGGREGATE),
                  -1,
                  0,
                  0));
        }
      }
    }
    for (Aggregation aggregation : byFamily.values()) {
      aggregation.report().forEach(report -> reports.put(report.prefix(), report));
    }
    return List.copyOf(reports.values());
  }

  /// The aggregate that the selected route of this prefix is not announced for, or null.
  public @Nullable Prefix hiding(LocRib rib, Prefix prefix) {
    Aggregation aggregation = byFamily.get(rib.family());
    int entry = Standing.entry(rib, prefix);
    return aggregation == null || entry == 0 ? null : aggregation.hiding(entry);
  }

  /// Whether the entry's selected route contributes to the aggregate of this prefix; any route
  /// inside does where the configuration does not say.
  public boolean contributes(LocRib rib, int entry, Prefix to) {
    PrefixTable table = rib.table();
    int path = table.selected(entry);
    if (path == 0) {
      return false;
    }
    Aggregation aggregation = byFamily.get(rib.family());
    Aggregate configured = aggregation == null ? null : aggregation.configured(to);
    if (configured != null) {
      return configured.takes(
          rib.paths().origin(path), table.high(entry), table.low(entry), table.length(entry));
    }
    return rib.paths().origin(path) != PathOrigin.AGGREGATE
        && table.length(entry) > to.length()
        && to.contains(table.prefix(entry));
  }
}
