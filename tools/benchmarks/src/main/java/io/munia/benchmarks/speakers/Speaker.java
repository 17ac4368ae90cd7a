package io.munia.benchmarks.speakers;

import io.munia.lab.LabProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A program that is measured: an iBGP route reflector to which every client is one, that waits for
/// connections, lets everything in and out, and leaves the kernel's routes alone.
public sealed interface Speaker permits Munia, Bird2, Frr, Gobgp, Openbgpd, Floor {
  /// What it is called on the command line.
  String name();

  /// What it is called in tables.
  String title();

  /// Why it cannot be measured here: a sentence; empty where it can.
  Optional<String> missing();

  /// Starts it, cold, and does not wait: the clients dial until somebody answers.
  LabProcess start(Segment segment);

  /// Those that are compared, Munia first.
  static List<Speaker> all() {
    return List.of(new Munia(), new Bird2(), new Frr(), new Gobgp(), new Openbgpd());
  }

  /// A sentence for a program of Debian's that is not there.
  static Optional<String> missing(String file, String debian) {
    return Files.isExecutable(Path.of(file))
        ? Optional.empty()
        : Optional.of(file + " is not there (apt-get install " + debian + ")");
  }
}
