package io.munia.cli;

/// What `munia` exits with, for scripts.
enum ExitCode {
  OK(0, "done"),
  FAILED(1, "the daemon could not do it; the sentence says why"),
  USAGE(2, "the command line or the configuration is wrong"),
  UNREACHABLE(3, "no daemon could be reached at the socket");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  String meaning() {
    return meaning;
  }
}
