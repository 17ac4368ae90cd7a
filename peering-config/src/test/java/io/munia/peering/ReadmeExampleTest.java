package io.munia.peering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {
  @Test
  void the_readme_shows_the_example_that_the_build_compiles() throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/munia/peering/ReadmeExample.java"));
    String example = source.split("    // README\n", -1)[1].stripTrailing().stripIndent().strip();
    assertThat(Files.readString(Path.of("../README.md"))).contains(example);
  }
}
