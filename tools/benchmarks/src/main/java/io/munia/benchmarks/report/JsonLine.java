package io.munia.benchmarks.report;

import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.report.Outcome.Measured;
import java.util.Locale;

/// One outcome as one line of JSON.
public final class JsonLine {
  private JsonLine() {}

  public static String of(Outcome outcome) {
    StringBuilder line =
        new StringBuilder("{\"scenario\":")
            .append(text(outcome.scenario()))
            .append(",\"speaker\":")
            .append(text(outcome.speaker()))
            .append(",\"run\":")
            .append(outcome.run());
    switch (outcome) {
      case Measured measured -> {
        for (Figure figure : Figure.values()) {
          Double value = measured.figures().get(figure);
          if (value != null) {
            line.append(",\"").append(figure.title()).append("\":");
            line.append(String.format(Locale.ROOT, "%.6f", value));
          }
        }
      }
      case Failed failed -> line.append(",\"failed\":").append(text(failed.why()));
    }
    return line.append('}').toString();
  }

  private static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        default -> {
          if (c < ' ') {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
