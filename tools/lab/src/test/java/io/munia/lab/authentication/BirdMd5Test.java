package io.munia.lab.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.BirdPeer;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdMd5Test {
  /// Several attempts of both sides, a second apart.
  private static final Duration SEVERAL_ATTEMPTS = Duration.ofSeconds(5);

  @Test
  void the_same_key_lets_us_connect() {
    Cable cable = Cable.plug("md5a");
    BirdPeer bird = BirdPeer.start(cable, "password \"gouldian\";", "passive;");
    Muniad muniad = cable.muniad("password = gouldian");
    established(muniad, bird);
  }

  @Test
  void the_same_key_lets_the_neighbour_connect() {
    Cable cable = Cable.plug("md5b");
    Muniad muniad = cable.muniad("password = gouldian", "passive = true");
    BirdPeer bird = BirdPeer.start(cable, "password \"gouldian\";");
    established(muniad, bird);
  }

  @Test
  void different_keys_keep_each_other_out() {
    Cable cable = Cable.plug("md5c");
    Muniad muniad = cable.muniad("password = gouldian");
    BirdPeer.start(cable, "password \"zebra\";");
    assertThat(Until.perhaps(SEVERAL_ATTEMPTS, () -> muniad.established("peer"))).isEmpty();
  }

  @Test
  void a_range_has_one_key_and_a_reload_takes_another() {
    Segment segment = Segment.lay("md5d");
    Muniad muniad = segment.muniad(range("gouldian"));
    segment.bird(2, 64512, "password \"gouldian\";", "", "");
    segment.bird(3, 64512, "password \"zebra\";", "", "");
    Until.holds("who has the key", Cable.LIMIT, () -> muniad.established("10.0.0.2"));
    assertThat(muniad.established("10.0.0.3")).isFalse();
    muniad.reload(segment.configuration(range("zebra")));
    Until.holds("who has the next one", Cable.LIMIT, () -> muniad.established("10.0.0.3"));
    assertThat(muniad.established("10.0.0.2")).isFalse();
  }

  private static String range(String key) {
    return "dynamic { near { range = \"10.0.0.0/24\", remote-as = internal, password = "
        + key
        + " } }";
  }

  private static void established(Muniad muniad, BirdPeer bird) {
    Until.holds(
        "a signed session comes up",
        Cable.LIMIT,
        () -> muniad.established("peer") && bird.hears(Cable.OUR_ROUTE6, Cable.OUR_ADDRESS6));
  }
}
