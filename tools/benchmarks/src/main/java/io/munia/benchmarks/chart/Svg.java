package io.munia.benchmarks.chart;

import java.util.Locale;

/// An SVG document being written: as much of it as plots need, one element a line.
final class Svg {
  private final StringBuilder out = new StringBuilder();
  private final double width;
  private final double height;

  Svg(double width, double height) {
    this.width = width;
    this.height = height;
  }

  /// Where a text is anchored.
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /// How a line or an outline looks.
  ///
  /// @param dashes as in SVG; empty for none
  record Stroke(String colour, double width, String dashes) {
    static Stroke plain(String colour, double width) {
      return new Stroke(colour, width, "");
    }

    private String attributes() {
      return "stroke=\""
          + colour
          + "\" stroke-width=\""
          + number(width)
          + '"'
          + (dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + '"');
    }
  }

  void line(double x1, double y1, double x2, double y2, Stroke stroke) {
    element(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>"
            .formatted(number(x1), number(y1), number(x2), number(y2), stroke.attributes()));
  }

  void rectangle(double x, double y, double width, double height, String fill, Stroke stroke) {
    element(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\" %s/>"
            .formatted(
                number(x), number(y), number(width), number(height), fill, stroke.attributes()));
  }

  /// @param path in SVG's notation
  void path(String path, String fill, Stroke stroke) {
    element(
        "<path d=\"%s\" fill=\"%s\" stroke-linejoin=\"round\" %s/>"
            .formatted(path, fill, stroke.attributes()));
  }

  void text(double x, double y, Anchor anchor, double size, String colour, String text) {
    text(x, y, anchor, size, colour, "normal", "", text);
  }

  void bold(double x, double y, Anchor anchor, double size, String colour, String text) {
    text(x, y, anchor, size, colour, "bold", "", text);
  }

  /// Reads from bottom to top.
  void upright(double x, double y, double size, String colour, String text) {
    String turn = " transform=\"rotate(-90 " + number(x) + " " + number(y) + ")\"";
    text(x, y, Anchor.MIDDLE, size, colour, "normal", turn, text);
  }

  private void text(
      double x,
      double y,
      Anchor anchor,
      double size,
      String colour,
      String weight,
      String more,
      String text) {
    element(
        ("<text x=\"%s\" y=\"%s\" font-size=\"%s\" font-weight=\"%s\" fill=\"%s\""
                + " text-anchor=\"%s\"%s>%s</text>")
            .formatted(
                number(x),
                number(y),
                number(size),
                weight,
                colour,
                anchor.name().toLowerCase(Locale.ROOT),
                more,
                escaped(text)));
  }

  private void element(String element) {
    out.append("  ").append(element).append('\n');
  }

  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// The whole document.
  ///
  /// @param title for whoever cannot see it
  String document(String title) {
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\""
            + " height=\"%s\" font-family=\"DejaVu Sans, Verdana, sans-serif\" role=\"img\">%n"
            + "  <title>%s</title>%n%s</svg>%n",
        number(width),
        number(height),
        number(width),
        number(height),
        escaped(title),
        out);
  }
}
