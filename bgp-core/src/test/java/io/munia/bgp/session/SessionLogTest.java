package io.munia.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionLogTest {
  private final SessionLog log = new SessionLog();

  /// Close to where the clock's number turns around.
  private final long start = Long.MAX_VALUE - new Random(1).nextInt(5);

  @Test
  void a_neighbour_that_comes_and_goes_all_the_time_fills_no_disk_and_is_counted() {
    for (int i = 0; i < SessionLog.LINES_MAX; i++) {
      assertThat(log.line("up", start)).isEqualTo("up");
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(log.line("up", start + i)).isNull();
    }
    assertThat(log.line("up", start + SessionLog.INTERVAL_NANOS))
        .isEqualTo("up (1000 such lines left out before this one)");
    assertThat(log.line("up", start + SessionLog.INTERVAL_NANOS)).isNull();
  }

  @Test
  void a_neighbour_that_flaps_as_neighbours_do_has_every_line() {
    long now = start;
    for (int i = 0; i < 1000; i++) {
      assertThat(log.line("up", now)).isEqualTo("up");
      assertThat(log.line("down", now)).isEqualTo("down");
      now += 2 * SessionLog.INTERVAL_NANOS;
    }
  }

  @Test
  void after_a_while_of_calm_there_is_room_for_many_again() {
    for (int i = 0; i < SessionLog.LINES_MAX; i++) {
      assertThat(log.line("up", start)).isNotNull();
    }
    long calm = start + 1000 * SessionLog.INTERVAL_NANOS;
    for (int i = 0; i < SessionLog.LINES_MAX; i++) {
      assertThat(log.line("up", calm)).isEqualTo("up");
    }
    assertThat(log.line("up", calm)).isNull();
  }
}
