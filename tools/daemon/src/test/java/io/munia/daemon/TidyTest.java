package io.munia.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// R9 to R12 over every module of the checkout, and each of them over a file that breaks it.
class TidyTest {
  private final TidyRules checkout = new TidyRules(Path.of("../..").toAbsolutePath().normalize());
  @TempDir private Path seeded;

  @Test
  void r9_no_file_is_longer_than_600_lines() throws IOException {
    assertThat(checkout.longFiles()).isEmpty();
    seed("rib/src/main/java/io/munia/rib/Long.java", "\n".repeat(601));
    assertThat(new TidyRules(seeded).longFiles()).hasSize(1);
  }

  @Test
  void r9_no_method_is_longer_than_60_lines() throws IOException {
    assertThat(checkout.longMethods()).isEmpty();
    seed(
        "rib/src/main/java/io/munia/rib/Long.java",
        "class Long {\n  int all(int n) {\n" + "    n++;\n".repeat(59) + "  }\n}\n");
    assertThat(new TidyRules(seeded).longMethods()).hasSize(1);
  }

  @Test
  void r10_the_client_sees_no_module_but_peering_config() throws IOException {
    assertThat(checkout.modulesTheClientSeesBesidesPeeringConfig()).isEmpty();
    seed(
        "tools/cli/src/main/java/module-info.java",
        "module io.munia.cli {\n  requires io.munia.rib;\n}\n");
    assertThat(new TidyRules(seeded).modulesTheClientSeesBesidesPeeringConfig()).hasSize(1);
  }

  @Test
  void r11_tests_live_in_a_package_that_has_sources() throws IOException {
    assertThat(checkout.testsWithoutSourcesBesideThem()).isEmpty();
    seed("rib/src/test/java/io/munia/rib/elsewhere/StrayTest.java", "class StrayTest {}\n");
    assertThat(new TidyRules(seeded).testsWithoutSourcesBesideThem()).hasSize(1);
  }

  @Test
  void r12_only_tools_print() throws IOException {
    assertThat(checkout.librariesThatPrint()).isEmpty();
    seed(
        "rib/src/main/java/io/munia/rib/Loud.java",
        "class Loud { void say() { System.out.println(1); } }\n");
    assertThat(new TidyRules(seeded).librariesThatPrint()).hasSize(1);
  }

  private void seed(String file, String text) throws IOException {
    Path path = seeded.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
