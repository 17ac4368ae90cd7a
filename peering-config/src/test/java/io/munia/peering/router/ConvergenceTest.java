package io.munia.peering.router;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ConvergenceTest {
  private static final Set<AddressFamily> BOTH = Set.of(IPV4_UNICAST, IPV6_UNICAST);

  private final List<AddressFamily> converged = new ArrayList<>();

  private Convergence of(Map<String, Set<AddressFamily>> listed, boolean ranges) {
    return new Convergence(listed, ranges, 0, converged::add);
  }

  @Test
  void without_neighbours_it_is_over_at_once() {
    of(Map.of(), false).check(0);
    assertThat(converged).containsExactly(IPV4_UNICAST, IPV6_UNICAST);
  }

  @Test
  void a_family_is_over_when_every_neighbour_has_told_all() {
    Convergence convergence = of(Map.of("a", BOTH, "b", Set.of(IPV4_UNICAST)), false);
    convergence.established("a", BOTH, seconds(1));
    convergence.established("b", Set.of(IPV4_UNICAST), seconds(1));
    convergence.endOfRib("a", IPV6_UNICAST, seconds(2));
    assertThat(converged).containsExactly(IPV6_UNICAST);
    convergence.endOfRib("a", IPV4_UNICAST, seconds(2));
    assertThat(converged).containsExactly(IPV6_UNICAST);
    convergence.endOfRib("b", IPV4_UNICAST, seconds(3));
    assertThat(convergence.isDone()).isTrue();
  }

  @Test
  void a_neighbour_that_never_comes_is_waited_for_as_long_as_the_deferral() {
    Convergence convergence = of(Map.of("a", BOTH), false);
    convergence.check(seconds(Convergence.DEFERRAL_SECONDS) - 1);
    assertThat(converged).isEmpty();
    convergence.check(seconds(Convergence.DEFERRAL_SECONDS));
    assertThat(convergence.isDone()).isTrue();
  }

  @Test
  void one_that_is_absent_is_waited_for_less_long_when_another_has_told_all() {
    Convergence convergence = of(Map.of("a", BOTH, "b", BOTH), false);
    convergence.established("a", BOTH, seconds(1));
    convergence.endOfRib("a", IPV4_UNICAST, seconds(2));
    convergence.endOfRib("a", IPV6_UNICAST, seconds(2));
    assertThat(converged).isEmpty();
    convergence.check(seconds(Convergence.ABSENT_SECONDS));
    assertThat(convergence.isDone()).isTrue();
  }

  @Test
  void one_that_never_sends_end_of_rib_is_waited_for_a_while() {
    Convergence convergence = of(Map.of("a", BOTH), false);
    convergence.established("a", BOTH, seconds(5));
    convergence.check(seconds(5 + Convergence.SILENT_SECONDS) - 1);
    assertThat(converged).isEmpty();
    convergence.check(seconds(5 + Convergence.SILENT_SECONDS));
    assertThat(convergence.isDone()).isTrue();
  }

  @Test
  void who_may_come_from_a_range_is_waited_for_a_while() {
    Convergence convergence = of(Map.of(), true);
    convergence.check(seconds(Convergence.ABSENT_SECONDS) - 1);
    assertThat(converged).isEmpty();
    convergence.check(seconds(Convergence.ABSENT_SECONDS));
    assertThat(convergence.isDone()).isTrue();
  }

  private static long seconds(int seconds) {
    return seconds * 1_000_000_000L;
  }
}
