package io.munia.benchmarks.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogScaleTest {
  @Test
  void equal_ratios_are_equally_far_apart() {
    LogScale scale = new LogScale(1, 100);
    assertThat(scale.at(1)).isZero();
    assertThat(scale.at(10)).isCloseTo(0.5, within(1e-9));
    assertThat(scale.at(100)).isEqualTo(1);
    assertThat(scale.at(1000)).isEqualTo(1);
  }

  @Test
  void it_reaches_from_step_to_step_and_over_a_decade_at_least() {
    assertThat(LogScale.around(List.of(0.03, 17.0)).ticks()).startsWith(0.02).endsWith(20.0);
    assertThat(LogScale.around(List.of(0.03, 17.0)).most()).isCloseTo(20, within(1e-6));
    LogScale one = LogScale.around(List.of(3.0));
    assertThat(one.most() / one.least()).isGreaterThan(9.9);
  }

  @Test
  void many_decades_have_a_label_each_and_few_more() {
    assertThat(new LogScale(0.001, 1000).ticks()).hasSize(7);
    assertThat(new LogScale(1, 10).ticks()).hasSize(4);
  }

  @Test
  void labels_are_short() {
    assertThat(List.of(0.02, 0.5, 1.0, 50.0, 250.0, 1000.0, 10_000.0, 323_487.0, 1_000_000.0))
        .extracting(LogScale::label)
        .containsExactly("0.02", "0.5", "1", "50", "250", "1k", "10k", "323.487k", "1M");
  }

  @Test
  void an_axis_without_room_is_refused() {
    assertThatThrownBy(() -> new LogScale(0, 1)).hasMessage("no axis from 0.0 to 1.0");
  }
}
