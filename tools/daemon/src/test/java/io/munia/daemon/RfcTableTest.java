package io.munia.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RfcTableTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @TempDir private Path seeded;

  @Test
  void every_section_that_a_class_names_is_shown_by_a_test() {
    assertThat(RfcTable.rows(ROOT)).filteredOn(row -> row.tests().isEmpty()).isEmpty();
  }

  @Test
  void the_page_is_the_one_that_the_links_make() throws IOException {
    assertThat(RfcTable.page(RfcTable.rows(ROOT)))
        .as("run RfcTable to write it anew")
        .isEqualTo(Files.readString(ROOT.resolve("RFCS.md")));
  }

  @Test
  void a_class_without_a_test_has_a_row_without_one() throws IOException {
    seed("a/src/main/java/A.java", link("4.2"));
    assertThat(RfcTable.rows(seeded))
        .containsExactly(new RfcTable.Row(4724, "4.2", "A", java.util.Set.of()));
    seed("a/src/test/java/BTest.java", link("4"));
    seed("a/src/test/java/CTest.java", link("5"));
    assertThat(RfcTable.rows(seeded).getFirst().tests()).containsExactly("BTest");
    assertThat(RfcTable.page(RfcTable.rows(seeded)))
        .endsWith("| [4724](" + url("4.2") + ") | 4.2 | A | BTest |\n");
  }

  private static String link(String section) {
    return "/// (" + url(section) + ")";
  }

  /// In two parts: a link in here would make this a test of what it names.
  private static String url(String section) {
    return "https://www.rfc-editor.org/" + "rfc/rfc4724#section-" + section;
  }

  private void seed(String file, String text) throws IOException {
    Path path = seeded.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
