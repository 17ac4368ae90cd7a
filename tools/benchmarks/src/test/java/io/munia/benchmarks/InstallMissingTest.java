package io.munia.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that `tools/bench` and `tools/test` have packages installed by, as somebody who may
/// not.
class InstallMissingTest {
  @TempDir private Path programs;

  private String run(String... packages) throws IOException, InterruptedException {
    Path id = Files.writeString(programs.resolve("id"), "#!/bin/sh\necho 1000\n");
    assertThat(id.toFile().setExecutable(true)).isTrue();
    String[] command = new String[packages.length + 1];
    command[0] = Path.of("../lib/install-missing").toAbsolutePath().normalize().toString();
    System.arraycopy(packages, 0, command, 1, packages.length);
    ProcessBuilder script = new ProcessBuilder(command).redirectErrorStream(true);
    script.environment().compute("PATH", (_, path) -> programs + ":" + path);
    Process process = script.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  @Test
  void who_may_not_install_is_told_the_command_that_would() throws Exception {
    assertThat(run("bird2", "frr"))
        .isEqualTo("Not installed: bird2 frr (as root: apt-get install bird2 frr)\n");
  }

  @Test
  void where_nothing_is_missing_nothing_is_said() throws Exception {
    assertThat(run()).isEmpty();
  }
}
