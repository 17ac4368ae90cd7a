package io.munia.bgp.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The examples of the module's README, which tests compile.
public final class Example {
  private static final String BEGIN = "  // example: begin\n";
  private static final String END = "  // example: end";

  private Example() {}

  /// What stands in a test between its two marks, as the README shows it.
  public static String in(Class<?> test) throws IOException {
    String source =
        Files.readString(Path.of("src/test/java", test.getName().replace('.', '/') + ".java"));
    return source
        .substring(source.indexOf(BEGIN) + BEGIN.length(), source.indexOf(END))
        .stripTrailing()
        .stripIndent()
        .strip();
  }
}
