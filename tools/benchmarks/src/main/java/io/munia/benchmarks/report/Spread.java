package io.munia.benchmarks.report;

import java.util.List;
import java.util.Locale;

/// Median, least and most of some numbers.
public record Spread(double median, double least, double most) {

  /// @param values one or more
  public static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }

  /// `0.12 (0.11–0.19)`.
  public String show(int digits) {
    return number(median, digits) + " (" + number(least, digits) + "–" + number(most, digits) + ")";
  }

  public String showMedian(int digits) {
    return number(median, digits);
  }

  /// Large numbers have fewer digits behind the point: `0.512`, `21.67`, `110.9`.
  private static String number(double value, int digits) {
    int before = value < 10 ? 0 : value < 100 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + Math.max(0, digits - before) + "f", value);
  }
}
