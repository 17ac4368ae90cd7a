package io.munia.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules of the house that show in the text of the sources: R9 (sizes), R10 (what the client sees),
/// R11 (where tests live), R12 (who prints). Each answers with what breaks it below a folder.
final class TidyRules {
  private static final int FILE_LINES_MAX = 600;
  private static final int METHOD_LINES_MAX = 60;
  private static final Pattern METHOD_START =
      Pattern.compile(
          "^(  |    )(public |private |protected |static |final |synchronized |@\\w+ )*[\\w<>\\[\\], .@?]+ \\w+\\(.*|^(  |    )(public |private |protected )?\\w+\\(.*\\{$");

  private final Path root;

  /// @param root the folder that the modules are in
  TidyRules(Path root) {
    this.root = root;
  }

  Stream<String> longFiles() {
    return javaFiles("")
        .filter(file -> lines(file).size() > FILE_LINES_MAX)
        .map(file -> root.relativize(file) + " has " + lines(file).size() + " lines");
  }

  Stream<String> longMethods() {
    return javaFiles("/src/main/").flatMap(this::longMethods);
  }

  Stream<String> modulesTheClientSeesBesidesPeeringConfig() {
    return javaFiles("/tools/cli/src/main/")
        .filter(file -> file.endsWith("module-info.java"))
        .flatMap(file -> lines(file).stream())
        .filter(line -> line.contains("requires") && line.contains("io.munia."))
        .filter(line -> !line.contains("io.munia.peering"));
  }

  Stream<String> testsWithoutSourcesBesideThem() {
    return javaFiles("/src/test/")
        .filter(file -> !file.toString().contains("/tools/lab/"))
        .filter(file -> !Files.isDirectory(sourcesOf(file)))
        .map(Path::toString);
  }

  private static Path sourcesOf(Path test) {
    return Path.of(test.resolveSibling("").toString().replace("/src/test/java", "/src/main/java"));
  }

  Stream<String> librariesThatPrint() {
    return javaFiles("/src/main/")
        .filter(file -> !root.relativize(file).startsWith("tools"))
        .filter(file ->
            lines(file).stream()
                .anyMatch(line -> line.contains("System.out") || line.contains("System.err")))
        .map(Path::toString);
  }

  private Stream<Path> javaFiles(String within) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).toString().contains("target/"))
          .filter(file -> ("/" + root.relativize(file)).contains(within))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The formatter puts a member's first and last line at the same indentation, so that its end
  /// needs no parser.
  private Stream<String> longMethods(Path file) {
    List<String> found = new ArrayList<>();
    List<String> lines = lines(file);
    for (int start = 0; start < lines.size(); start++) {
      String line = lines.get(start);
      String indent = line.substring(0, line.length() - line.stripLeading().length());
      boolean member = indent.length() == 2 || indent.length() == 4;
      if (!member
          || !METHOD_START.matcher(line).matches()
          || line.endsWith(";")
          || line.endsWith("{}")
          || line.endsWith(",")) {
        continue;
      }
      int end = start + 1;
      while (end < lines.size() && !lines.get(end).equals(indent + "}")) {
        end++;
      }
      if (end - start + 1 > METHOD_LINES_MAX) {
        found.add(
            root.relativize(file) + ":" + (start + 1) + " has " + (end - start + 1) + " lines");
      }
      start = end;
    }
    return found.stream();
  }
}
