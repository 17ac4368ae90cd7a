package io.munia.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.codec.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// [RFC 7606 §6](https://www.rfc-editor.org/rfc/rfc7606#section-6)
class QuarantineTest {
  private static final Verdict VERDICT = new Verdict.TreatAsWithdraw(1, "ORIGIN is missing");

  private final Quarantine quarantine = new Quarantine();

  @Test
  void the_latest_messages_are_kept_as_they_came() {
    byte[] bytes = {1, 2, 3, 4};
    quarantine.add(bytes, 1, 3, VERDICT, null, 1_000_000_000);
    bytes[1] = 9;
    quarantine.add(bytes, 0, 4, VERDICT, null, 2_000_000_000);
    assertThat(quarantine.list(5_000_000_000L))
        .extracting(kept -> kept.message().length, Quarantined::ago)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(4, Duration.ofSeconds(3)),
            org.assertj.core.groups.Tuple.tuple(2, Duration.ofSeconds(4)));
    assertThat(quarantine.list(0).getLast().message()).containsExactly(2, 3);
  }

  @Test
  void there_are_so_many_messages_and_so_many_bytes() {
    for (int i = 0; i < 2 * Quarantine.MESSAGES_MAX; i++) {
      quarantine.add(new byte[] {(byte) i}, 0, 1, VERDICT, null, i);
    }
    assertThat(quarantine.list(0)).hasSize(Quarantine.MESSAGES_MAX);
    assertThat(quarantine.list(0).getFirst().message())
        .containsExactly(2 * Quarantine.MESSAGES_MAX - 1);
    quarantine.add(
        new byte[Quarantine.BYTES_MAX - 1], 0, Quarantine.BYTES_MAX - 1, VERDICT, null, 0);
    assertThat(quarantine.list(0)).hasSize(2);
    quarantine.add(new byte[Quarantine.BYTES_MAX], 0, Quarantine.BYTES_MAX, VERDICT, null, 0);
    assertThat(quarantine.list(0)).hasSize(1);
  }
}
