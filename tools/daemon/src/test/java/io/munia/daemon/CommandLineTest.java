package io.munia.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CommandLineTest {
  @Test
  void a_file_is_run() {
    assertThat(CommandLine.parse("-c", "x.conf")).isEqualTo(new CommandLine.Run(Path.of("x.conf")));
  }

  @Test
  void help_says_what_the_exit_codes_mean() {
    assertThat(CommandLine.parse("--help"))
        .isInstanceOfSatisfying(
            CommandLine.Said.class, said -> assertThat(said.text()).contains("Exit codes"));
  }

  @Test
  void anything_else_is_wrong_in_one_sentence() {
    assertThat(CommandLine.parse("start"))
        .isEqualTo(
            new CommandLine.Wrong(
                "not understood: start; muniad -c FILE would do, see muniad --help"));
    assertThat(CommandLine.parse()).isInstanceOf(CommandLine.Wrong.class);
  }
}
