package io.munia.peering.router;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.capability.Restart;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is waited for after a restart: [RFC 4724
/// §4.1](https://www.rfc-editor.org/rfc/rfc4724#section-4.1).
@NullMarked
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class DeferralTest {
  private static final Set<AddressFamily> BOTH = Set.of(IPV4_UNICAST, IPV6_UNICAST);
  private static final Restart STEADY = new Restart(true, false, true, 120, BOTH, BOTH);
  private static final Restart RESTARTED = new Restart(true, true, true, 120, BOTH, BOTH);
  private static final int SECONDS = 120;

  private final List<AddressFamily> over = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();

  private Deferral of(Map<String, Set<AddressFamily>> roster, boolean ranges) {
    return new Deferral(roster, ranges, BOTH, SECONDS, 0, this::over);
  }

  private void over(AddressFamily family, List<String> missing) {
    over.add(family);
    missed.addAll(missing);
  }

  private static long seconds(long seconds) {
    return seconds * 1_000_000_000L;
  }

  private static Negotiated agreed(Restart restart) {
    return Negotiated.between(
            new Asn(64512), new Asn(64512), RouterId.parse("10.0.0.1"), RouterId.parse("10.0.0.2"))
        .families(BOTH)
        .restart(restart)
        .build();
  }

  @Test
  void a_family_is_announced_when_everybody_has_told_it() {
    Deferral deferral = of(Map.of("a", BOTH, "b", Set.of(IPV4_UNICAST)), false);
    deferral.established("a", agreed(STEADY), seconds(1));
    deferral.endOfRib("a", IPV6_UNICAST, seconds(2));
    assertThat(over).containsExactly(IPV6_UNICAST);
    deferral.endOfRib("a", IPV4_UNICAST, seconds(2));
    assertThat(deferral.awaited(seconds(2))).isEqualTo(Map.of(IPV4_UNICAST, List.of("b")));
    assertThat(deferral.left(seconds(2))).isEqualTo(Duration.ofSeconds(SECONDS - 2));
    deferral.established("b", agreed(STEADY), seconds(3));
    deferral.endOfRib("b", IPV4_UNICAST, seconds(3));
    assertThat(deferral.isDone()).isTrue();
  }

  @Test
  void who_has_restarted_as_well_is_not_waited_for() {
    Deferral deferral = of(Map.of("a", BOTH), false);
    deferral.established("a", agreed(RESTARTED), seconds(1));
    assertThat(deferral.isDone()).isTrue();
  }

  @Test
  void who_does_not_know_graceful_restart_is_not_waited_for() {
    Deferral deferral = of(Map.of("a", BOTH), false);
    deferral.established("a", agreed(Restart.NONE), seconds(1));
    assertThat(deferral.isDone()).isTrue();
  }

  @Test
  void who_cannot_be_reached_is_not_waited_for() {
    Deferral deferral = of(Map.of("a", BOTH, "b", BOTH), false);
    deferral.unreachable("a", /* answered= */ true, seconds(0));
    assertThat(deferral.awaited(seconds(1)).get(IPV4_UNICAST)).containsExactly("a", "b");
    deferral.unreachable("a", /* answered= */ true, seconds(5));
    assertThat(deferral.awaited(seconds(5)).get(IPV4_UNICAST)).containsExactly("b");
    deferral.unreachable("b", /* answered= */ false, seconds(10));
    assertThat(deferral.isDone()).isTrue();
  }

  @Test
  void who_is_lost_again_is_not_waited_for_and_who_never_comes_only_for_a_while() {
    Deferral deferral = of(Map.of("a", BOTH, "b", BOTH), false);
    deferral.established("a", agreed(STEADY), seconds(1));
    deferral.closed("a", seconds(2));
    assertThat(deferral.awaited(seconds(2)).get(IPV4_UNICAST)).containsExactly("b");
    deferral.check(seconds(Deferral.ABSENT_SECONDS) - 1);
    assertThat(over).isEmpty();
    deferral.check(seconds(Deferral.ABSENT_SECONDS));
    assertThat(deferral.isDone()).isTrue();
    assertThat(missed).isEmpty();
  }

  @Test
  void who_is_added_later_does_not_prolong_it() {
    Deferral deferral = of(Map.of("a", BOTH), false);
    deferral.established("late", agreed(STEADY), seconds(1));
    deferral.established("a", agreed(STEADY), seconds(2));
    deferral.endOfRib("a", IPV4_UNICAST, seconds(3));
    deferral.endOfRib("a", IPV6_UNICAST, seconds(3));
    assertThat(deferral.isDone()).isTrue();
  }

  @Test
  void whoever_comes_from_a_range_soon_is_waited_for() {
    Deferral deferral = of(Map.of(), true);
    deferral.check(seconds(1));
    assertThat(over).isEmpty();
    deferral.established("10.0.0.9", agreed(STEADY), seconds(5));
    deferral.check(seconds(Deferral.ABSENT_SECONDS));
    assertThat(deferral.awaited(seconds(40)).get(IPV4_UNICAST)).containsExactly("10.0.0.9");
    deferral.established("10.0.0.10", agreed(STEADY), seconds(41));
    deferral.endOfRib("10.0.0.9", IPV4_UNICAST, seconds(42));
    deferral.endOfRib("10.0.0.9", IPV6_UNICAST, seconds(42));
    assertThat(deferral.isDone()).isTrue();
  }

  @Test
  void somebody_who_never_says_end_of_rib_is_waited_for_so_long() {
    Deferral deferral = of(Map.of("a", BOTH), false);
    deferral.established("a", agreed(STEADY), seconds(1));
    deferral.check(seconds(SECONDS) - 1);
    assertThat(over).isEmpty();
    deferral.check(seconds(SECONDS));
    assertThat(deferral.isDone()).isTrue();
    assertThat(missed).containsExactly("a", "a");
    assertThat(deferral.left(seconds(SECONDS))).isZero();
  }

  @Test
  void a_start_that_is_no_restart_defers_nothing() {
    assertThat(Deferral.none().isDone()).isTrue();
  }

  /// Nodes of a full mesh restart at once, some of them are slow, some do not come back: nobody who
  /// is back waits for more than who is absent is waited for. Whoever waits says R, as `Restarting`
  /// sees to; End-of-RIB goes out when it waits no longer.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void five_speakers_that_restart_at_once_never_wait_for_each_other(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> names = List.of("a", "b", "c", "d", "e");
    Map<String, Deferral> waiting = new HashMap<>();
    Map<String, Integer> back = new HashMap<>();
    for (String name : names) {
      Map<String, Set<AddressFamily>> others = new HashMap<>();
      names.stream().filter(other -> !other.equals(name)).forEach(o -> others.put(o, BOTH));
      waiting.put(name, new Deferral(others, false, BOTH, SECONDS, 0, (_, _) -> {}));
      back.put(name, random.nextInt(5) == 0 ? Integer.MAX_VALUE : random.nextInt(20));
    }
    for (int now = 0; now <= Deferral.ABSENT_SECONDS; now++) {
      for (String name : names) {
        for (String other : names) {
          boolean meet = Math.max(back.get(name), back.get(other)) == now;
          if (!name.equals(other) && meet) {
            waiting.get(name).established(other, agreed(RESTARTED), seconds(now));
          }
        }
        waiting.get(name).check(seconds(now));
      }
    }
    boolean allBack = back.values().stream().noneMatch(at -> at == Integer.MAX_VALUE);
    for (String name : names) {
      if (back.get(name) != Integer.MAX_VALUE) {
        assertThat(waiting.get(name).isDone()).as("%s, all back: %s", name, allBack).isTrue();
      }
    }
  }
}
