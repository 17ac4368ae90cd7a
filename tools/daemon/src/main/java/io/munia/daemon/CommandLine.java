package io.munia.daemon;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// What muniad was asked to do.
sealed interface CommandLine {
  record Run(Path file) implements CommandLine {}

  /// Something to print, and no more.
  record Said(String text) implements CommandLine {}

  record Wrong(String sentence) implements CommandLine {}

  String HELP =
      """
      muniad: a BGP speaker

        muniad -c FILE     read FILE and run until SIGTERM
        muniad --version
        muniad --help

      SIGHUP reads FILE again: what differs is applied, and nothing if it is wrong.
      SIGTERM ends all sessions; routes in the kernel stay, the next start takes them over.
      Exit codes: 0 stopped, 1 could not start, 2 wrong command line or configuration.
      Options of FILE are in conf/REFERENCE.md; `munia check FILE` reads it without starting.\
      """;

  static CommandLine parse(String... args) {
    if (args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"))) {
      return new Said(HELP);
    }
    if (args.length == 1 && args[0].equals("--version")) {
      return new Said("muniad " + version());
    }
    if (args.length == 2 && args[0].equals("-c")) {
      try {
        return new Run(Path.of(args[1]));
      } catch (InvalidPathException e) {
        return new Wrong("'" + args[1] + "' is not a path");
      }
    }
    return new Wrong(
        (args.length == 0
                ? "no configuration was given"
                : "not understood: " + String.join(" ", args))
            + "; muniad -c FILE would do, see muniad --help");
  }

  /// As the jar says; "unpacked" where the classes come from a folder.
  static String version() {
    String version = CommandLine.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }
}
