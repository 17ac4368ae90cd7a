package io.munia.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Rules of the house that show in the text of the sources: R9 (sizes), R10 (what the client sees),
/// R11 (where tests live), R12 (who prints). Runs over every module of the checkout.
class TidyTest {
  private static final int FILE_LINES_MAX = 600;
  private static final int METHOD_LINES_MAX = 60;
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern METHOD_START =
      Pattern.compile(
          "^(  |    )(public |private |protected |static |final |synchronized |@\\w+ )*[\\w<>\\[\\], .@?]+ \\w+\\(.*|^(  |    )(public |private |protected )?\\w+\\(.*\\{$");

  @Test
  void r9_no_file_is_longer_than_600_lines() {
    assertThat(javaFiles("")).isNotEmpty();
    assertThat(javaFiles("").filter(file -> lines(file).size() > FILE_LINES_MAX)).isEmpty();
  }

  @Test
  void r9_no_method_is_longer_than_60_lines() {
    assertThat(javaFiles("/src/main/").flatMap(TidyTest::longMethods)).isEmpty();
  }

  @Test
  void r10_the_client_sees_no_module_but_peering_config() {
    assertThat(
            javaFiles("/tools/cli/src/main/")
                .filter(file -> file.endsWith("module-info.java"))
                .flatMap(file -> lines(file).stream())
                .filter(line -> line.contains("requires") && line.contains("io.munia.")))
        .allMatch(line -> line.contains("io.munia.peering"));
  }

  @Test
  void r11_tests_live_in_a_package_that_has_sources() {
    assertThat(
            javaFiles("/src/test/")
                .filter(file -> !file.toString().contains("/tools/lab/"))
                .filter(file ->
                    !Files.isDirectory(
                        Path.of(
                            file.resolveSibling("")
                                .toString()
                                .replace("/src/test/java", "/src/main/java")))))
        .isEmpty();
  }

  @Test
  void r12_only_tools_print() {
    assertThat(
            javaFiles("/src/main/")
                .filter(file -> !ROOT.relativize(file).startsWith("tools"))
                .filter(file ->
                    lines(file).stream()
                        .anyMatch(
                            line -> line.contains("System.out") || line.contains("System.err"))))
        .isEmpty();
  }

  private static Stream<Path> javaFiles(String within) {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
          .filter(file -> file.toString().contains(within))
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
  private static Stream<String> longMethods(Path file) {
    List<String> found = new ArrayList<>();
    List<String> lines = lines(file);
    for (int start = 0; start < lines.size(); start++) {
      String line = lines.get(start);
      String indent = line.substring(0, line.length() - line.stripLeading().length());
      boolean member = indent.length() == 2 || indent.length() == 4;
      if (!member
          || !METHOD_START.matcher(line).matches()
          || line.endsWith(";")
          || line.endsWith(",")) {
        continue;
      }
      int end = start + 1;
      while (end < lines.size() && !lines.get(end).equals(indent + "}")) {
        end++;
      }
      if (end - start + 1 > METHOD_LINES_MAX) {
        found.add(
            ROOT.relativize(file) + ":" + (start + 1) + " has " + (end - start + 1) + " lines");
      }
      start = end;
    }
    return found.stream();
  }
}
