package io.munia.benchmarks.run;

import io.munia.benchmarks.report.Axis;
import io.munia.benchmarks.report.Scenario;
import io.munia.net.AddressFamily;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

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
    List<Series> all = new ArrayList<>();
    add(
        all,
        Axis.CLIENTS,
        clients,
        with(after, fan, Scenario.FAN_OUT),
        (of, n) -> new Load(of, family, ROUTES, 1, n, 0));
    add(
        all,
        Axis.CLIENTS,
        clients,
        only(scenarios, Scenario.SAME_ROUTES),
        (of, n) -> new Load(of, family, SAME_ROUTES, n, 1, 0));
    add(
        all,
        Axis.CLIENTS,
        clients,
        only(scenarios, Scenario.ONE_UPDATE),
        (of, n) -> new Load(of, family, ROUTES, 1, n, UPDATES));
    add(
        all,
        Axis.ROUTES,
        routes,
        with(after, scenarios.contains(Scenario.FULL_TABLE), Scenario.FULL_TABLE),
        (of, n) -> new Load(of, family, n, 1, 1, 0));
    add(
        all,
        Axis.ROUTES,
        routes,
        only(scenarios, Scenario.FAN_OUT),
        (of, n) -> new Load(of, family, n, 1, RECEIVERS, 0));
    add(
        all,
        Axis.ROUTES,
        routes,
        only(scenarios, Scenario.SAME_ROUTES),
        (of, n) -> new Load(of, family, n, SENDERS, 1, 0));
    add(
        all,
        Axis.ROUTES,
        routes,
        only(scenarios, Scenario.ONE_UPDATE),
        (of, n) -> new Load(of, family, n, 1, UPDATE_RECEIVERS, UPDATES));
    return all;
  }

  private interface Sized {
    Load of(Set<Scenario> scenarios, int size);
  }

  private static void add(
      List<Series> all, Axis axis, List<Integer> sizes, Set<Scenario> scenarios, Sized sized) {
    if (!scenarios.isEmpty()) {
      IntFunction<Load> load = size -> sized.of(scenarios, size);
      all.add(new Series(axis, sizes.stream().map(load::apply).toList()));
    }
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
