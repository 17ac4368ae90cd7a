package io.munia.daemon;

/// What muniad ends with.
final class ExitCode {
  static final int OK = 0;

  /// The machine did not allow it.
  static final int FAILED = 1;

  /// The command line or the configuration is wrong; nothing was started.
  static final int USAGE = 2;

  private ExitCode() {}
}
