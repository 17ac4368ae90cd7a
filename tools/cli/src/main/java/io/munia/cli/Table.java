package io.munia.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Rows under headings, fitted to the terminal's width. Columns that may shrink give way from the
/// widest on, down to [#SHRUNK_COLUMNS_MIN], and show with `…` that something is left out. Columns
/// that may break (addresses) are never cut: where the terminal is too narrow, a row goes on in the
/// next line behind a cell that is too long. Prose goes on below itself.
final class Table {
  private static final int SHRUNK_COLUMNS_MIN = 6;
  private static final int BROKEN_COLUMNS = 15;
  private static final int WRAPPED_COLUMNS_MIN = 30;
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /// @param heading empty for none
  record Column(String heading, Align align, Fit fit) {
    static Column left(String heading) {
      return new Column(heading, Align.LEFT, Fit.WHOLE);
    }

    static Column right(String heading) {
      return new Column(heading, Align.RIGHT, Fit.WHOLE);
    }

    /// Never cut, but the row may go on in the next line behind it.
    static Column breaking(String heading) {
      return new Column(heading, Align.LEFT, Fit.BREAKS);
    }

    /// Prose, in the last column: goes on below itself.
    static Column wrapping(String heading) {
      return new Column(heading, Align.LEFT, Fit.WRAPS);
    }

    /// May be cut.
    static Column shrinking(String heading) {
      return new Column(heading, Align.LEFT, Fit.SHRINKS);
    }
  }

  enum Align {
    LEFT,
    RIGHT
  }

  enum Fit {
    WHOLE,
    SHRINKS,
    BREAKS,
    WRAPS
  }

  /// @param paint applied after the text was fitted
  private record Cell(String text, UnaryOperator<String> paint) {}

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void row(String... texts) {
    row(UnaryOperator.identity(), -1, texts);
  }

  /// A row with one cell painted.
  void row(UnaryOperator<String> paint, int painted, String... texts) {
    List<Cell> row = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      row.add(new Cell(clean(texts[i]), i == painted ? paint : UnaryOperator.identity()));
    }
    rows.add(row);
  }

  void print(Terminal terminal) {
    int[] widths = fitted(terminal.columns());
    printHeading(widths, terminal);
    printRows(widths, terminal);
  }

  /// Without the headings, which stand above an earlier page.
  void printRows(Terminal terminal) {
    printRows(fitted(terminal.columns()), terminal);
  }

  private void printHeading(int[] widths, Terminal terminal) {
    StringBuilder heading = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      put(heading, columns.get(i).heading(), i, widths, UnaryOperator.identity());
    }
    if (!heading.toString().isBlank()) {
      terminal.out().println(terminal.bold(heading.toString().stripTrailing()));
    }
  }

  private void printRows(int[] widths, Terminal terminal) {
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        put(line, row.get(i).text(), i, widths, row.get(i).paint());
      }
      terminal.out().println(line.toString().stripTrailing());
    }
  }

  private int[] fitted(int available) {
    int[] widths = new int[columns.size()];
    int total = GAP.length() * (widths.length - 1);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).heading().length();
      for (List<Cell> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).text().length());
      }
      total += widths[i];
    }
    for (int i = 0; i < widths.length && total > available; i++) {
      if (columns.get(i).fit() == Fit.BREAKS && widths[i] > BROKEN_COLUMNS) {
        total -= widths[i] - BROKEN_COLUMNS;
        widths[i] = BROKEN_COLUMNS;
      }
    }
    for (int i = 0; i < widths.length && total > available; i++) {
      if (columns.get(i).fit() == Fit.WRAPS && widths[i] > WRAPPED_COLUMNS_MIN) {
        int less = Math.min(total - available, widths[i] - WRAPPED_COLUMNS_MIN);
        total -= less;
        widths[i] -= less;
      }
    }
    for (int widest = widest(widths); total > available && widest >= 0; widest = widest(widths)) {
      widths[widest]--;
      total--;
    }
    return widths;
  }

  private int widest(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      if (columns.get(i).fit() == Fit.SHRINKS
          && widths[i] > SHRUNK_COLUMNS_MIN
          && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  private void put(
      StringBuilder line, String text, int at, int[] widths, UnaryOperator<String> paint) {
    if (at > 0) {
      line.append(GAP);
    }
    if (columns.get(at).fit() == Fit.BREAKS && text.length() > widths[at]) {
      line.append(paint.apply(text)).append('\n');
      for (int i = 0; i <= at; i++) {
        line.repeat(' ', widths[i] + (i > 0 ? GAP.length() : 0));
      }
      return;
    }
    if (columns.get(at).fit() == Fit.WRAPS && text.length() > widths[at]) {
      wrap(line, text, at, widths, paint);
      return;
    }
    String fitting = text.length() <= widths[at] ? text : text.substring(0, widths[at] - 1) + "…";
    String padding = " ".repeat(widths[at] - fitting.length());
    if (columns.get(at).align() == Align.RIGHT) {
      line.append(padding).append(paint.apply(fitting));
    } else {
      line.append(paint.apply(fitting)).append(padding);
    }
  }

  private static void wrap(
      StringBuilder line, String text, int at, int[] widths, UnaryOperator<String> paint) {
    int indent = 0;
    for (int i = 0; i < at; i++) {
      indent += widths[i] + GAP.length();
    }
    String rest = text;
    while (rest.length() > widths[at]) {
      int space = rest.lastIndexOf(' ', widths[at]);
      int cut = space > 0 ? space : widths[at];
      line.append(paint.apply(rest.substring(0, cut))).append('\n').repeat(' ', indent);
      rest = rest.substring(cut).stripLeading();
    }
    line.append(paint.apply(rest));
  }

  /// What came from a neighbour must not speak to the terminal.
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(Character.isISOControl(c) ? '?' : c);
    }
    return clean.toString();
  }
}
