package io.munia.bfd;

import java.util.List;

/// Why a session changed its state the last time ([RFC 5880
/// §4.1](https://www.rfc-editor.org/rfc/rfc5880#section-4.1)).
///
/// @param code 0 to 31; those above 8 are not assigned
public record Diagnostic(int code) {
  public static final Diagnostic NONE = new Diagnostic(0);
  public static final Diagnostic DETECTION_TIME_EXPIRED = new Diagnostic(1);
  public static final Diagnostic NEIGHBOR_SIGNALED_DOWN = new Diagnostic(3);
  public static final Diagnostic ADMINISTRATIVELY_DOWN = new Diagnostic(7);

  private static final int CODE_MAX = 31;
  private static final List<String> NAMES =
      List.of(
          "no diagnostic",
          "control detection time expired",
          "echo function failed",
          "neighbor signaled session down",
          "forwarding plane reset",
          "path down",
          "concatenated path down",
          "administratively down",
          "reverse concatenated path down");

  public Diagnostic {
    if (code < 0 || code > CODE_MAX) {
      throw new IllegalArgumentException("a diagnostic is 0 to 31, not " + code);
    }
  }

  /// As the RFC names it.
  @Override
  public String toString() {
    return code < NAMES.size() ? NAMES.get(code) : "diagnostic " + code;
  }
}
