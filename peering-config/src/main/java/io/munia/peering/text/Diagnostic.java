package io.munia.peering.text;

/// One thing that is wrong, or merely odd, in a configuration.
///
/// @param severity whether it stops a start
/// @param file as the user named it
/// @param line from 1; 0 where no line is known
/// @param path of the option: `munia.groups.tor.hold-time`
/// @param found what stands there
/// @param wouldDo what would do
public record Diagnostic(
    Severity severity, String file, int line, String path, String found, String wouldDo) {

  /// What an operator's mistake can lengthen is cut there.
  private static final int CHARACTERS_MAX = 1000;

  /// Strange files make strange keys: none reaches a terminal or a log as a control character.
  public Diagnostic {
    file = oneLine(file);
    path = oneLine(path);
    found = oneLine(found);
    wouldDo = oneLine(wouldDo);
  }

  private static String oneLine(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), CHARACTERS_MAX); i++) {
      char c = text.charAt(i);
      plain.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : "" + c);
    }
    return text.length() > CHARACTERS_MAX ? plain.append('…').toString() : plain.toString();
  }

  public enum Severity {
    ERROR,
    WARNING
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// The sentence an operator reads: where, what was found, what would do.
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + (isError() ? "" : "warning: ")
        + (path.isEmpty() ? "" : path + ": ")
        + found
        + (wouldDo.isEmpty() ? "" : "; " + wouldDo);
  }
}
