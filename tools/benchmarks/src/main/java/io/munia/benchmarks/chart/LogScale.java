package io.munia.benchmarks.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A logarithmic axis from one number to a larger one.
record LogScale(double least, double most) {
  private static final double[] STEPS = {1, 2, 5};

  /// Labels beyond which only whole decades have one.
  private static final int LABELS_MAX = 10;

  LogScale {
    if (!(least > 0) || !(most > least)) {
      throw new IllegalArgumentException("no axis from " + least + " to " + most);
    }
  }

  /// From a step (1, 2, 5) at or below the smallest to one at or above the largest, at least a
  /// decade.
  ///
  /// @param values one or more, above 0
  static LogScale around(List<Double> values) {
    double least = values.stream().min(Double::compare).orElseThrow();
    double most = values.stream().max(Double::compare).orElseThrow();
    double from = below(least);
    double to = above(most);
    while (to / from < 9.99) {
      from = below(from * 0.99);
      to = above(to * 1.01);
    }
    return new LogScale(from, to);
  }

  private static double below(double value) {
    double decade = decade(value);
    return value >= 5 * decade * 0.9999
        ? 5 * decade
        : value >= 2 * decade * 0.9999 ? 2 * decade : decade;
  }

  private static double above(double value) {
    double decade = decade(value);
    return value <= decade * 1.0001
        ? decade
        : value <= 2 * decade * 1.0001
            ? 2 * decade
            : value <= 5 * decade * 1.0001 ? 5 * decade : 10 * decade;
  }

  private static double decade(double value) {
    return Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
  }

  /// 0 at the least, 1 at the most; what lies outside is at the end.
  double at(double value) {
    double inside = Math.min(most, Math.max(least, value));
    return Math.log(inside / least) / Math.log(most / least);
  }

  /// Where lines are drawn: steps, or decades alone where those are many.
  List<Double> ticks() {
    List<Double> steps = ticks(STEPS);
    return steps.size() <= LABELS_MAX ? steps : ticks(new double[] {1});
  }

  private List<Double> ticks(double[] steps) {
    List<Double> ticks = new ArrayList<>();
    for (double decade = decade(least); decade <= most * 1.0001; decade *= 10) {
      for (double step : steps) {
        double tick = decade * step;
        if (tick >= least * 0.9999 && tick <= most * 1.0001) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /// As short as it can be read: `0.02`, `5`, `100k`, `1M`.
  static String label(double value) {
    if (value >= 999_999) {
      return trimmed(value / 1e6) + "M";
    }
    if (value >= 999) {
      return trimmed(value / 1e3) + "k";
    }
    return trimmed(value);
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
