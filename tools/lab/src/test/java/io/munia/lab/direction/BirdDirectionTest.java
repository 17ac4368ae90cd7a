package io.munia.lab.direction;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.BirdPeer;
import io.munia.lab.peer.Cable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdDirectionTest {

  @Test
  void a_passive_muniad_waits_to_be_connected_to() {
    Cable cable = Cable.plug("passive");
    Muniad muniad = cable.muniad("passive = true");
    BirdPeer bird = BirdPeer.start(cable);
    oneSession(cable, muniad, bird);
    assertThat(connections(cable)).as("our end is the one listened on").contains("10.0.0.1:179");
  }

  @Test
  void muniad_connects_to_a_passive_neighbour() {
    Cable cable = Cable.plug("active");
    BirdPeer bird = BirdPeer.start(cable, "passive;");
    Muniad muniad = cable.muniad();
    oneSession(cable, muniad, bird);
    assertThat(connections(cable)).as("their end is the one listened on").contains("10.0.0.2:179");
  }

  @Test
  void when_both_connect_one_connection_stays() {
    Cable cable = Cable.plug("both");
    Muniad muniad = cable.muniad();
    BirdPeer bird = BirdPeer.start(cable);
    oneSession(cable, muniad, bird);
  }

  private static void oneSession(Cable cable, Muniad muniad, BirdPeer bird) {
    Until.holds(
        "one session, on one connection, with routes",
        Cable.LIMIT,
        () ->
            muniad.established("peer")
                && bird.bird().established("munia")
                && bird.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4)
                && connections(cable).lines().count() == 1);
  }

  private static String connections(Cable cable) {
    return cable.ours().run("ss", "-Htn", "state", "established").must();
  }
}
