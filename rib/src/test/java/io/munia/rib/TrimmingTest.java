package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrimmingTest {
  private static final long MIB = 1 << 20;

  private final Trimming trimming = new Trimming();

  @Test
  void memory_goes_back_once_after_a_large_table_has_gone_and_nothing_moves() {
    trimming.grown(100 * MIB);
    assertThat(trimming.due(10 * MIB, 5)).as("something has changed").isFalse();
    assertThat(trimming.due(10 * MIB, 5)).isTrue();
    assertThat(trimming.due(10 * MIB, 5)).as("it was given back already").isFalse();
  }

  @Test
  void a_small_loss_and_a_small_table_are_left_alone() {
    trimming.grown(100 * MIB);
    assertThat(trimming.due(80 * MIB, 0)).isFalse();
    Trimming small = new Trimming();
    small.grown(15 * MIB);
    assertThat(small.due(0, 0)).isFalse();
  }
}
