package io.munia.benchmarks.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeakerTest {
  @TempDir private Path nothingInstalled;

  @Test
  void who_is_not_installed_is_named_with_the_command_that_would_install_it() {
    for (Speaker speaker : Speaker.all(nothingInstalled)) {
      if (speaker instanceof Munia) {
        assertThat(speaker.missing()).isEmpty();
        assertThat(speaker.toInstall()).isEmpty();
        continue;
      }
      String debian = speaker.program().map(Program::debian).orElseThrow();
      assertThat(speaker.toInstall()).contains(debian);
      assertThat(speaker.missing().orElseThrow())
          .startsWith(nothingInstalled.toString())
          .endsWith(" is not there (apt-get install " + debian + ")");
    }
  }

  @Test
  void the_packages_are_debians() {
    assertThat(
            Speaker.all(nothingInstalled).stream()
                .map(Speaker::toInstall)
                .flatMap(Optional::stream))
        .containsExactly("bird2", "frr", "gobgpd", "openbgpd");
  }
}
