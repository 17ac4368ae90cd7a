package io.munia.benchmarks.chart;

import io.munia.benchmarks.chart.Svg.Anchor;
import io.munia.benchmarks.chart.Svg.Stroke;
import io.munia.benchmarks.report.Spread;
import java.util.List;
import java.util.Optional;

/// Two logarithmic axes and some curves between them.
///
/// @param floor what is below it is drawn there: a logarithm has no place for 0
record Panel(String title, String xTitle, String yTitle, double floor, List<Curve> curves) {
  static final double WIDTH = 500;
  static final double HEIGHT = 300;

  private static final double LEFT = 72;
  private static final double RIGHT = 18;
  private static final double TOP = 34;
  private static final double BOTTOM = 48;
  private static final String INK = "#222222";
  private static final Stroke GRID = Stroke.plain("#dddddd", 1);
  private static final double CAP = 3.5;

  Panel {
    curves = List.copyOf(curves);
  }

  /// Draws it with its upper left corner here.
  void draw(Svg svg, double x, double y) {
    svg.bold(x + LEFT, y + TOP - 12, Anchor.START, 13, INK, title);
    if (curves.stream().allMatch(curve -> curve.xs().findAny().isEmpty())) {
      svg.text(x + WIDTH / 2, y + HEIGHT / 2, Anchor.MIDDLE, 13, INK, "not measured");
      return;
    }
    new Drawing(svg, x + LEFT, y + TOP).draw();
  }

  private List<Double> xs() {
    return curves.stream().flatMap(Curve::xs).distinct().sorted().toList();
  }

  /// One size alone has an axis, too.
  private LogScale across() {
    List<Double> xs = xs();
    double least = xs.getFirst();
    double most = xs.getLast();
    return new LogScale(least / 1.25, Math.max(most, least * 1.01) * 1.25);
  }

  private LogScale up() {
    return LogScale.around(
        curves.stream().flatMap(Curve::ys).map(value -> Math.max(floor, value)).toList());
  }

  private final class Drawing {
    private final Svg svg;
    private final double left;
    private final double top;
    private final double width = WIDTH - LEFT - RIGHT;
    private final double height = HEIGHT - TOP - BOTTOM;
    private final LogScale across = across();
    private final LogScale up = up();

    Drawing(Svg svg, double left, double top) {
      this.svg = svg;
      this.left = left;
      this.top = top;
    }

    private double x(double value) {
      return left + width * across.at(value);
    }

    private double y(double value) {
      return top + height * (1 - up.at(Math.max(floor, value)));
    }

    void draw() {
      for (double tick : up.ticks()) {
        svg.line(left, y(tick), left + width, y(tick), GRID);
        svg.text(left - 8, y(tick) + 4, Anchor.END, 12, INK, LogScale.label(tick));
      }
      for (double tick : xs()) {
        svg.line(x(tick), top, x(tick), top + height, GRID);
        svg.text(x(tick), top + height + 18, Anchor.MIDDLE, 12, INK, LogScale.label(tick));
      }
      svg.rectangle(left, top, width, height, "none", Stroke.plain("#777777", 1));
      svg.text(left + width / 2, top + height + 38, Anchor.MIDDLE, 12.5, INK, xTitle);
      svg.upright(left - 50, top + height / 2, 12.5, INK, yTitle);
      // The first of them, Munia behind the floor, is drawn last: on top.
      curves.reversed().forEach(this::line);
      curves.reversed().forEach(this::marks);
    }

    private void line(Curve curve) {
      StringBuilder path = new StringBuilder();
      for (Curve.Dot dot : curve.dots()) {
        path.append(path.isEmpty() ? "M" : "L");
        path.append(Svg.number(x(dot.x()))).append(' ').append(Svg.number(y(dot.y().median())));
      }
      Look look = Look.of(curve.name());
      if (curve.dots().size() > 1) {
        svg.path(path.toString(), "none", look.line());
      }
      Optional<Curve.Over> over = curve.over().stream().findFirst();
      if (over.isPresent() && !curve.dots().isEmpty()) {
        Curve.Dot last = curve.dots().getLast();
        svg.line(
            x(last.x()),
            y(last.y().median()),
            x(over.orElseThrow().x()),
            y(over.orElseThrow().y()),
            new Stroke(look.colour(), 1, "2 4"));
      }
    }

    private void marks(Curve curve) {
      Look look = Look.of(curve.name());
      Stroke bar = Stroke.plain(look.colour(), 1.4);
      for (Curve.Dot dot : curve.dots()) {
        Spread spread = dot.y();
        double x = x(dot.x());
        if (y(spread.least()) - y(spread.most()) > 1) {
          svg.line(x, y(spread.least()), x, y(spread.most()), bar);
          svg.line(x - CAP, y(spread.least()), x + CAP, y(spread.least()), bar);
          svg.line(x - CAP, y(spread.most()), x + CAP, y(spread.most()), bar);
        }
        look.mark(svg, x, y(spread.median()), true);
      }
      for (Curve.Over over : curve.over()) {
        double x = x(over.x());
        double y = y(over.y());
        svg.line(x, y, x, y - 15, bar);
        svg.path(
            "M"
                + Svg.number(x - 4)
                + " "
                + Svg.number(y - 11)
                + "L"
                + Svg.number(x)
                + " "
                + Svg.number(y - 17)
                + "L"
                + Svg.number(x + 4)
                + " "
                + Svg.number(y - 11),
            "none",
            bar);
        look.mark(svg, x, y, false);
      }
    }
  }
}
