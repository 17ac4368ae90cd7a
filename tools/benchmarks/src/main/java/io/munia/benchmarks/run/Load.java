package io.munia.benchmarks.run;

import java.util.Locale;
import java.util.Set;

/// One life of a speaker: what it is loaded with, and the scenarios that are measured on the way.
///
/// @param updates single changes after the load, where [Scenario#ONE_UPDATE] is asked for
record Load(Set<Scenario> scenarios, int routes, int senders, int receivers, int updates) {
  Load {
    scenarios = Set.copyOf(scenarios);
  }

  boolean has(Scenario scenario) {
    return scenarios.contains(scenario);
  }

  /// Addresses that are needed: one more for the client that joins late.
  int clients() {
    return senders + receivers + 1;
  }

  /// What the table is headed with.
  String title(Scenario scenario) {
    String numbers = String.format(Locale.ROOT, "%,d routes, %d → %d", routes, senders, receivers);
    return switch (scenario) {
      case FULL_TABLE, FAN_OUT, SAME_ROUTES -> scenario.word() + ": " + numbers;
      case LATE_JOIN ->
          String.format(Locale.ROOT, "%s: one more client, %,d routes", scenario.word(), routes);
      case SESSION_LOST ->
          String.format(Locale.ROOT, "%s: the session with %,d routes", scenario.word(), routes);
      case ONE_UPDATE ->
          String.format(
              Locale.ROOT,
              "%s: %,d changes → %d clients, %,d routes loaded",
              scenario.word(),
              updates,
              receivers,
              routes);
    };
  }
}
