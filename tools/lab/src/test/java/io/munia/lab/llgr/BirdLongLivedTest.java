package io.munia.lab.llgr;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.peer.Cable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 9494 §4.2](https://www.rfc-editor.org/rfc/rfc9494#section-4.2).
@Tag("interop")
@Tag("bird")
class BirdLongLivedTest {
  private static final String BIRD =
      """
      log stderr all;
      router id 10.0.0.2;
      protocol device { }
      protocol static static4 { ipv4; route 10.8.0.0/16 blackhole; }
      protocol static static6 { ipv6; route fd08::/48 blackhole; }
      protocol bgp munia {
        local 10.0.0.2 as 64512;
        neighbor 10.0.0.1 as 64512;
        direct;
        graceful restart on;
        graceful restart time 1;
        long lived graceful restart on;
        long lived stale time 3600;
        connect delay time 1;
        connect retry time 1;
        error wait time 1, 2;
        ipv4 { import all; export all; };
        ipv6 { import all; export all; };
      }
      """;

  @Test
  void what_bird_had_is_the_last_choice_until_it_is_back() {
    Cable cable = Cable.plug("llgr");
    Muniad muniad = cable.muniad(LongLived.OPTIONS);
    Bird bird = Bird.start(cable.theirs(), BIRD);
    LongLived.theirsIsTheLastChoice(
        muniad, () -> bird.process().kill(), () -> Bird.startAgain(cable.theirs(), BIRD));
  }

  @Test
  void what_we_had_is_the_last_choice_of_bird() {
    Cable cable = Cable.plug("llgr2");
    Muniad muniad = cable.muniad(LongLived.OPTIONS);
    Bird bird = Bird.start(cable.theirs(), BIRD);
    LongLived.oursIsTheLastChoice(
        cable,
        muniad,
        () -> String.join("\n", bird.ask("show route 10.9.0.0/16 all protocol munia")),
        "(65535,6)");
  }
}
