package io.munia.lab.gtsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 5082 §3](https://www.rfc-editor.org/rfc/rfc5082#section-3)
@Tag("interop")
@Tag("bird")
class BirdGtsmTest {
  /// Several attempts of both sides, a second apart.
  private static final Duration SEVERAL_ATTEMPTS = Duration.ofSeconds(5);

  @Test
  void a_neighbour_that_is_near_lets_us_connect() {
    Segment segment = Segment.lay("gtsma");
    Bird bird = segment.bird(2, 64900, "ttl security on; passive;", "export all;", "");
    Muniad muniad = segment.muniad(peer("ttl-security = 1"));
    established(muniad, bird);
  }

  @Test
  void a_neighbour_that_is_near_may_connect() {
    Segment segment = Segment.lay("gtsmb");
    Muniad muniad = segment.muniad(peer("ttl-security = 1, passive = true"));
    Bird bird = segment.bird(2, 64900, "ttl security on;", "export all;", "");
    established(muniad, bird);
  }

  @Test
  void a_neighbour_that_may_be_anywhere_is_kept_out() {
    Segment segment = Segment.lay("gtsmc");
    Muniad muniad = segment.muniad(peer("ttl-security = 1"));
    segment.bird(2, 64900, "", "export all;", "");
    assertThat(Until.perhaps(SEVERAL_ATTEMPTS, () -> muniad.established("bird"))).isEmpty();
  }

  private static void established(Muniad muniad, Bird bird) {
    Until.holds(
        "both say that they have a session",
        Cable.LIMIT,
        () -> muniad.established("bird") && bird.established("munia"));
  }

  private static String peer(String options) {
    return """
    peers {
      bird { address = 10.0.0.2, remote-as = 64900, connect-retry = 1s, import = accept-all,
             export = accept-all, %s }
    }
    """
        .formatted(options);
  }
}
