package io.munia.lab.bestexternal;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdBestExternalTest {
  private static final String PREFIX = "10.1.0.0/16";
  private static final String STATIC = "protocol static one { ipv4; route 10.1.0.0/16 blackhole; }";

  @Test
  void internal_neighbours_hear_of_the_best_path_from_outside() {
    Segment segment = Segment.lay("external");
    segment.muniad(
        """
        peers {
          i11 { address = 10.0.0.11, remote-as = internal, passive = true, advertise-best-external = true }
          e12 { address = 10.0.0.12, remote-as = 65012, passive = true
                import = accept-all, export = accept-all }
          i13 { address = 10.0.0.13, remote-as = internal, passive = true, advertise-best-external = true }
        }
        """);
    Bird preferred =
        segment.bird(
            11,
            64512,
            "",
            "export filter { if source != RTS_STATIC then reject; bgp_local_pref = 200; accept; };",
            STATIC);
    segment.bird(12, 65012, "", "export where source = RTS_STATIC;", STATIC);
    Bird asks = segment.bird(13, 64512, "", "export none;", "");

    Until.holds(
        "both hear of it",
        Cable.LIMIT,
        () ->
            Segment.heard(asks, PREFIX).contains("BGP.as_path: 65012")
                && Segment.heard(preferred, PREFIX).contains("BGP.as_path: 65012"));
    assertThat(Segment.heard(asks, PREFIX)).contains("BGP.next_hop: 10.0.0.12");
    preferred.ask("disable one");
    Until.holds(
        "it stays where it is the best",
        Cable.LIMIT,
        () -> Segment.heard(asks, PREFIX).contains("BGP.as_path: 65012"));
  }
}
