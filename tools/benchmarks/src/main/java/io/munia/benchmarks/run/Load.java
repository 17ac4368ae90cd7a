package io.munia.benchmarks.run;

import io.munia.benchmarks.report.Case;
import io.munia.benchmarks.report.Scenario;
import io.munia.net.AddressFamily;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One life of a speaker: what it is loaded with, and the scenarios that are measured on the way.
///
/// @param routes that each sender sends
/// @param updates single changes after the load, where [Scenario#ONE_UPDATE] is asked for
record Load(
    Set<Scenario> scenarios,
    AddressFamily family,
    int routes,
    int senders,
    int receivers,
    int updates) {
  /// Clients with tables that nobody else has, in [Scenario#COME_AND_GO].
  static final int COMING = 3;

  Load {
    scenarios = Set.copyOf(scenarios);
  }

  boolean has(Scenario scenario) {
    return scenarios.contains(scenario);
  }

  /// In the order in which they are measured.
  List<Scenario> inOrder() {
    return scenarios.stream().sorted().toList();
  }

  /// How many tables its senders share between them.
  int layers() {
    return has(Scenario.COME_AND_GO) ? senders : 1;
  }

  /// Addresses that are needed: one more for the client that joins late.
  int clients() {
    return senders + receivers + 1;
  }

  /// Paths that a speaker holds in the end.
  long paths() {
    return (long) routes * senders;
  }

  /// What it costs, roughly: each path is taken in, and each route given to each receiver.
  long deliveries() {
    return paths() * receivers;
  }

  /// For people.
  String size() {
    return String.format(Locale.ROOT, "%,d routes, %d → %d", routes, senders, receivers);
  }

  Load of(AddressFamily other) {
    return new Load(scenarios, other, routes, senders, receivers, updates);
  }

  Load withRoutes(int other) {
    return new Load(scenarios, family, other, senders, receivers, updates);
  }

  /// What a speaker without a table can be put through: nothing where it is empty.
  Load withoutTable() {
    Set<Scenario> kept = EnumSet.noneOf(Scenario.class);
    kept.addAll(scenarios);
    kept.retainAll(EnumSet.of(Scenario.FULL_TABLE, Scenario.FAN_OUT, Scenario.ONE_UPDATE));
    return new Load(kept, family, routes, senders, receivers, updates);
  }

  /// @param table what it is called
  Case of(Scenario scenario, String table) {
    return new Case(scenario, table, routes, senders, receivers, updates);
  }
}
