package io.munia.peering.text;

import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.peering.model.Confederation;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.FibConfig;
import io.munia.peering.model.IpamConfig;
import io.munia.peering.model.Listen;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.StaticRoute;
import io.munia.peering.text.Forms.OnOff;
import io.munia.rib.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What was given, put together to a configuration: names followed, defaults filled in.
final class RootAssembly {
  static final List<Listen> LISTEN =
      List.of(new Listen(IpAddress.parse("0.0.0.0"), 179), new Listen(IpAddress.parse("::"), 179));
  static final String SOCKET = "/run/munia/control.sock";
  static final Listen METRICS = new Listen(IpAddress.parse("127.0.0.1"), 9179);

  private final Given root;
  private final Map<String, String> environment;
  private final Problems problems;

  RootAssembly(Given root, Map<String, String> environment, Problems problems) {
    this.root = root;
    this.environment = environment;
    this.problems = problems;
  }

  /// Empty where something that everything else needs is missing; that has been said then.
  Optional<PeeringConfig> assemble() {
    Optional<Asn> as = root.require(Options.AS);
    Optional<RouterId> routerId = root.require(Options.ROUTER_ID);
    PeerAssembly peers =
        new PeerAssembly(
            root, policies(), as.orElse(new Asn(1)), routerId.orElse(new RouterId(1)), problems);
    List<PeerConfig> listed = peers(peers);
    List<DynamicRange> dynamic = dynamic(peers);
    List<StaticRoute> routes = routes();
    Optional<IpamConfig> ipam =
        root.get(Options.IPAM_SECTION)
            .flatMap(section -> new IpamAssembly(section, environment, problems).assemble());
    if (as.isEmpty() || routerId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PeeringConfig(
            as.get(),
            routerId.get(),
            confederation(as.get()),
            root.get(Options.LISTEN, LISTEN),
            listed,
            dynamic,
            routes,
            new AggregateAssembly(problems)
                .assemble(root.get(AggregateOptions.AGGREGATES, Map.of())),
            PathOptions.multipath(root),
            Math.toIntExact(
                root.get(RestartOptions.DEFERRAL, (long) RestartOptions.DEFERRAL_SECONDS)),
            fib(),
            ipam,
            root.get(Options.METRICS, OnOff.OFF)
                .section()
                .map(metrics -> metrics.get(Options.METRICS_LISTEN, METRICS)),
            control()));
  }

  private Optional<Confederation> confederation(Asn as) {
    return root.get(RoutingOptions.CONFEDERATION)
        .flatMap(section -> {
          Optional<Asn> id = section.require(RoutingOptions.CONFEDERATION_ID);
          Optional<List<Asn>> members = section.require(RoutingOptions.MEMBERS);
          if (id.isEmpty() || members.isEmpty()) {
            return Optional.empty();
          }
          if (id.get().equals(as) || members.get().contains(id.get())) {
            problems.error(
                section.at(RoutingOptions.CONFEDERATION_ID),
                "found " + id.get() + ", which is one of the members",
                "the AS that neighbours outside know you by would do");
          }
          if (members.get().contains(as)) {
            problems.warning(
                section.at(RoutingOptions.MEMBERS),
                "found " + as + ", which is our own: only the others are to be named",
                "leave it out");
          }
          return Optional.of(new Confederation(id.get(), Set.copyOf(members.get())));
        });
  }

  private Map<String, Policy> policies() {
    Set<String> neighbours = new TreeSet<>();
    for (var sections : List.of(Options.PEERS, Options.GROUPS)) {
      neighbours.addAll(root.get(sections, Map.of()).keySet());
    }
    return new PolicyAssembly(
            neighbours,
            root.get(Options.DYNAMIC, Map.of()).keySet(),
            new PolicySets(root.get(Options.SETS), problems),
            problems)
        .assemble(root.get(Options.POLICIES, Map.of()));
  }

  private List<PeerConfig> peers(PeerAssembly assembly) {
    List<PeerConfig> peers = new ArrayList<>();
    for (Given given : root.get(Options.PEERS, Map.of()).values()) {
      Optional<IpAddress> address = given.get(Options.ADDRESS);
      boolean somewhere = isSomewhere(given, assembly);
      Optional<PeerOptions> options = assembly.options(given, address);
      if (somewhere && options.isPresent()) {
        peers.add(
            new PeerConfig(given.name(), given.get(Options.GROUP, ""), address, options.get()));
      }
    }
    return peers;
  }

  /// Whether it is said where the neighbour is, by an address or by the link that it is on. What is
  /// there and does not fit has been complained of already.
  private boolean isSomewhere(Given given, PeerAssembly assembly) {
    if (given.isGiven(Options.ADDRESS)) {
      return given.get(Options.ADDRESS).isPresent();
    }
    if (assembly.inherited(given, SessionOption.INTERFACE).isPresent()) {
      return true;
    }
    if (!given.isGiven(SessionOption.INTERFACE)) {
      problems.error(
          given.path(),
          "neither 'address' nor 'interface' is there",
          "an address, or interface = eth0 for the router at the other end of that link, would do");
    }
    return false;
  }

  private List<DynamicRange> dynamic(PeerAssembly assembly) {
    List<DynamicRange> ranges = new ArrayList<>();
    for (Given given : root.get(Options.DYNAMIC, Map.of()).values()) {
      Optional<Prefix> range = given.require(Options.RANGE);
      Optional<PeerOptions> options = assembly.options(given, range.map(Prefix::address));
      if (range.isPresent() && options.isPresent()) {
        ranges.add(
            new DynamicRange(
                given.name(),
                given.get(Options.GROUP, ""),
                range.get(),
                given.get(Options.LIMIT, DynamicRange.LIMIT),
                options.get()));
      }
    }
    return ranges;
  }

  private List<StaticRoute> routes() {
    List<StaticRoute> routes = new ArrayList<>();
    Map<Prefix, Given> seen = new HashMap<>();
    for (Given given : root.get(Options.ROUTES, Map.of()).values()) {
      try {
        Prefix prefix = Forms.prefix(given.name());
        Given twin = seen.putIfAbsent(prefix, given);
        if (twin != null) {
          problems.error(
              given.path(), "found the prefix of " + twin.path() + " again", "once would do");
          continue;
        }
        if (prefix.address().isMulticast() || prefix.address().isLinkLocal()) {
          problems.error(given.path(), "found " + prefix, "a prefix of unicast addresses would do");
        }
        routes.add(
            new StaticRoute(
                prefix,
                given.get(Options.DISCARD, false),
                Set.copyOf(given.get(Options.ROUTE_COMMUNITIES, List.of()))));
      } catch (IllegalArgumentException e) {
        problems.error(
            given.path(),
            "found \"" + given.name() + "\"",
            Forms.PREFIX.wouldDo() + ", in quotes, would do");
      }
    }
    return routes;
  }

  private FibConfig fib() {
    return root.get(Options.FIB, OnOff.OFF)
        .section()
        .<FibConfig>map(fib ->
            new FibConfig.Kernel(
                fib.get(Options.TABLE, FibConfig.Kernel.MAIN),
                fib.get(Options.PROTOCOL, FibConfig.Kernel.PROTOCOL),
                fib.get(Options.METRIC, FibConfig.Kernel.METRIC)))
        .orElseGet(FibConfig.Off::new);
  }

  private Optional<String> control() {
    Optional<OnOff> control = root.get(Options.CONTROL);
    return control.isEmpty()
        ? Optional.of(SOCKET)
        : control.get().section().map(section -> section.get(Options.SOCKET, SOCKET));
  }
}
