package io.munia.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTest {
  static LongStream seeds() {
    return LongStream.rangeClosed(1, 30);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void after_trouble_everybody_chooses_what_they_choose_without_it(long seed) {
    assertThat(new Scenario(seed).differences()).as("tools/simulate " + seed + " 1").isEmpty();
  }
}
