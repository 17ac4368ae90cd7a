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
