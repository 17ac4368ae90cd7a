package io.munia.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of the house, over all modules that the daemon is made of, and each of them over a
/// class that breaks it.
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.munia");

  private static final Pattern CLASS_NAME = Pattern.compile("class (\\w+)");

  @ParameterizedTest
  @MethodSource("io.munia.daemon.HouseRule#all")
  void the_house_keeps_its_rule(HouseRule rule) {
    rule.rule().check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("io.munia.daemon.HouseRule#all")
  void a_class_that_breaks_the_rule_is_found(HouseRule rule, @TempDir Path folder)
      throws IOException {
    compile(rule.violation(), folder);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader seeded = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(seeded);
      JavaClasses broken = new ClassFileImporter().importPath(folder);
      assertThat(rule.rule().allowEmptyShould(true).evaluate(broken).hasViolation()).isTrue();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void compile(List<String> packagesAndTexts, Path folder) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path")));
    for (int i = 0; i < packagesAndTexts.size(); i += 2) {
      String text = packagesAndTexts.get(i + 1);
      Matcher name = CLASS_NAME.matcher(text);
      assertThat(name.find()).isTrue();
      Path file =
          Files.createDirectories(folder.resolve("source" + i)).resolve(name.group(1) + ".java");
      Files.writeString(file, "package " + packagesAndTexts.get(i) + ";\n" + text);
      words.add(file.toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
    assertThat(status).isZero();
  }
}
