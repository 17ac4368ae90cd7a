package io.munia.lab.gracefulrestart;

import io.munia.lab.Bird;
import io.munia.lab.peer.Cable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 4724 §4](https://www.rfc-editor.org/rfc/rfc4724#section-4).
@Tag("interop")
@Tag("bird")
class BirdGracefulRestartTest {

  @Test
  void bird_is_killed_and_its_routes_stay_until_it_is_back() {
    Cable cable = Cable.plug("grbird");
    var muniad = cable.muniad();
    Bird bird = Bird.start(cable.theirs(), configuration(GracefulRestart.LEFT_OUT));
    GracefulRestart.neighbourRestarts(
        cable,
        muniad,
        () -> bird.process().kill(),
        () -> Bird.startAgain(cable.theirs(), configuration("10.6.0.0/16")));
  }

  @Test
  void muniad_is_killed_and_birds_kernel_keeps_its_routes() {
    Cable cable = Cable.plug("grbird2");
    var muniad = cable.muniad(GracefulRestart.FULL);
    Bird.start(cable.theirs(), configuration(GracefulRestart.LEFT_OUT));
    GracefulRestart.weRestart(cable, muniad);
  }

  /// @param second route beside the one that stays; only [GracefulRestart#LEFT_OUT] is announced
  private static String configuration(String second) {
    return """
    log stderr all;
    router id 10.0.0.2;
    protocol device { }
    protocol kernel { ipv4 { export where source = RTS_BGP; }; }
    protocol kernel { ipv6 { export where source = RTS_BGP; }; }
    protocol static static4 { ipv4; route 10.8.0.0/16 blackhole; route %s blackhole; }
    protocol static static6 { ipv6; route fd08::/48 blackhole; }
    protocol bgp munia {
      local 10.0.0.2 as 64512;
      neighbor 10.0.0.1 as 64512;
      direct;
      graceful restart on;
      graceful restart time 60;
      connect delay time 1;
      connect retry time 1;
      error wait time 1, 2;
      ipv4 { import all; export where net != 10.6.0.0/16; };
      ipv6 { import all; export all; };
    }
    """
        .formatted(second);
  }
}
