package io.munia.benchmarks.report;

import java.util.Map;

/// What one run of one speaker through one scenario gave.
public sealed interface Outcome {
  /// The scenario and its numbers, such as `fan-out: 100,000 routes, 1 → 100 clients`.
  String scenario();

  /// As tables call it.
  String speaker();

  /// From 1.
  int run();

  record Measured(String scenario, String speaker, int run, Map<Figure, Double> figures)
      implements Outcome {
    public Measured {
      figures = Map.copyOf(figures);
    }
  }

  /// @param why a sentence, and the end of the speaker's log below it
  record Failed(String scenario, String speaker, int run, String why) implements Outcome {}
}
