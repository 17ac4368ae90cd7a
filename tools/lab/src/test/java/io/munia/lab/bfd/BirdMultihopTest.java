package io.munia.lab.bfd;

import io.munia.lab.Bird;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 5883](https://www.rfc-editor.org/rfc/rfc5883) with BIRD.
@Tag("interop")
@Tag("bird")
class BirdMultihopTest {
  @Test
  void a_path_over_a_router_is_watched() {
    Multihop multihop = Multihop.lay("birdm");
    Bird bird =
        Bird.start(
            multihop.theirs(),
            """
            log stderr all;
            router id 10.255.0.2;
            protocol device { }
            protocol direct { ipv4; }
            protocol bfd detect {
              multihop { min rx interval 100 ms; min tx interval 100 ms; multiplier 3; };
            }
            protocol bgp munia {
              local 10.255.0.2 as 64512;
              neighbor 10.255.0.1 as 64512;
              multihop;
              bfd on;
              connect delay time 1;
              connect retry time 1;
              error wait time 1, 2;
              ipv4 { import all; export none; };
            }
            """);
    multihop.holds("true", () -> String.join("\n", bird.ask("show bfd sessions")).contains(" Up "));
  }
}
