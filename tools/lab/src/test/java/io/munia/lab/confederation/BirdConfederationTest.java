package io.munia.lab.confederation;

import io.munia.lab.Bird;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdConfederationTest {

  @Test
  void bird_is_another_member() {
    Confederation.holds(
        host -> {
          Bird bird =
              Bird.start(
                  host,
                  """
                  log stderr all;
                  router id 10.0.0.2;
                  protocol device { }
                  protocol direct { ipv4; }
                  protocol static static4 { ipv4; route 10.8.0.0/16 blackhole; }
                  protocol static way { ipv4; route 10.0.1.0/24 via 10.0.0.1; }
                  protocol bgp munia {
                    local 10.0.0.2 as 64513;
                    neighbor 10.0.0.1 as 64512;
                    multihop 2;
                    confederation 65000;
                    confederation member yes;
                    connect delay time 1;
                    connect retry time 1;
                    ipv4 { gateway recursive; import all; export where proto = "static4"; };
                  }
                  """);
          return () ->
              String.join(
                  "\n",
                  bird.ask("show route " + Confederation.OUTSIDE_ROUTE + " all protocol munia"));
        },
        "BGP.as_path: (64512) 65100",
        "BGP.next_hop: 10.0.1.2");
  }
}
