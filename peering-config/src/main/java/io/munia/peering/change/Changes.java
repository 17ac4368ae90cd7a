package io.munia.peering.change;

import io.munia.net.Prefix;
import io.munia.peering.change.Change.AggregatesChanged;
import io.munia.peering.change.Change.ListenAdded;
import io.munia.peering.change.Change.ListenRemoved;
import io.munia.peering.change.Change.NeedsRestart;
import io.munia.peering.change.Change.PeerAdded;
import io.munia.peering.change.Change.PeerChanged;
import io.munia.peering.change.Change.PeerRemoved;
import io.munia.peering.change.Change.RangeAdded;
import io.munia.peering.change.Change.RangeChanged;
import io.munia.peering.change.Change.RangeRemoved;
import io.munia.peering.change.Change.RouteAdded;
import io.munia.peering.change.Change.RouteRemoved;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.Relation;
import io.munia.peering.model.StaticRoute;
import io.munia.rib.aggregate.Aggregate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What differs between two configurations. Equal ones differ in nothing, however they were
/// written.
///
/// @param all in an order in which they can be carried out: what goes before what comes
public record Changes(List<Change> all) {
  public Changes {
    all = List.copyOf(all);
  }

  public static Changes between(PeeringConfig before, PeeringConfig after) {
    List<Change> changes = new ArrayList<>();
    restarts(before, after, changes);
    listens(before, after, changes);
    if (before.sameSpeaker(after)) {
      ranges(before, after, changes);
      peers(before, after, changes);
    }
    routes(before, after, changes);
    aggregates(before, after, changes);
    return new Changes(changes);
  }

  private static void restarts(PeeringConfig before, PeeringConfig after, List<Change> changes) {
    Map<String, Function<PeeringConfig, Object>> sections = new TreeMap<>();
    sections.put("as", PeeringConfig::as);
    sections.put("router-id", PeeringConfig::routerId);
    sections.put("confederation", PeeringConfig::confederation);
    sections.put("multipath", PeeringConfig::multipath);
    sections.put("selection-deferral-time", PeeringConfig::selectionDeferralSeconds);
    sections.put("fib", PeeringConfig::fib);
    sections.put("ipam", PeeringConfig::ipam);
    sections.put("metrics", PeeringConfig::metrics);
    sections.put("control", PeeringConfig::control);
    if (!before.sameSpeaker(after)) {
      sections.put("peers", PeeringConfig::peers);
      sections.put("dynamic", PeeringConfig::dynamic);
    }
    sections.forEach((name, section) -> {
      if (!section.apply(before).equals(section.apply(after))) {
        changes.add(new NeedsRestart(name, after));
      }
    });
  }

  /// What goes before what comes: one address may be in the way of another.
  private static void listens(PeeringConfig before, PeeringConfig after, List<Change> changes) {
    before.listen().stream()
        .filter(listen -> !after.listen().contains(listen))
        .forEach(listen -> changes.add(new ListenRemoved(listen)));
    after.listen().stream()
        .filter(listen -> !before.listen().contains(listen))
        .forEach(listen -> changes.add(new ListenAdded(listen)));
  }

  private static void ranges(PeeringConfig before, PeeringConfig after, List<Change> changes) {
    Map<String, DynamicRange> wanted = byRange(after);
    for (DynamicRange range : before.dynamic()) {
      DynamicRange next = wanted.get(range.name());
      if (next == null || !staysUp(range, next)) {
        changes.add(new RangeRemoved(range));
      }
    }
    Map<String, DynamicRange> old = byRange(before);
    for (DynamicRange range : after.dynamic()) {
      DynamicRange was = old.get(range.name());
      if (was == null || !staysUp(was, range)) {
        changes.add(new RangeAdded(range));
      } else if (!was.equals(range)) {
        changes.add(changed(was, range));
      }
    }
  }

  private static Map<String, DynamicRange> byRange(PeeringConfig config) {
    return config.dynamic().stream().collect(Collectors.toMap(DynamicRange::name, range -> range));
  }

  /// Whether all that differs can be done with the range's sessions up.
  private static boolean staysUp(DynamicRange before, DynamicRange after) {
    return before.range().equals(after.range())
        && before.group().equals(after.group())
        && before.limit() == after.limit()
        && dearest(options(before.options(), after.options())).compareTo(Apply.NEXT_SESSION) <= 0;
  }

  private static void peers(PeeringConfig before, PeeringConfig after, List<Change> changes) {
    Map<String, PeerConfig> old = byName(before);
    Map<String, PeerConfig> wanted = byName(after);
    for (PeerConfig peer : before.peers()) {
      if (!wanted.containsKey(peer.name())) {
        changes.add(new PeerRemoved(peer));
      }
    }
    for (PeerConfig peer : after.peers()) {
      PeerConfig was = old.get(peer.name());
      if (was == null) {
        changes.add(new PeerAdded(peer));
      } else if (!was.equals(peer)) {
        changes.add(changed(was, peer));
      }
    }
  }

  private static Map<String, PeerConfig> byName(PeeringConfig config) {
    return config.peers().stream().collect(Collectors.toMap(PeerConfig::name, peer -> peer));
  }

  private static void routes(PeeringConfig before, PeeringConfig after, List<Change> changes) {
    Map<Object, StaticRoute> old =
        before.routes().stream().collect(Collectors.toMap(StaticRoute::prefix, route -> route));
    for (StaticRoute route : after.routes()) {
      if (!route.equals(old.remove(route.prefix()))) {
        changes.add(new RouteAdded(route));
      }
    }
    old.values().forEach(route -> changes.add(new RouteRemoved(route)));
  }

  private static void aggregates(PeeringConfig before, PeeringConfig after, List<Change> changes) {
    Set<Aggregate> differing = new HashSet<>(before.aggregates());
    differing.addAll(after.aggregates());
    differing.removeIf(
        each -> before.aggregates().contains(each) && after.aggregates().contains(each));
    if (!differing.isEmpty()) {
      Set<Prefix> prefixes = differing.stream().map(Aggregate::prefix).collect(Collectors.toSet());
      changes.add(new AggregatesChanged(prefixes, after.aggregates()));
    }
  }

  private static PeerChanged changed(PeerConfig before, PeerConfig after) {
    Map<String, Apply> options = new TreeMap<>();
    if (!before.address().equals(after.address())) {
      options.put("address", Apply.RESET);
    }
    if (!before.group().equals(after.group())) {
      options.put("group", Apply.RESET);
    }
    options.putAll(options(before.options(), after.options()));
    return new PeerChanged(before, after, dearest(options), options.keySet());
  }

  private static RangeChanged changed(DynamicRange before, DynamicRange after) {
    Map<String, Apply> options = options(before.options(), after.options());
    return new RangeChanged(before, after, dearest(options), options.keySet());
  }

  private static Map<String, Apply> options(PeerOptions before, PeerOptions after) {
    Map<String, Apply> options = new TreeMap<>();
    for (Compared compared : COMPARED) {
      if (!compared.value().apply(before).equals(compared.value().apply(after))) {
        options.put(compared.option(), compared.apply());
      }
    }
    return options;
  }

  private static Apply dearest(Map<String, Apply> options) {
    return options.values().stream().max(Comparator.naturalOrder()).orElse(Apply.LIVE);
  }

  /// One option of a neighbour, and what its change costs.
  private record Compared(String option, Apply apply, Function<PeerOptions, Object> value) {}

  private static final List<Compared> COMPARED =
      List.of(
          new Compared("remote-as", Apply.RESET, PeerOptions::remoteAs),
          new Compared("port", Apply.NEXT_SESSION, PeerOptions::port),
          new Compared("local-address", Apply.RESET, PeerOptions::localAddress),
          new Compared("hold-time", Apply.NEXT_SESSION, PeerOptions::holdTimeSeconds),
          new Compared("connect-retry", Apply.NEXT_SESSION, PeerOptions::connectRetrySeconds),
          new Compared("passive", Apply.NEXT_SESSION, PeerOptions::passive),
          new Compared("route-reflector-client", Apply.RESET, PeerOptions::client),
          new Compared("next-hop-self", Apply.RESET, PeerOptions::nextHopSelf),
          new Compared("cluster-id", Apply.RESET, PeerOptions::clusterId),
          new Compared("families", Apply.RESET, PeerOptions::families),
          new Compared("add-path", Apply.RESET, options -> options.paths().addPath()),
          new Compared("add-path-send", Apply.RESET, options -> options.paths().sent().addPath()),
          new Compared(
              "advertise-best-external",
              Apply.RESET,
              options -> options.paths().sent().bestExternal()),
          new Compared(
              "route-server-client",
              Apply.RESET,
              options -> options.paths().sent().routeServerClient()),
          new Compared("enforce-first-as", Apply.RESET, options -> options.paths().firstAs()),
          new Compared("role", Apply.NEXT_SESSION, options -> options.relation().role()),
          new Compared(
              "role-strict", Apply.NEXT_SESSION, options -> options.relation().roleStrict()),
          new Compared(
              "local-as",
              Apply.RESET,
              options -> options.relation().localAs().map(Relation.LocalAs::as)),
          new Compared(
              "no-prepend",
              Apply.REFRESH,
              options -> options.relation().localAs().map(Relation.LocalAs::prepend).orElse(true)),
          new Compared(
              "replace-as",
              Apply.REFRESH,
              options -> options.relation().localAs().map(Relation.LocalAs::replace).orElse(false)),
          new Compared("allowas-in", Apply.REFRESH, options -> options.relation().allowAsIn()),
          new Compared("as-override", Apply.REFRESH, options -> options.relation().asOverride()),
          new Compared(
              "remove-private-as", Apply.REFRESH, options -> options.relation().privateAs()),
          new Compared(
              "reject-as-sets",
              Apply.NEXT_SESSION,
              options -> options.relation().attributes().asSets()),
          new Compared(
              "as-path-limit",
              Apply.NEXT_SESSION,
              options -> options.relation().attributes().asPathMax()),
          new Compared(
              "aigp",
              Apply.NEXT_SESSION,
              options ->
                  List.of(
                      options.relation().attributes().internalAigp(),
                      options.relation().attributes().externalAigp())),
          new Compared(
              "prefix-sid",
              Apply.NEXT_SESSION,
              options -> options.relation().attributes().externalPrefixSid()),
          new Compared(
              "graceful-shutdown", Apply.REFRESH, options -> options.relation().gracefulShutdown()),
          new Compared("blackhole", Apply.REFRESH, options -> options.relation().blackhole()),
          new Compared("import", Apply.REFRESH, PeerOptions::importPolicy),
          new Compared("export", Apply.REFRESH, PeerOptions::exportPolicy),
          new Compared("password", Apply.RESET, PeerOptions::password),
          new Compared("bfd", Apply.LIVE, PeerOptions::bfd),
          new Compared("description", Apply.LIVE, PeerOptions::description),
          new Compared("graceful-restart", Apply.NEXT_SESSION, PeerOptions::restart),
          new Compared(
              "client-to-client", Apply.RESET, options -> options.exchange().clientToClient()),
          new Compared(
              "advertisement-interval",
              Apply.RESET,
              options -> options.exchange().intervalSeconds()),
          new Compared("prefix-limit", Apply.RESET, options -> options.exchange().limits().in()),
          new Compared(
              "prefix-limit-out", Apply.RESET, options -> options.exchange().limits().out()),
          new Compared(
              "connect-retry-max",
              Apply.NEXT_SESSION,
              options -> options.session().connectRetrySecondsMax()),
          new Compared(
              "delay-open", Apply.NEXT_SESSION, options -> options.session().delayOpenSeconds()),
          new Compared(
              "hold-time-min",
              Apply.NEXT_SESSION,
              options -> options.session().terms().holdTimeSecondsMin()),
          new Compared(
              "require", Apply.NEXT_SESSION, options -> options.session().terms().required()),
          new Compared(
              "extended-next-hop", Apply.RESET, options -> options.session().extendedNextHop()),
          new Compared(
              "link-local-next-hop",
              Apply.NEXT_SESSION,
              options -> options.session().linkLocalNextHop()),
          new Compared("multihop", Apply.RESET, options -> options.session().socket().ttl()),
          new Compared(
              "ttl-security", Apply.RESET, options -> options.session().socket().securityHops()),
          new Compared("dscp", Apply.RESET, options -> options.session().socket().dscp()),
          new Compared("interface", Apply.RESET, options -> options.session().socket().device()),
          new Compared("vrf", Apply.RESET, options -> options.session().socket().vrf()));
}
