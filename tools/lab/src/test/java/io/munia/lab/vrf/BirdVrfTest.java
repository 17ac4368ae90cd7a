package io.munia.lab.vrf;

import io.munia.lab.Bird;
import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `description.txt` draws it.
@Tag("interop")
@Tag("bird")
@Tag("vrf")
class BirdVrfTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neighbours_of_one_address_are_told_apart_by_their_vrf(boolean weConnect) {
    Host ours = Host.create("vrf" + weConnect);
    ours.ip("link add red type vrf table 10", "link set red up");
    Host inside = neighbour(ours, "eth0", "inside" + weConnect, "link set eth0 master red");
    Host outside = neighbour(ours, "eth1", "outside" + weConnect);
    Bird red = bird(inside, 8, weConnect);
    Bird plain = bird(outside, 7, weConnect);
    Muniad muniad = muniad(ours, weConnect);
    Until.holds(
        "both sessions",
        Cable.LIMIT,
        () -> muniad.established("red") && muniad.established("plain"));
    Until.holds(
        "what is told inside is heard outside",
        Cable.LIMIT,
        () -> Segment.heard(plain, "10.8.0.0/16").contains("64908"));
    Until.holds(
        "and the reverse", Cable.LIMIT, () -> Segment.heard(red, "10.7.0.0/16").contains("64907"));
  }

  private static Host neighbour(Host ours, String device, String name, String... more) {
    Host host = Host.create(name);
    ours.cable(device, host, "eth0");
    ours.ip(more);
    ours.ip("addr add 10.0.0.1/24 dev " + device, "link set " + device + " up");
    host.ip("addr add 10.0.0.2/24 dev eth0", "link set eth0 up");
    return host;
  }

  private static Bird bird(Host host, int number, boolean waits) {
    return Bird.start(
        host,
        """
        log stderr all;
        router id 10.0.0.%1$d;
        protocol device { }
        protocol static { ipv4; route 10.%1$d.0.0/16 blackhole; }
        protocol bgp munia {
          local 10.0.0.2 as 6490%1$d;
          neighbor 10.0.0.1 as 64512;
          direct;
          connect delay time 1;
          connect retry time 1;
          error wait time 1, 2;
          %2$s
          ipv4 { import all; export where source = RTS_STATIC; };
        }
        """
            .formatted(number, waits ? "passive;" : ""));
  }

  private static Muniad muniad(Host ours, boolean connects) {
    return Muniad.start(
        Checkout.here(),
        ours,
        """
        munia {
          router-id = 10.0.0.1
          as        = 64512
          listen    = ["0.0.0.0:179", "0.0.0.0%%red:179"]
          groups {
            all { connect-retry = 1s, passive = %s, import = accept-all, export = accept-all }
          }
          peers {
            red   { group = all, address = 10.0.0.2, remote-as = 64908, vrf = red }
            plain { group = all, address = 10.0.0.2, remote-as = 64907, interface = eth1 }
          }
          control { socket = "%s" }
        }
        """
            .formatted(!connects, ours.folder().resolve("munia.sock")));
  }
}
