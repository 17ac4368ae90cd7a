package io.munia.lab.communities;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.External;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 7999 §3](https://www.rfc-editor.org/rfc/rfc7999#section-3) and [RFC 8326
/// §4](https://www.rfc-editor.org/rfc/rfc8326#section-4).
///
/// [RFC 1997](https://www.rfc-editor.org/rfc/rfc1997)
@Tag("interop")
@Tag("bird")
class BirdCommunitiesTest {

  @Test
  void a_route_that_is_about_to_go_gets_local_pref_0() {
    Cable cable = Cable.plug("gshut");
    Muniad muniad = External.muniad(cable);
    External.bird(cable, "64512", "", "bgp_community.add((65535, 0));");

    Until.holds(
        "it is the last resort",
        Cable.LIMIT,
        () -> External.explained(muniad).matches("(?s).*local pref +0\\n.*graceful-shutdown.*"));
  }

  @Test
  void packets_to_a_blackhole_are_dropped() {
    Cable cable = Cable.plug("blackhole");
    Muniad muniad = External.muniad(cable, "blackhole = accept");
    External.bird(cable, "64512", "", "bgp_community.add((65535, 666));");

    Until.holds(
        "the kernel drops them",
        Cable.LIMIT,
        () -> cable.ours().run("ip", "route").must().contains("blackhole " + Cable.THEIR_ROUTE4));
    Until.holds(
        "it stays here",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("blackhole no-export"));
  }
}
