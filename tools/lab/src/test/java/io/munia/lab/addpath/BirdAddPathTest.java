package io.munia.lab.addpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdAddPathTest {
  private static final String PREFIX = "10.1.0.0/16";
  private static final String STATIC = "protocol static one { ipv4; route 10.1.0.0/16 blackhole; }";
  private static final String EXPORT = "export where source = RTS_STATIC;";

  @Test
  void several_paths_pass_both_ways_and_each_goes_by_itself() {
    Segment segment = Segment.lay("addpath");
    Muniad muniad =
        segment.muniad(
            """
            groups { clients { remote-as = internal, route-reflector-client = true, passive = true } }
            peers {
              c11 { group = clients, address = 10.0.0.11 }
              c12 { group = clients, address = 10.0.0.12 }
              c13 { group = clients, address = 10.0.0.13, add-path = both }
              c14 { group = clients, address = 10.0.0.14, add-path = receive }
              c15 { group = clients, address = 10.0.0.15 }
            }
            """);
    Bird first = segment.bird(11, 64512, "", EXPORT, STATIC);
    segment.bird(12, 64512, "", EXPORT, STATIC);
    Bird all = segment.bird(13, 64512, "", "add paths on; export none;", "");
    Bird twice =
        segment.bird(
            14,
            64512,
            "",
            "add paths tx; export filter {"
                + " if source != RTS_STATIC then reject;"
                + " if proto = \"two\" then bgp_community.add((64512, 2)); accept; };",
            STATIC
                + "\nprotocol static two { ipv4 { preference 100; }; route 10.1.0.0/16 blackhole; }");
    Bird one = segment.bird(15, 64512, "", "export none;", "");

    Until.holds("four paths are reflected", Cable.LIMIT, () -> paths(all) == 4);
    assertThat(Segment.heard(all, PREFIX)).contains("(64512,2)");
    Until.holds("one is told to who takes one", Cable.LIMIT, () -> paths(one) == 1);
    assertThat(muniad.munia("peers", "c13")).containsPattern("add-path +both");
    assertThat(muniad.munia("routes", PREFIX)).contains("c11").contains("c12").contains("c14");
    assertThat(
            muniad.munia("routes", PREFIX, "--out", "c13").lines().filter(l -> l.contains("c14")))
        .hasSize(2);

    twice.ask("disable two");
    Until.holds("one of two goes", Cable.LIMIT, () -> paths(all) == 3);
    assertThat(Segment.heard(all, PREFIX)).doesNotContain("(64512,2)");
    first.ask("disable one");
    Until.holds("the best goes", Cable.LIMIT, () -> paths(all) == 2);
    Until.holds(
        "the next is told to who takes one",
        Cable.LIMIT,
        () -> Segment.heard(one, PREFIX).contains("BGP.next_hop: 10.0.0.12"));
  }

  private static long paths(Bird bird) {
    return Segment.heard(bird, PREFIX)
        .lines()
        .filter(line -> line.contains("BGP.next_hop"))
        .count();
  }
}
