package io.munia.lab.peer;

import io.munia.lab.Host;
import io.munia.lab.LabProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files of the other daemon.
final class Output {
  private Output() {}

  static String of(LabProcess process) {
    return read(process.log());
  }

  static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a file into the host's folder, readable for its owner alone, as some insist.
  static Path write(Host host, String name, String text) {
    Path file = host.folder().resolve(name);
    try {
      Files.writeString(file, text);
      Files.setPosixFilePermissions(
          file, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
