package io.munia.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.speakers.Speaker;
import io.munia.net.AddressFamily;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Load LOAD =
      new Load(Set.of(Scenario.FAN_OUT), AddressFamily.IPV4_UNICAST, 1000, 1, 10, 0);
  private static final List<Speaker> TWO = Speaker.all().subList(0, 2);

  private static TimeBound minutes(int left) {
    return TimeBound.of(Duration.ofMinutes(left));
  }

  @Test
  void a_turn_is_only_begun_where_the_time_is_enough_for_all_who_have_it() {
    Pace pace = new Pace();
    TWO.forEach(speaker -> pace.took(speaker, LOAD, Duration.ofMinutes(2)));
    assertThat(pace.fits(TWO, LOAD, minutes(5))).isTrue();
    assertThat(pace.fits(TWO, LOAD, minutes(4))).isFalse();
    assertThat(pace.fits(TWO.subList(0, 1), LOAD, minutes(4))).isTrue();
    assertThat(pace.fits(TWO, LOAD.withRoutes(10), minutes(1))).isTrue();
  }

  @Test
  void the_last_time_counts() {
    Pace pace = new Pace();
    pace.took(TWO.getFirst(), LOAD, Duration.ofMinutes(2));
    pace.took(TWO.getFirst(), LOAD, Duration.ofMinutes(1));
    assertThat(pace.of(TWO.getFirst(), LOAD)).isEqualTo(Duration.ofMinutes(1));
    assertThat(pace.of(TWO.getLast(), LOAD)).isZero();
  }
}
