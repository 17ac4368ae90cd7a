package io.munia.benchmarks.run;

import io.munia.benchmarks.speakers.Speaker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was asked for.
///
/// @param routes in every scenario, where given
/// @param receivers of the fan-out, where given
/// @param limit for each thing that is waited for
/// @param out folder for a line of each run, where given
record RunOptions(
    boolean quick,
    Set<Scenario> scenarios,
    List<Speaker> speakers,
    Optional<Integer> routes,
    List<Integer> receivers,
    int senders,
    int runs,
    long seed,
    Duration limit,
    Optional<Path> out) {
  private static final int UPDATES = 1000;
  private static final int UPDATE_RECEIVERS = 20;

  /// All of `--quick`.
  private static final Duration QUICK_MAX = Duration.ofSeconds(270);

  /// Whether there is to be another run after so many, that took so long: no more than asked for,
  /// and with `--quick` one that would end in time.
  boolean another(int done, Duration elapsed) {
    boolean inTime = elapsed.dividedBy(done).multipliedBy(done + 1L).compareTo(QUICK_MAX) < 0;
    return done < runs && (!quick || inTime);
  }

  /// The lives that give these scenarios, in the order in which they are lived.
  List<Load> loads() {
    List<Load> loads = new ArrayList<>();
    Set<Scenario> table =
        EnumSet.of(Scenario.FULL_TABLE, Scenario.LATE_JOIN, Scenario.SESSION_LOST);
    table.retainAll(scenarios);
    if (!table.isEmpty()) {
      loads.add(new Load(table, routes.orElse(quick ? 200_000 : 1_000_000), 1, 1, 0));
    }
    if (scenarios.contains(Scenario.FAN_OUT)) {
      fanOut(loads);
    }
    if (scenarios.contains(Scenario.SAME_ROUTES)) {
      loads.add(new Load(Set.of(Scenario.SAME_ROUTES), routes.orElse(50_000), senders, 1, 0));
    }
    if (scenarios.contains(Scenario.ONE_UPDATE)) {
      loads.add(
          new Load(
              Set.of(Scenario.ONE_UPDATE), routes.orElse(200_000), 1, UPDATE_RECEIVERS, UPDATES));
    }
    return loads;
  }

  private void fanOut(List<Load> loads) {
    Set<Scenario> only = Set.of(Scenario.FAN_OUT);
    if (!receivers.isEmpty()) {
      receivers.forEach(count -> loads.add(new Load(only, routes.orElse(100_000), 1, count, 0)));
      return;
    }
    loads.add(new Load(only, routes.orElse(100_000), 1, 100, 0));
    loads.add(new Load(only, routes.orElse(quick ? 20_000 : 100_000), 1, 256, 0));
  }
}
