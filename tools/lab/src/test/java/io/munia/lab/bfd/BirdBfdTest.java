package io.munia.lab.bfd;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 5881](https://www.rfc-editor.org/rfc/rfc5881) and [RFC
/// 9384](https://www.rfc-editor.org/rfc/rfc9384) with BIRD.
@Tag("interop")
@Tag("bird")
class BirdBfdTest {
  private static final Duration SEVERAL_ATTEMPTS = Duration.ofSeconds(5);

  private static Bird bird(Cable cable) {
    return bird(cable, "", "on");
  }

  private static Bird bird(Cable cable, String neighbours, String tied) {
    return Bird.start(
        cable.theirs(),
        """
        log stderr all;
        router id 10.0.0.2;
        protocol device { }
        protocol bfd detect {
          interface "eth0" { min rx interval 100 ms; min tx interval 100 ms; multiplier 3; };
          %s
        }
        template bgp watched {
          direct;
          bfd %s;
          connect delay time 1;
          connect retry time 1;
          error wait time 1, 2;
        }
        protocol bgp four from watched {
          local 10.0.0.2 as 64513;
          neighbor 10.0.0.1 as 64512;
          ipv4 { import all; export all; };
        }
        protocol bgp six from watched {
          local fd00::2 as 64513;
          neighbor fd00::1 as 64512;
          ipv6 { import all; export all; };
        }
        """
            .formatted(neighbours, tied));
  }

  private static boolean seesBoth(Bird bird) {
    String sessions = String.join("\n", bird.ask("show bfd sessions"));
    return sessions.lines().filter(line -> line.contains(" Up ")).count() == 2;
  }

  @Test
  void packets_that_vanish_end_both_sessions_and_come_back() {
    Cable cable = Cable.plug("birdv");
    Bird bird = bird(cable);
    Muniad muniad = Paths.muniad(cable.ours(), Paths.FAST);
    Paths.lossIsNoticed(
        muniad, () -> Paths.vanish(cable), () -> Paths.mend(cable), () -> seesBoth(bird));
  }

  /// One way alone: the neighbour hears nothing, and says so. BIRD's BGP does not ask its BFD here:
  /// who ends the session would be a matter of chance.
  @Test
  void a_path_that_is_lost_one_way_ends_the_session() {
    Cable cable = Cable.plug("birdo");
    String neighbours =
        "neighbor 10.0.0.1 dev \"eth0\" local 10.0.0.2;"
            + " neighbor fd00::1 dev \"eth0\" local fd00::2;";
    Bird bird = bird(cable, neighbours, "off");
    Muniad muniad = Paths.muniad(cable.ours(), Paths.FAST);
    Paths.comeUp(muniad, () -> seesBoth(bird));
    cable.ours().ip("neigh replace 10.0.0.2 lladdr 02:00:00:00:00:99 nud permanent dev eth0");
    Until.holds("it ends", Duration.ofSeconds(3), () -> !muniad.established("four"));
    assertThat(Paths.peer(muniad, "four").text("last-close"))
        .contains("BFD Down: neighbor signaled session down (control detection time expired)");
    assertThat(muniad.established("six")).isTrue();
  }

  @Test
  void without_bfd_there_a_strict_neighbour_has_no_session() {
    Cable cable = Cable.plug("birds");
    Bird bird = bird(cable);
    bird.ask("disable detect");
    Muniad muniad = Paths.muniad(cable.ours(), Paths.STRICT);
    assertThat(
            Until.perhaps(
                SEVERAL_ATTEMPTS, () -> muniad.established("four") || muniad.established("six")))
        .isEmpty();
    assertThat(muniad.munia("peers", "four")).contains("the session waits for it");
    bird.ask("enable detect");
    Paths.comeUp(muniad, () -> seesBoth(bird));
    Paths.vanish(cable);
    Until.holds("it ends", Duration.ofSeconds(3), () -> !muniad.established("four"));
    Paths.mend(cable);
    Paths.comeUp(muniad, () -> seesBoth(bird));
  }

  @Test
  void without_bfd_there_a_neighbour_has_its_session() {
    Cable cable = Cable.plug("birdn");
    Bird bird = bird(cable);
    bird.ask("disable detect");
    Muniad muniad = Paths.muniad(cable.ours(), Paths.FAST);
    Until.holds("it comes up", Cable.LIMIT, () -> muniad.established("four"));
    assertThat(Paths.session(muniad, "four").text("state")).isEqualTo("Down");
  }

  /// [RFC 5880 §6.8.3](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.3).
  @Test
  void other_timers_hold_after_a_reload_and_no_session_ends() {
    Cable cable = Cable.plug("birdr");
    Bird bird = bird(cable);
    Muniad muniad = Paths.muniad(cable.ours(), Paths.FAST);
    Paths.comeUp(muniad, () -> seesBoth(bird));
    muniad.reload(Paths.configuration(cable.ours(), "bfd { interval = 250ms, multiplier = 4 }"));
    Until.holds(
        "the new timers are agreed on",
        Cable.LIMIT,
        () ->
            Paths.session(muniad, "four").number("transmit-micros") == 250_000
                && Paths.session(muniad, "four").number("detect-micros") == 750_000
                && String.join("\n", bird.ask("show bfd sessions")).contains(" 1.000"));
    assertThat(Paths.session(muniad, "four").number("downs")).isZero();
    assertThat(Paths.peer(muniad, "four").text("last-close")).doesNotContain("BFD Down");
    assertThat(muniad.established("four")).isTrue();
  }
}
