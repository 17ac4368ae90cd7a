package io.munia.benchmarks.run;

import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.speakers.Speaker;
import io.munia.net.AddressFamily;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was asked for.
///
/// @param families empty where it is up to the table
/// @param table a recorded one, where given
/// @param routes in every scenario, where given; of a series, its sizes
/// @param clients receivers of the fan-out, where given; of a series, its sizes
/// @param runs 0 for the usual number
/// @param limit for each thing that is waited for, where given
/// @param within for everything, where given
/// @param out folder for what is kept, where given
record RunOptions(
    boolean quick,
    Set<Scenario> scenarios,
    List<Speaker> speakers,
    List<AddressFamily> families,
    Optional<Path> table,
    List<Integer> routes,
    List<Integer> clients,
    int senders,
    int runs,
    long seed,
    Optional<Duration> limit,
    Optional<Duration> within,
    Optional<Path> out) {
  static final List<Integer> SERIES_CLIENTS = List.of(1, 10, 50, 100, 250);

  static final List<Integer> SERIES_ROUTES = List.of(10_000, 100_000, 1_000_000);

  private static final List<Integer> QUICK_CLIENTS = List.of(1, 10, 50);
  private static final List<Integer> QUICK_ROUTES = List.of(10_000, 100_000);
  private static final int UPDATES = 1000;
  private static final int UPDATE_RECEIVERS = 20;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration SERIES_LIMIT = Duration.ofMinutes(1);

  /// All of `--quick`, so that it ends within five minutes.
  private static final Duration QUICK_MAX = Duration.ofSeconds(285);

  /// All of a series.
  private static final Duration SERIES_MAX = Duration.ofMinutes(60);

  /// All of everything: `tools/bench` without a word.
  private static final Duration ALL_MAX = Duration.ofMinutes(90);

  private static final Duration FOR_EVER = Duration.ofDays(7);

  int scenarioRuns() {
    return runs > 0 ? runs : quick ? 3 : 5;
  }

  int seriesRuns() {
    return runs > 0 ? runs : quick ? 1 : 3;
  }

  Duration scenarioLimit() {
    return limit.orElse(LIMIT);
  }

  Duration seriesLimit() {
    return limit.orElse(SERIES_LIMIT);
  }

  Duration scenarioMax() {
    return within.orElse(quick ? QUICK_MAX : FOR_EVER);
  }

  Duration seriesMax() {
    return within.orElse(quick ? QUICK_MAX : SERIES_MAX);
  }

  Duration allMax() {
    return within.orElse(ALL_MAX);
  }

  /// The lives that give the scenarios, in the order in which they are lived.
  List<Load> loads(List<AddressFamily> of) {
    List<Load> loads = new ArrayList<>();
    for (AddressFamily family : of) {
      ipv4Loads().forEach(load -> loads.add(load.of(family)));
    }
    return loads;
  }

  private static Load load(Set<Scenario> scenarios, int routes, int senders, int receivers) {
    return new Load(scenarios, AddressFamily.IPV4_UNICAST, routes, senders, receivers, 0);
  }

  private int routes(int usual) {
    return routes.isEmpty() ? usual : routes.getFirst();
  }

  private List<Load> ipv4Loads() {
    List<Load> loads = new ArrayList<>();
    Set<Scenario> table =
        EnumSet.of(Scenario.FULL_TABLE, Scenario.LATE_JOIN, Scenario.SESSION_LOST);
    table.retainAll(scenarios);
    if (scenarios.contains(Scenario.COME_AND_GO)) {
      table.add(Scenario.FULL_TABLE); // whose memory it is compared with
    }
    int tableRoutes = routes(quick ? 200_000 : 1_000_000);
    if (!table.isEmpty()) {
      loads.add(load(table, tableRoutes, 1, 1));
    }
    if (scenarios.contains(Scenario.FAN_OUT)) {
      fanOut(loads);
    }
    if (scenarios.contains(Scenario.SAME_ROUTES)) {
      loads.add(load(Set.of(Scenario.SAME_ROUTES), routes(50_000), senders, 1));
    }
    if (scenarios.contains(Scenario.ONE_UPDATE)) {
      loads.add(
          new Load(
              Set.of(Scenario.ONE_UPDATE),
              AddressFamily.IPV4_UNICAST,
              routes(200_000),
              1,
              UPDATE_RECEIVERS,
              UPDATES));
    }
    if (scenarios.contains(Scenario.COME_AND_GO)) {
      loads.add(load(Set.of(Scenario.COME_AND_GO), tableRoutes, Load.COMING, 1));
    }
    return loads;
  }

  private void fanOut(List<Load> loads) {
    Set<Scenario> only = Set.of(Scenario.FAN_OUT);
    if (!clients.isEmpty()) {
      clients.forEach(count -> loads.add(load(only, routes(100_000), 1, count)));
      return;
    }
    loads.add(load(only, routes(100_000), 1, 100));
    loads.add(load(only, routes(quick ? 20_000 : 100_000), 1, 256));
  }

  List<Integer> seriesClients() {
    return (clients.isEmpty() ? quick ? QUICK_CLIENTS : SERIES_CLIENTS : clients)
        .stream().distinct().sorted().toList();
  }

  List<Integer> seriesRoutes() {
    return (routes.isEmpty() ? quick ? QUICK_ROUTES : SERIES_ROUTES : routes)
        .stream().distinct().sorted().toList();
  }
}
