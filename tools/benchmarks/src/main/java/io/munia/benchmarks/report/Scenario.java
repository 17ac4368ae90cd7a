package io.munia.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a speaker is put through, in the order in which one life of it has them.
public enum Scenario {
  FULL_TABLE("full-table", "one client sends a table, one receives it"),
  FAN_OUT("fan-out", "one client sends, many receive"),
  SAME_ROUTES("same-routes", "many clients send the same routes, one receives"),
  ONE_UPDATE("one-update", "single changes to a loaded table, until the last client has each"),
  LATE_JOIN("late-join", "one more client joins and receives that table"),
  SESSION_LOST("session-lost", "the session with that table ends, all is withdrawn"),
  COME_AND_GO(
      "come-and-go", "three clients send a table each and are lost; memory within a minute");

  private final String word;
  private final String meaning;

  Scenario(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /// As on the command line.
  public String word() {
    return word;
  }

  public static Optional<Scenario> named(String word) {
    return Arrays.stream(values()).filter(scenario -> scenario.word.equals(word)).findFirst();
  }

  /// @throws IllegalArgumentException with a sentence
  public static Scenario of(String word) {
    return named(word)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'"
                    + word
                    + "' is no scenario: "
                    + Arrays.stream(values())
                        .map(Scenario::word)
                        .collect(Collectors.joining(", "))));
  }

  public static String explained() {
    return Arrays.stream(values())
        .map(scenario -> scenario.word + ": " + scenario.meaning)
        .collect(Collectors.joining("; "));
  }

  /// What is drawn of it, from top to bottom.
  public List<Figure> drawn() {
    return switch (this) {
      case FULL_TABLE -> List.of(Figure.WALL, Figure.CPU, Figure.RESIDENT);
      case ONE_UPDATE -> List.of(Figure.P50, Figure.P99);
      case COME_AND_GO -> List.of(Figure.LOADED, Figure.AFTER);
      case LATE_JOIN, SESSION_LOST, FAN_OUT, SAME_ROUTES -> List.of(Figure.WALL, Figure.CPU);
    };
  }
}
