package io.munia.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.speakers.Speaker;
import io.munia.net.AddressFamily;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CutTest {
  private static final Speaker MUNIA = Speaker.all().getFirst();
  private static final Speaker OTHER = Speaker.all().getLast();

  private static Load load(Scenario scenario, int routes, int senders, int receivers) {
    return new Load(Set.of(scenario), AddressFamily.IPV4_UNICAST, routes, senders, receivers, 0);
  }

  private static boolean kept(Scenario scenario, Load at, Load from) {
    return Cut.of(List.of(new Cut("munia", at, scenario, "why")), MUNIA, from).isPresent();
  }

  @Test
  void who_does_not_get_through_a_table_gets_through_nothing_larger() {
    Load at = load(Scenario.FAN_OUT, 1000, 1, 50);
    assertThat(kept(Scenario.FAN_OUT, at, at)).isTrue();
    assertThat(kept(Scenario.FAN_OUT, at, load(Scenario.ONE_UPDATE, 1000, 1, 100))).isTrue();
    assertThat(kept(Scenario.FAN_OUT, at, load(Scenario.FAN_OUT, 5000, 1, 50))).isTrue();
    assertThat(kept(Scenario.FAN_OUT, at, load(Scenario.FAN_OUT, 5000, 1, 10))).isFalse();
    assertThat(kept(Scenario.FAN_OUT, at, load(Scenario.SAME_ROUTES, 5000, 5, 1))).isFalse();
    assertThat(kept(Scenario.FAN_OUT, at, load(Scenario.FAN_OUT, 100, 1, 100))).isFalse();
    assertThat(kept(Scenario.FAN_OUT, at, at.of(AddressFamily.IPV6_UNICAST))).isFalse();
  }

  @Test
  void who_takes_long_for_what_comes_after_the_table_is_kept_from_that_alone() {
    Load at = load(Scenario.FAN_OUT, 1000, 1, 50);
    assertThat(kept(Scenario.LATE_JOIN, at, load(Scenario.FAN_OUT, 1000, 1, 100))).isFalse();
    assertThat(kept(Scenario.LATE_JOIN, at, load(Scenario.LATE_JOIN, 1000, 1, 100))).isTrue();
  }

  @Test
  void others_are_not_kept_from_it() {
    Load at = load(Scenario.FAN_OUT, 1000, 1, 50);
    assertThat(Cut.of(List.of(new Cut("munia", at, Scenario.FAN_OUT, "why")), OTHER, at)).isEmpty();
  }
}
