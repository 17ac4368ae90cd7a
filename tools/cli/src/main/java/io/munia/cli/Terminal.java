package io.munia.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where answers go, and what fits there.
///
/// @param columns tables are cut to this width
/// @param colours whether escape sequences are welcome
record Terminal(PrintWriter out, PrintWriter err, int columns, boolean colours) {
  static final int COLUMNS = 80;
  private static final int COLUMNS_MIN = 40;

  /// The process's own. Whether that is a terminal, and how wide, the launcher has found out
  /// (properties `munia.terminal` and `munia.columns`): it costs a shell next to nothing, and the
  /// JDK's console would load a line editor for it.
  static Terminal ofProcess(Map<String, String> environment) {
    boolean terminal = Boolean.getBoolean("munia.terminal");
    int columns =
        firstNumber(
            System.getProperty("munia.columns", ""), environment.getOrDefault("COLUMNS", ""));
    return new Terminal(
        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        Math.max(COLUMNS_MIN, columns),
        terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  private static int firstNumber(String... texts) {
    for (String text : texts) {
      if (!text.isEmpty() && text.length() <= 4 && text.chars().allMatch(Character::isDigit)) {
        return Integer.parseInt(text);
      }
    }
    return COLUMNS;
  }

  /// Whether standard input is a person's terminal, as the launcher has found out (property
  /// `munia.input`).
  boolean asksForInput() {
    return System.getProperty("munia.input", "").equals("terminal");
  }

  /// Says what went wrong.
  void error(String sentence) {
    out.flush();
    err.println("munia: " + sentence);
    err.flush();
  }

  String green(String text) {
    return painted(text, "32");
  }

  String red(String text) {
    return painted(text, "31");
  }

  String bold(String text) {
    return painted(text, "1");
  }

  private String painted(String text, String code) {
    return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
