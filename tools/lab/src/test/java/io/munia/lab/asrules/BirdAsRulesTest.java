package io.munia.lab.asrules;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.External;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 7705 §3](https://www.rfc-editor.org/rfc/rfc7705#section-3): an AS of ours by another
/// number.
@Tag("interop")
@Tag("bird")
class BirdAsRulesTest {

  @Test
  void bird_knows_us_by_another_as_with_ours_behind_it() {
    Cable cable = Cable.plug("local-as");
    Muniad muniad = External.muniad(cable, "local-as = 65010");
    Bird bird = External.bird(cable, "65010", "", "");

    Until.holds("the session stands", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds(
        "both numbers are in our route's path",
        Cable.LIMIT,
        () -> ask(bird).contains("BGP.as_path: 65010 64512"));
    Until.holds(
        "the other number is in front of its route's path",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("65010 65001"));
  }

  @Test
  void our_own_as_is_left_out_where_the_other_replaces_it() {
    Cable cable = Cable.plug("replace-as");
    Muniad muniad =
        External.muniad(cable, "local-as = 65010, replace-as = true, no-prepend = true");
    Bird bird = External.bird(cable, "65010", "", "");

    Until.holds("the session stands", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds(
        "one number is in our route's path",
        Cable.LIMIT,
        () -> (ask(bird) + "\n").contains("BGP.as_path: 65010\n"));
    assertThat(External.explained(muniad)).doesNotContain("65010 65001");
  }

  @Test
  void a_path_with_our_as_is_taken_as_often_as_it_may_be() {
    Cable cable = Cable.plug("allowas-in");
    Muniad muniad = External.muniad(cable, "allowas-in = 1");
    External.bird(cable, "64512", "", "bgp_path.prepend(64512);");

    Until.holds("the session stands", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds(
        "the kernel has the route",
        Cable.LIMIT,
        () -> cable.ours().run("ip", "route").must().contains(Cable.THEIR_ROUTE4));
  }

  private static String ask(Bird bird) {
    return String.join("\n", bird.ask("show route " + Cable.OUR_ROUTE4 + " all protocol munia"));
  }
}
