package io.munia.lab.multipath;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.RouteMonitor;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdMultipathTest {
  private static final String STATIC =
      "protocol static one { ipv4; route 10.1.0.0/16 blackhole; }"
          + " protocol static two { ipv4; route 10.2.0.0/16 blackhole; }";
  private static final String EXPORT = "export where source = RTS_STATIC;";
  private static final String CONFIGURATION =
      """
      fib { table = main }
      multipath { ebgp = 4 }
      peers {
        e11 { address = 10.0.0.11, remote-as = 65011, import = accept-all, export = reject-all }
        e12 { address = 10.0.0.12, remote-as = 65011, import = accept-all, export = reject-all }
      }
      """;

  @Test
  void equal_paths_are_one_route_with_several_next_hops_and_are_adopted() {
    Segment segment = Segment.lay("ecmp");
    Muniad muniad = segment.muniad(CONFIGURATION);
    segment.bird(11, 65011, "", EXPORT, STATIC);
    Bird second = segment.bird(12, 65011, "", EXPORT, STATIC);

    Until.holds(
        "two next hops in one route",
        Cable.LIMIT,
        () -> hops(segment, "10.1.0.0/16") == 2 && hops(segment, "10.2.0.0/16") == 2);
    assertThat(muniad.munia("routes", "10.1.0.0/16"))
        .contains("* from e11")
        .contains("= from e12")
        .contains("equals up to the IGP cost");
    second.ask("disable one");
    Until.holds("one is left", Cable.LIMIT, () -> hops(segment, "10.1.0.0/16") == 1);
    second.ask("enable one");
    Until.holds("and back", Cable.LIMIT, () -> hops(segment, "10.1.0.0/16") == 2);

    muniad.process().kill();
    RouteMonitor monitor = RouteMonitor.start(segment.ours());
    Muniad again = segment.muniad(CONFIGURATION);
    Until.holds(
        "all is learned again, and what is stale would be gone",
        Cable.LIMIT,
        () ->
            again.munia("fib").contains("10.1.0.0/16")
                && again.munia("routes", "10.1.0.0/16").contains("= from e12")
                && again.munia("routes", "10.2.0.0/16").contains("= from e12"));
    assertThat(hops(segment, "10.1.0.0/16")).isEqualTo(2);
    assertThat(monitor.changes()).as("adopted as they stood").isEmpty();
  }

  private static long hops(Segment segment, String prefix) {
    return segment
        .ours()
        .show("route", "show", prefix, "proto", "187")
        .lines()
        .filter(line -> line.contains("via 10.0.0."))
        .count();
  }
}
