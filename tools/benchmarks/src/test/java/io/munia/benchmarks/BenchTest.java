package io.munia.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenchTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int bench(String... words) {
    return Bench.run(words, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @Test
  void without_a_word_it_is_everything_and_options_alone_are_those_of_run() {
    assertThat(Bench.withVerb()).containsExactly("all");
    assertThat(Bench.withVerb("--quick", "--runs", "1"))
        .containsExactly("run", "--quick", "--runs", "1");
    assertThat(Bench.withVerb("--help")).containsExactly("--help");
    assertThat(Bench.withVerb("plot", "x")).containsExactly("plot", "x");
  }

  @Test
  void nothing_has_to_be_installed_for_muniad_alone_or_for_plots() {
    assertThat(bench("packages", "run", "--speaker", "munia")).isZero();
    assertThat(bench("packages", "plot", "folder")).isZero();
    assertThat(bench("packages", "--speaker", "munia", "--quick")).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void wrong_words_are_refused_before_anything_is_installed() {
    assertThat(bench("packages", "run", "--speaker", "quagga")).isEqualTo(2);
  }

  @Test
  void plots_of_nothing_are_refused() {
    assertThat(bench("plot", "/nonexistent")).isEqualTo(1);
  }
}
