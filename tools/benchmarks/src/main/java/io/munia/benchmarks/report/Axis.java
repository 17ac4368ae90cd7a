package io.munia.benchmarks.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What changes along a series of measurements.
public enum Axis {
  CLIENTS,
  ROUTES;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Axis> named(String word) {
    return Arrays.stream(values()).filter(axis -> axis.word().equals(word)).findFirst();
  }

  /// Where a case lies on it. The clients of the same routes are those that send.
  public int at(Case of) {
    if (this == ROUTES) {
      return of.routes();
    }
    return of.scenario() == Scenario.SAME_ROUTES ? of.senders() : of.receivers();
  }
}
