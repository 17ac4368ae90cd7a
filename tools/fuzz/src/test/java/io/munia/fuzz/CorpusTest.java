package io.munia.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every input that a fuzzer has kept, and some that are near to them, in every build.
@Timeout(120)
class CorpusTest {
  private static final Path CORPUS = Path.of("corpus");
  private static final int NEAR_EACH = 20;

  @ParameterizedTest
  @EnumSource
  void what_was_kept_is_read_as_it_must_be(Target target) throws IOException {
    List<Path> kept = kept(target);
    assertThat(kept).isNotEmpty();
    for (Path file : kept) {
      read(target, Files.readAllBytes(file), file.getFileName().toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void and_so_is_what_is_near_to_it(Target target) throws IOException {
    for (Path file : kept(target)) {
      byte[] bytes = Files.readAllBytes(file);
      SplittableRandom random = new SplittableRandom(Arrays.hashCode(bytes));
      for (int i = 0; i < NEAR_EACH && bytes.length > 0; i++) {
        byte[] near = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        for (int change = random.nextInt(3); change >= 0; change--) {
          near[random.nextInt(near.length)] = (byte) random.nextInt();
        }
        read(target, near, file.getFileName() + " changed");
      }
    }
  }

  @Test
  void what_is_not_as_it_must_be_is_seen() {
    assertThatThrownBy(() -> Broken.unless(false, "it is not"))
        .isInstanceOf(Broken.class)
        .hasMessage("it is not");
  }

  private static void read(Target target, byte[] bytes, String name) {
    try {
      target.read(bytes);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(
          target
              + ": "
              + name
              + ": "
              + HexFormat.of().formatHex(bytes, 0, Math.min(4096, bytes.length)),
          e);
    }
  }

  private static List<Path> kept(Target target) throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(target.folder()))) {
      return files.sorted().toList();
    }
  }
}
