package io.munia.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static String ended(String script) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", script).start();
    try {
      return Measurement.ended(process);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_crash_is_named_with_its_signal() throws Exception {
    assertThat(ended("kill -SEGV $$")).isEqualTo("the speaker ended, signal 11: ");
    assertThat(ended("exit 3")).isEqualTo("the speaker ended, status 3: ");
  }

  @Test
  void of_a_speaker_that_lives_nothing_is_said() throws Exception {
    assertThat(ended("exec sleep 60")).isEmpty();
  }
}
