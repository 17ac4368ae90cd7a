package io.munia.benchmarks.report;

import java.util.Map;

/// What one run of one speaker through one scenario gave.
public sealed interface Outcome {
  Case of();

  /// As tables call it.
  String speaker();

  /// From 1.
  int run();

  record Measured(Case of, String speaker, int run, Map<Figure, Double> figures)
      implements Outcome {
    public Measured {
      figures = Map.copyOf(figures);
    }
  }

  /// The limit was reached before the end.
  ///
  /// @param seconds the limit
  /// @param how far it was, in a few words
  record Late(Case of, String speaker, int run, double seconds, String how) implements Outcome {}

  /// Nothing was measured, on purpose.
  ///
  /// @param why a few words
  record Skipped(Case of, String speaker, int run, String why) implements Outcome {}

  /// @param why a sentence, and the end of the speaker's log below it
  record Failed(Case of, String speaker, int run, String why) implements Outcome {}
}
