package io.munia.benchmarks.chart;

import io.munia.benchmarks.report.Spread;
import java.util.List;
import java.util.stream.Stream;

/// One speaker in one panel.
///
/// @param over where the limit was reached: at most one, behind the last dot
record Curve(String name, List<Dot> dots, List<Over> over) {
  Curve {
    dots = List.copyOf(dots);
    over = List.copyOf(over);
  }

  /// Above the limit there is room for an arrow.
  private static final double HEADROOM = 2;

  /// What was measured at one size.
  record Dot(double x, Spread y) {}

  /// At this size it took more than `y`.
  record Over(double x, double y) {}

  Stream<Double> xs() {
    return Stream.concat(dots.stream().map(Dot::x), over.stream().map(Over::x));
  }

  Stream<Double> ys() {
    return Stream.concat(
        dots.stream().flatMap(dot -> Stream.of(dot.y().least(), dot.y().most())),
        over.stream().map(each -> each.y() * HEADROOM));
  }
}
