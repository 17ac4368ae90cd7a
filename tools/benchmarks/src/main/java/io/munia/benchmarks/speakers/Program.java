package io.munia.benchmarks.speakers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A daemon of Debian's.
///
/// @param file what is started
/// @param debian the package that it comes with
/// @param realRoot whether it changes to users of its own, which takes more than root of a
///   namespace
public record Program(Path file, String debian, boolean realRoot) {
  private static final Path USERS = Path.of("/proc/self/uid_map");

  /// @param root of the file system; another one in tests
  static Program of(Path root, String file, String debian) {
    return new Program(root.resolve(file), debian, false);
  }

  Program asRealRoot() {
    return new Program(file, debian, true);
  }

  boolean installed() {
    return Files.isExecutable(file);
  }

  /// Why it cannot be started here: a sentence without its point.
  Optional<String> missing() {
    if (!installed()) {
      return Optional.of(file + " is not there (apt-get install " + debian + ")");
    }
    return realRoot && !allUsers()
        ? Optional.of("it runs as real root only (sudo tools/bench)")
        : Optional.empty();
  }

  /// Whether every user of the machine is one in here.
  private static boolean allUsers() {
    try {
      return Files.readString(USERS).strip().matches("0 +0 +4294967295");
    } catch (IOException _) {
      return true;
    }
  }

  /// As Debian numbers it; empty where it did not come from Debian.
  Optional<String> version() {
    try {
      Process asked =
          new ProcessBuilder("dpkg-query", "-W", "-f=${Version}", debian)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String version =
          new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return version.isEmpty() ? Optional.empty() : Optional.of(version);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
