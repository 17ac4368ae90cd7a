package io.munia.lab.routeserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 7947 §2.2](https://www.rfc-editor.org/rfc/rfc7947#section-2.2), [RFC 7947
/// §2.3](https://www.rfc-editor.org/rfc/rfc7947#section-2.3)
@Tag("interop")
@Tag("bird")
class BirdRouteServerTest {
  private static final String PREFIX = "10.1.0.0/16";
  private static final String STATIC = "protocol static one { ipv4; route 10.1.0.0/16 blackhole; }";
  private static final String ANY_FIRST_AS = "enforce first as off;";

  @Test
  void every_client_has_a_view_of_its_own_and_the_server_is_not_seen() {
    Segment segment = Segment.lay("rs");
    segment.muniad(
        """
        groups {
          clients { remote-as = external, route-server-client = true, passive = true
                    import = accept-all, export = accept-all }
        }
        peers {
          c11 { group = clients, address = 10.0.0.11 }
          c12 { group = clients, address = 10.0.0.12 }
          c13 { group = clients, address = 10.0.0.13, export = not-of-c11 }
        }
        policies {
          not-of-c11 { rules = [ { match { peer = c11 }, then = reject } ], default = accept }
        }
        """);
    Bird best =
        segment.bird(
            11,
            65011,
            ANY_FIRST_AS,
            "export filter { if source != RTS_STATIC then reject; bgp_med = 7; accept; };",
            STATIC);
    Bird other =
        segment.bird(
            12,
            65012,
            ANY_FIRST_AS,
            "export filter { if source != RTS_STATIC then reject; bgp_path.prepend(65012); accept; };",
            STATIC);
    Bird picky = segment.bird(13, 65013, ANY_FIRST_AS, "export none;", "");

    Until.holds(
        "each has what it may have",
        Cable.LIMIT,
        () ->
            Segment.heard(best, PREFIX).contains("BGP.as_path: 65012 65012")
                && Segment.heard(other, PREFIX).contains("BGP.as_path: 65011")
                && Segment.heard(picky, PREFIX).contains("BGP.as_path: 65012 65012"));
    assertThat(Segment.heard(other, PREFIX))
        .contains("BGP.next_hop: 10.0.0.11")
        .contains("BGP.med: 7")
        .doesNotContain("64512");
    assertThat(Segment.heard(picky, PREFIX)).contains("BGP.next_hop: 10.0.0.12");

    other.ask("disable one");
    Until.holds(
        "nothing is left but what is its own, or rejected",
        Cable.LIMIT,
        () ->
            !Segment.heard(best, PREFIX).contains("BGP.as_path")
                && !Segment.heard(picky, PREFIX).contains("BGP.as_path"));
    assertThat(Segment.heard(other, PREFIX)).contains("BGP.as_path: 65011");
  }
}
