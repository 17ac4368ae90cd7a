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

  private String cost(int set) {
    return Integer.toUnsignedString(nextHops.get(attributes.nextHop(set)).cost());
  }
}
