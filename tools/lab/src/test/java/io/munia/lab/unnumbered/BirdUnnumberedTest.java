package io.munia.lab.unnumbered;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Host;
import io.munia.lab.Muniad;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 4861 §6](https://www.rfc-editor.org/rfc/rfc4861#section-6) and [RFC 8950
/// §4](https://www.rfc-editor.org/rfc/rfc8950#section-4) with BIRD's radv, which lets us find it,
/// and a range, as it does not look for us.
@Tag("interop")
@Tag("bird")
class BirdUnnumberedTest {
  private static Bird bird(Host host) {
    return Bird.start(
        host,
        """
        log stderr all;
        router id 10.0.0.8;
        protocol device { scan time 1; }
        protocol radv { interface "eth0" { min ra interval 3; max ra interval 5; }; }
        protocol static static4 { ipv4; route 10.8.0.0/16 blackhole; }
        protocol static static6 { ipv6; route fd08::/48 blackhole; }
        protocol kernel kernel4 { ipv4 { export where source = RTS_BGP; }; }
        protocol kernel kernel6 { ipv6 { export where source = RTS_BGP; }; }
        protocol bgp munia {
          local as 64900;
          neighbor range fe80::/10 external;
          interface "eth0";
          dynamic name "found";
          ipv4 { import all; export where source = RTS_STATIC; extended next hop on; };
          ipv6 { import all; export where source = RTS_STATIC; };
        }
        """);
  }

  @Test
  void bird_is_found_and_found_again_where_it_comes_back() {
    Unnumbered lab = Unnumbered.lay("unbird");
    Muniad muniad = lab.muniad();
    assertThat(Unnumbered.tor(muniad).text("discovery"))
        .isEqualTo("eth0 has heard no router advertisement yet");
    Bird bird = bird(lab.theirs());
    lab.crossed(muniad, () -> bird.process().tail());
    hasOurs(lab, bird);
    bird.process().kill();
    lab.move();
    Bird again = bird(lab.theirs());
    lab.crossed(muniad, () -> again.process().tail());
    hasOurs(lab, again);
  }

  private static void hasOurs(Unnumbered lab, Bird bird) {
    String ours = Unnumbered.address(lab.ours());
    for (String prefix : new String[] {"10.9.0.0/16", "fd09::/48"}) {
      Unnumbered.until(
          () -> bird.process().tail(),
          "BIRD's kernel has " + prefix,
          () -> Unnumbered.leads(lab.theirs(), prefix, ours));
    }
  }
}
