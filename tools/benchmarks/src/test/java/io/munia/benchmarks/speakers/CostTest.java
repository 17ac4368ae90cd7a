package io.munia.benchmarks.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CostTest {
  @Test
  void a_childs_memory_counts_with_its_parents() throws IOException, InterruptedException {
    Process parent = new ProcessBuilder("sh", "-c", "cat; true").start();
    try {
      while (parent.toHandle().descendants().findAny().isEmpty()) {
        Thread.onSpinWait();
      }
      Cost both = Cost.of(parent.toHandle());
      Cost child = Cost.of(parent.toHandle().descendants().findAny().orElseThrow());
      assertThat(both.resident()).isGreaterThan(child.resident());
      assertThat(both.peak()).isGreaterThanOrEqualTo(both.resident());
    } finally {
      parent.getOutputStream().close();
      parent.waitFor();
    }
  }
}
