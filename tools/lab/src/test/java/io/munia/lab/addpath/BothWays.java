package io.munia.lab.addpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Host;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import java.util.Map;
import java.util.function.LongSupplier;

/// Another daemon at 10.0.0.12 that is sent several paths, and sends two: its own and that of a
/// BIRD in another AS beside it.
record BothWays(Segment segment, Muniad muniad, Host host) {
  static final String PREFIX = "10.1.0.0/16";
  private static final String STATIC =
      "protocol static one { ipv4; route 10.1.0.0/16 blackhole; }\n";
  private static final String EXPORT = "export where source = RTS_STATIC;";

  static BothWays lay(String name) {
    Segment segment = Segment.lay(name);
    Muniad muniad =
        segment.muniad(
            """
            groups { clients { remote-as = internal, route-reflector-client = true, passive = true } }
            peers {
              c11   { group = clients, address = 10.0.0.11 }
              c14   { group = clients, address = 10.0.0.14 }
              other { group = clients, address = 10.0.0.12, add-path = both,
                      passive = false, connect-retry = 1s }
            }
            """);
    segment.bird(11, 64512, "", EXPORT, STATIC);
    segment.bird(14, 64512, "", EXPORT, STATIC);
    segment.bird(
        13,
        65013,
        "",
        "export none;",
        STATIC
            + """
            protocol bgp twelve {
              local 10.0.0.13 as 65013;
              neighbor 10.0.0.12 as 64512;
              direct;
              connect delay time 1;
              connect retry time 1;
              error wait time 1, 2;
              ipv4 { import none; export where source = RTS_STATIC; };
            }
            """);
    return new BothWays(segment, muniad, segment.host(12));
  }

  /// @param heard how many paths of ours it has
  /// @param withdraw has it withdraw its own path
  void pass(LongSupplier heard, Runnable withdraw) {
    Until.holds("it has both reflected paths", Cable.LIMIT, () -> heard.getAsLong() == 2);
    Until.holds("both of its paths are here", Cable.LIMIT, () -> paths() == 2);
    assertThat(muniad.munia("routes", PREFIX, "--in", "other"))
        .contains("via 10.0.0.12")
        .contains("via 10.0.0.13");
    withdraw.run();
    Until.holds("one of them is withdrawn by its id", Cable.LIMIT, () -> paths() == 1);
    assertThat(muniad.munia("routes", PREFIX, "--in", "other")).contains("via 10.0.0.13");
  }

  private int paths() {
    return muniad.ask("routes", Map.of("prefix", PREFIX, "in", "other")).list("routes").stream()
        .mapToInt(route -> ((io.munia.peering.control.Json.Obj) route).list("paths").size())
        .sum();
  }
}
