package io.munia.fib.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PaceTest {
  private final Pace pace = new Pace(100, 1_000);

  @Test
  void the_first_is_at_once_and_requests_in_between_are_one() {
    assertThat(pace.dueAt(5)).isEqualTo(Long.MAX_VALUE);
    assertThat(pace.take(5)).isFalse();
    pace.request();
    pace.request();
    assertThat(pace.take(5)).isTrue();
    assertThat(pace.take(500)).isFalse();
  }

  @Test
  void while_requests_keep_coming_the_interval_doubles_up_to_its_limit() {
    long now = 0;
    long[] gaps = new long[7];
    long last = 0;
    pace.request();
    assertThat(pace.take(now)).isTrue();
    for (int i = 0; i < gaps.length; i++) {
      pace.request();
      now = pace.dueAt(now);
      assertThat(pace.take(now - 1)).isFalse();
      assertThat(pace.take(now)).isTrue();
      gaps[i] = now - last;
      last = now;
    }
    assertThat(gaps).containsExactly(100, 200, 400, 800, 1_000, 1_000, 1_000);
    now += 5_000;
    pace.request();
    assertThat(pace.take(now)).isTrue();
    pace.request();
    assertThat(pace.dueAt(now)).isEqualTo(now + 100);
  }
}
