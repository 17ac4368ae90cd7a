package io.munia.bgp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.session.SessionLog;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SessionLogsTest {
  private final SessionLogs logs = new SessionLogs();

  @Test
  void who_comes_again_goes_on_with_its_log() {
    SessionLog first = logs.of("10.0.0.1");
    assertThat(logs.of("10.0.0.2")).isNotSameAs(first);
    assertThat(logs.of("10.0.0.1")).isSameAs(first);
  }

  @Test
  void who_was_not_there_for_longest_is_forgotten_first() {
    SessionLog first = logs.of("first");
    SessionLog second = logs.of("second");
    for (int i = 2; i < SessionLogs.KEPT_MAX; i++) {
      logs.of("other " + i);
    }
    assertThat(logs.of("first")).isSameAs(first);
    logs.of("one more");
    assertThat(logs.of("first")).isSameAs(first);
    assertThat(logs.of("second")).isNotSameAs(second);
  }
}
