package io.munia.benchmarks.run;

import io.munia.benchmarks.report.Axis;
import io.munia.benchmarks.report.Scenario;
import io.munia.net.AddressFamily;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// The same scenarios at several sizes, the smallest first.
record Series(Axis axis, List<Load> loads) {
  /// Where clients are counted.
  private static final int ROUTES = 100_000;

  /// The same, for the same routes from many, of which a speaker keeps every path.
  private static final int SAME_ROUTES = 10_000;

  /// Where routes are counted.
  private static final int RECEIVERS = 100;

  private static final int UPDATE_RECEIVERS = 20;
  private static final int SENDERS = 5;
  private static final int UPDATES = 200;

  Series {
    loads = List.copyOf(loads);
  }

  static List<Series> all(
      Set<Scenario> scenarios, AddressFamily family, List<Integer> clients, List<Integer> routes) {
    Set<Scenario> after = EnumSet.of(Scenario.LATE_JOIN, Scenario.SESSION_LOST);
    after.retainAll(scenarios);
    // The table to one client is the first of the fan-out's sizes.
    boolean fan = scenarios.contains(Scenario.FAN_OUT) || scenarios.contains(Scenario.FULL_TABLE);
    Set<Scenario> fanOut = with(after, fan, Scenario.FAN_OUT);
    Set<Scenario> table = with(after, scenarios.contains(Scenario.FULL_TABLE), Scenario.FULL_TABLE);
    Set<Scenario> fanOutAlone = only(scenarios, Scenario.FAN_OUT);
    Set<Scenario> same = only(scenarios, Scenario.SAME_ROUTES);
    Set<Scenario> update = only(scenarios, Scenario.ONE_UPDATE);
    return Stream.of(
            of(Axis.CLIENTS, clients, n -> new Load(fanOut, family, ROUTES, 1, n, 0)),
            of(Axis.CLIENTS, clients, n -> new Load(same, family, SAME_ROUTES, n, 1, 0)),
            of(Axis.CLIENTS, clients, n -> new Load(update, family, ROUTES, 1, n, UPDATES)),
            of(Axis.ROUTES, routes, n -> new Load(table, family, n, 1, 1, 0)),
            of(Axis.ROUTES, routes, n -> new Load(fanOutAlone, family, n, 1, RECEIVERS, 0)),
            of(Axis.ROUTES, routes, n -> new Load(same, family, n, SENDERS, 1, 0)),
            of(Axis.ROUTES, routes, n -> new Load(update, family, n, 1, UPDATE_RECEIVERS, UPDATES)))
        .filter(series -> !series.loads().getFirst().scenarios().isEmpty())
        .toList();
  }

  private static Series of(Axis axis, List<Integer> sizes, IntFunction<Load> load) {
    return new Series(axis, sizes.stream().map(load::apply).toList());
  }

  private static Set<Scenario> with(Set<Scenario> some, boolean wanted, Scenario scenario) {
    Set<Scenario> all = EnumSet.noneOf(Scenario.class);
    all.addAll(some);
    if (wanted) {
      all.add(scenario);
    }
    return all;
  }

  private static Set<Scenario> only(Set<Scenario> scenarios, Scenario scenario) {
    return scenarios.contains(scenario) ? EnumSet.of(scenario) : Set.of();
  }

  /// The same with tables no larger than there are, and none twice.
  Series fitted(Tables tables) {
    return new Series(axis, loads.stream().map(tables::fitted).distinct().toList());
  }

  /// The most addresses for clients that a load needs.
  int clients() {
    return loads.stream().mapToInt(Load::clients).max().orElse(0);
  }
}
