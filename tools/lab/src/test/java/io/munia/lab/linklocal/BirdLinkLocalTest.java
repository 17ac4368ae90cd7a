package io.munia.lab.linklocal;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Host;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 8950 §4](https://www.rfc-editor.org/rfc/rfc8950#section-4)
@Tag("interop")
@Tag("bird")
class BirdLinkLocalTest {

  @Test
  void neighbours_of_one_address_are_told_apart_by_their_links() {
    LinkLocal lab = LinkLocal.lay("llbird");
    Bird left = bird(lab.left(), 8);
    Bird right = bird(lab.right(), 7);
    Muniad muniad = lab.muniad();
    Until.holds(
        "both sessions",
        Cable.LIMIT,
        () -> muniad.established("left") && muniad.established("right"));
    for (String[] expected :
        new String[][] {
          {"10.8.0.0/16", "eth0"},
          {"fd08::/48", "eth0"},
          {"10.7.0.0/16", "eth1"},
          {"fd07::/48", "eth1"},
        }) {
      Until.holds(
          expected[0] + " leads out of " + expected[1],
          Cable.LIMIT,
          () -> lab.leads(expected[0], expected[1]));
    }
    for (String prefix : new String[] {"10.9.0.0/16", "fd09::/48", "10.8.0.0/16"}) {
      Until.holds(
          "right has " + prefix + " from us",
          Cable.LIMIT,
          () -> Segment.heard(right, prefix).contains("via fe80::1 on eth0"));
    }
    assertThat(Segment.heard(left, "10.7.0.0/16")).contains("via fe80::1 on eth0");
  }

  private static Bird bird(Host host, int number) {
    return Bird.start(
        host,
        """
        log stderr all;
        router id 10.0.0.%1$d;
        protocol device { }
        protocol static static4 { ipv4; route 10.%1$d.0.0/16 blackhole; }
        protocol static static6 { ipv6; route fd0%1$d::/48 blackhole; }
        protocol bgp munia {
          local fe80::2 as 64900;
          neighbor fe80::1%%eth0 as 64512;
          allow local as 1;
          connect delay time 1;
          connect retry time 1;
          error wait time 1, 2;
          ipv4 { import all; export where source = RTS_STATIC; extended next hop on; };
          ipv6 { import all; export where source = RTS_STATIC; };
        }
        """
            .formatted(number));
  }
}
