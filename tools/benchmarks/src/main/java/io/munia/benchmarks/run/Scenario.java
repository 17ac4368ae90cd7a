package io.munia.benchmarks.run;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What a speaker is put through.
enum Scenario {
  FULL_TABLE("full-table", "one client sends a table, one receives it"),
  LATE_JOIN("late-join", "one more client joins and receives that table"),
  SESSION_LOST("session-lost", "the session with that table ends, all is withdrawn"),
  FAN_OUT("fan-out", "one client sends, many receive"),
  SAME_ROUTES("same-routes", "many clients send the same routes, one receives"),
  ONE_UPDATE("one-update", "single changes to a loaded table, until the last client has each");

  private final String word;
  private final String meaning;

  Scenario(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /// As on the command line.
  String word() {
    return word;
  }

  static Scenario of(String word) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.word.equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'"
                    + word
                    + "' is no scenario: "
                    + Arrays.stream(values())
                        .map(Scenario::word)
                        .collect(Collectors.joining(", "))));
  }

  static String explained() {
    return Arrays.stream(values())
        .map(scenario -> scenario.word + ": " + scenario.meaning)
        .collect(Collectors.joining("; "));
  }
}
