package io.munia.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a demo prints: chapters, facts that were checked, and tables as a tool prints them. Fits 80
/// columns; plain where it is not a terminal.
final class Report {
  private static final int COLUMNS = 80;

  private final PrintStream out;
  private final Style style;
  private int facts;

  /// @param colour whether to use ANSI colours
  /// @param check the mark in front of a fact
  record Style(boolean colour, String check) {}

  Report(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /// A new part of the story.
  void chapter(String title) {
    out.println();
    out.println(paint("1", title));
  }

  /// Something that was checked just now, and holds.
  void fact(String sentence, Object... values) {
    facts++;
    wrap(
        "  " + paint("32", style.check()) + " ",
        2 + style.check().length() + 1,
        format(sentence, values));
  }

  /// Something the reader should know, which is no check.
  void note(String sentence, Object... values) {
    wrap("    ", 4, format(sentence, values));
  }

  /// What a tool printed, cut at the right margin.
  void quote(String title, List<String> lines) {
    out.println();
    out.println("    " + title);
    for (String line : lines) {
      String plain = line.replace("\t", "        ").stripTrailing();
      String shown = "    " + plain;
      out.println(shown.length() <= COLUMNS ? shown : shown.substring(0, COLUMNS - 1) + "…");
    }
    out.println();
  }

  /// A line as it stands.
  void line(String text) {
    out.println(text);
  }

  int facts() {
    return facts;
  }

  /// `0.3 ms`, `41 ms`, `2.3 s`: as exact as the number is good for.
  static String time(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    if (millis >= 1000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
  private static String format(String sentence, Object... values) {
    return values.length == 0 ? sentence : String.format(Locale.ROOT, sentence, values);
  }

  private String paint(String code, String text) {
    return style.colour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private void wrap(String lead, int indent, String text) {
    StringBuilder line = new StringBuilder(lead);
    int used = indent;
    for (String word : text.split(" ", -1)) {
      if (used > indent && used + 1 + word.length() > COLUMNS) {
        out.println(line);
        line = new StringBuilder(" ".repeat(indent));
        used = indent;
      }
      if (used > indent) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += word.length();
    }
    out.println(line);
    out.flush();
  }
}
