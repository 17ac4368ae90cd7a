package io.munia.benchmarks.chart;

import io.munia.benchmarks.chart.Svg.Stroke;
import java.util.Map;

/// How a speaker is drawn: colours that colour-blind people tell apart, and, for print in grey,
/// dashes and marks of which no two are the same.
///
/// @param dashes as in SVG; empty for none
record Look(String colour, String dashes, double width, Mark mark) {
  private static final Map<String, Look> BY_NAME =
      Map.of(
          "Munia", new Look("#0b3c8c", "", 2.6, Mark.CIRCLE),
          "BIRD 2", new Look("#d55e00", "9 4", 2, Mark.SQUARE),
          "FRR bgpd", new Look("#009e73", "10 3 2 3", 2, Mark.TRIANGLE),
          "GoBGP", new Look("#b0588f", "2 3", 2, Mark.DIAMOND),
          "OpenBGPD", new Look("#3d9fd6", "14 5", 2, Mark.UPSIDE_DOWN),
          "floor", new Look("#8a8a8a", "4 4", 1.4, Mark.CROSS));

  private static final Look OTHER = new Look("#444444", "1 2", 2, Mark.CROSS);
  private static final double RADIUS = 4.6;

  enum Mark {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    DIAMOND,
    UPSIDE_DOWN,
    CROSS
  }

  static Look of(String name) {
    return BY_NAME.getOrDefault(name, OTHER);
  }

  Stroke line() {
    return new Stroke(colour, width, dashes);
  }

  /// @param filled or an outline
  void mark(Svg svg, double x, double y, boolean filled) {
    svg.path(outline(x, y), filled ? colour : "#ffffff", Stroke.plain(colour, 1.8));
  }

  private String outline(double x, double y) {
    double r = RADIUS;
    return switch (mark) {
      case CIRCLE ->
          "M"
              + at(x - r, y)
              + "a"
              + r
              + " "
              + r
              + " 0 1 0 "
              + 2 * r
              + " 0a"
              + r
              + " "
              + r
              + " 0 1 0 "
              + -2 * r
              + " 0z";
      case SQUARE ->
          polygon(
              x - r + 0.5,
              y - r + 0.5,
              x + r - 0.5,
              y - r + 0.5,
              x + r - 0.5,
              y + r - 0.5,
              x - r + 0.5,
              y + r - 0.5);
      case TRIANGLE -> polygon(x, y - r - 1, x + r + 0.5, y + r - 0.5, x - r - 0.5, y + r - 0.5);
      case UPSIDE_DOWN -> polygon(x, y + r + 1, x + r + 0.5, y - r + 0.5, x - r - 0.5, y - r + 0.5);
      case DIAMOND -> polygon(x, y - r - 1.4, x + r + 0.6, y, x, y + r + 1.4, x - r - 0.6, y);
      case CROSS ->
          "M"
              + at(x - r, y - r)
              + "L"
              + at(x + r, y + r)
              + "M"
              + at(x - r, y + r)
              + "L"
              + at(x + r, y - r);
    };
  }

  private static String polygon(double... points) {
    StringBuilder path = new StringBuilder("M");
    for (int i = 0; i < points.length; i += 2) {
      path.append(i == 0 ? "" : "L").append(at(points[i], points[i + 1]));
    }
    return path.append('z').toString();
  }

  private static String at(double x, double y) {
    return Svg.number(x) + " " + Svg.number(y);
  }
}
