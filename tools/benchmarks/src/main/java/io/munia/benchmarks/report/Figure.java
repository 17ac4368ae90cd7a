package io.munia.benchmarks.report;

import java.util.Arrays;
import java.util.Optional;

/// What is measured in a run; smaller is better.
public enum Figure {
  WALL("wall s", 3, true),
  P50("p50 ms", 2, true),
  P99("p99 ms", 2, true),
  CPU("CPU s", 2, true),
  LOADED("loaded MB", 0, false),
  AFTER("after MB", 0, true),
  BACK("back s", 1, true),
  AGAINST("÷ BIRD 2 full-table", "÷ BIRD 2", 2, false),
  RESIDENT("resident MB", "RSS MB", 0, false),
  PEAK("peak MB", 0, false),
  FEEDER("feeder %", 0, false);

  private final String title;
  private final String heading;
  private final int digits;
  private final boolean spread;

  Figure(String title, int digits, boolean spread) {
    this(title, title, digits, spread);
  }

  Figure(String title, String heading, int digits, boolean spread) {
    this.title = title;
    this.heading = heading;
    this.digits = digits;
    this.spread = spread;
  }

  /// What it is called, its unit last.
  public String title() {
    return title;
  }

  /// The same above a column, where room is short.
  String heading() {
    return heading;
  }

  static Optional<Figure> titled(String title) {
    return Arrays.stream(values()).filter(figure -> figure.title.equals(title)).findFirst();
  }

  /// Behind the point.
  int digits() {
    return digits;
  }

  /// Whether least and most are shown beside the median.
  boolean spread() {
    return spread;
  }

  /// Whether it is the speaker's, and no ratio already.
  boolean compared() {
    return this != FEEDER && this != AGAINST;
  }
}
