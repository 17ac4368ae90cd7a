package io.munia.benchmarks.chart;

import io.munia.benchmarks.chart.Svg.Anchor;
import io.munia.benchmarks.chart.Svg.Stroke;
import java.util.ArrayList;
import java.util.List;

/// Panels in rows below one title and one legend, and notes below them.
///
/// @param names in the legend, in their order
record Chart(String title, List<String> names, List<List<Panel>> rows, List<String> notes) {
  private static final double MARGIN = 16;
  private static final double HEAD = 78;
  private static final double NOTE = 18;
  private static final int NOTE_LETTERS_MAX = 140;
  private static final String INK = "#222222";
  private static final String PAPER = "#ffffff";

  Chart {
    names = List.copyOf(names);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
  }

  String svg() {
    List<String> lines = notes.stream().flatMap(note -> folded(note).stream()).toList();
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    double width = 2 * MARGIN + columns * Panel.WIDTH;
    double height = HEAD + rows.size() * Panel.HEIGHT + lines.size() * NOTE + MARGIN + 4;
    Svg svg = new Svg(width, height);
    svg.rectangle(0, 0, width, height, PAPER, Stroke.plain(PAPER, 0));
    svg.bold(MARGIN, 30, Anchor.START, 17, INK, title);
    legend(svg);
    double y = HEAD;
    for (List<Panel> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        row.get(i).draw(svg, MARGIN + i * Panel.WIDTH, y);
      }
      y += Panel.HEIGHT;
    }
    for (String line : lines) {
      svg.text(MARGIN + 4, y + 16, Anchor.START, 12, INK, line);
      y += NOTE;
    }
    return svg.document(title);
  }

  private void legend(Svg svg) {
    double x = MARGIN;
    double y = 56;
    for (String name : names) {
      Look look = Look.of(name);
      svg.line(x, y, x + 44, y, look.line());
      look.mark(svg, x + 22, y, true);
      svg.text(x + 52, y + 4.5, Anchor.START, 13, INK, name);
      x += 74 + 8.2 * name.length();
    }
  }

  /// In lines that fit.
  static List<String> folded(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > NOTE_LETTERS_MAX) {
        lines.add(line.toString());
        line.setLength(0);
        line.append("  ");
      }
      line.append(line.isEmpty() || line.toString().isBlank() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
