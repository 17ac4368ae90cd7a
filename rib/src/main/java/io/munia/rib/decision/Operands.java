package io.munia.rib.decision;

import io.munia.net.Asn;
import io.munia.net.RouterId;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.Source;
import io.munia.rib.table.Sources;
import java.util.Locale;

/// What each step of [Decision] compares, for people. Owned by the RIB's loop.
public final class Operands {
  private static final String[] ORIGINS = {"IGP", "EGP", "INCOMPLETE", "missing"};

  private final PathStore paths;
  private final AttributePool attributes;
  private final NextHopTable nextHops;
  private final Sources sources;

  public Operands(
      PathStore paths, AttributePool attributes, NextHopTable nextHops, Sources sources) {
    this.paths = paths;
    this.attributes = attributes;
    this.nextHops = nextHops;
    this.sources = sources;
  }

  /// What a path has at this step.
  public String of(Step step, int path) {
    int set = paths.attributes(path);
    Source source = sources.get(paths.source(path));
    return switch (step) {
      case ELIGIBLE -> "";
      case NOT_LLGR_STALE -> attributes.has(set, AttributePool.LLGR_STALE) ? "stale" : "fresh";
      case WEIGHT -> Integer.toString(paths.weight(path));
      case LOCAL_PREF -> Integer.toUnsignedString(attributes.localPref(set));
      case AIGP ->
          attributes.has(set, AttributePool.HAS_AIGP)
              ? Long.toUnsignedString(attributes.aigp(set)) + " + cost " + cost(set)
              : "none";
      case LOCALLY_ORIGINATED -> source.kind() == Source.Kind.LOCAL ? "our own" : "learned";
      case AS_PATH_LENGTH -> Integer.toString(attributes.asPathLength(set));
      case ORIGIN -> ORIGINS[attributes.origin(set)];
      case MED ->
          Integer.toUnsignedString(attributes.med(set))
              + " of AS "
              + Asn.ofBits(attributes.neighbourAs(set));
      case EBGP_OVER_IBGP ->
          source.kind() == Source.Kind.CLIENT
              ? "ibgp"
              : source.kind().name().toLowerCase(Locale.ROOT);
      case IGP_COST -> cost(set);
      case ROUTER_ID -> {
        int originator = attributes.originator(set);
        yield new RouterId(originator != 0 ? originator : source.routerId()).toString();
      }
      case CLUSTER_LIST_LENGTH -> Integer.toString(attributes.clusterListLength(set));
      case PEER_ADDRESS -> source.address() + " (" + source.name() + ")";
      case PATH_ID -> Integer.toUnsignedString(paths.pathId(path));
    };
  }

  /// The path of an entry that one lost to at this step: of the same neighbour AS where MED
  /// decided, else the best.
  ///
  /// @param first the entry's first path
  public int winner(Step step, int path, int best, int first) {
    if (step != Step.MED) {
      return best;
    }
    int as = attributes.neighbourAs(paths.attributes(path));
    int lowest = path;
    for (int other = first; other != 0; other = paths.next(other)) {
      int set = paths.attributes(other);
      if (attributes.neighbourAs(set) == as
          && !paths.has(other, PathStore.REJECTED | PathStore.LOOPED | PathStore.OWN_NEXT_HOP)
          && Integer.compareUnsigned(attributes.med(set), attributes.med(paths.attributes(lowest)))
              < 0) {
        lowest = other;
      }
    }
    return lowest;
  }

  private String cost(int set) {
    return Integer.toUnsignedString(nextHops.get(attributes.nextHop(set)).cost());
  }
}
