package io.munia.benchmarks.speakers;

import io.munia.lab.LabProcess;
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

  /// What has to be installed for it, where anything has.
  default Optional<Program> program() {
    return Optional.empty();
  }

  /// Why it cannot be measured here: a sentence; empty where it can.
  default Optional<String> missing() {
    return program().flatMap(Program::missing);
  }

  /// The package that would have to be installed first.
  default Optional<String> toInstall() {
    return program().filter(program -> !program.installed()).map(Program::debian);
  }

  /// Its title, with the version where that is known.
  default String titleAndVersion() {
    return title() + program().flatMap(Program::version).map(version -> " " + version).orElse("");
  }

  /// Starts it, cold, and does not wait: the clients dial until somebody answers.
  LabProcess start(Segment segment);

  /// Those that are compared, Munia first.
  static List<Speaker> all() {
    return all(Path.of("/"));
  }

  /// The same, looked for below another root.
  static List<Speaker> all(Path root) {
    return List.of(
        new Munia(), new Bird2(root), new Frr(root), new Gobgp(root), new Openbgpd(root));
  }
}
