package io.munia.lab.reflection;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdReflectionTest {

  @Test
  void clients_hear_each_other_with_originator_and_cluster_list() {
    Reflector reflector = Reflector.lay("rrb");
    Muniad muniad = reflector.muniad();
    Bird first = client(reflector, 11);
    Bird second = client(reflector, 12);

    Until.holds(
        "both clients are Established",
        Cable.LIMIT,
        () -> muniad.established("client11") && muniad.established("client12"));
    Until.holds(
        "the second client has the first one's routes",
        Cable.LIMIT,
        () ->
            route(second, "10.1.11.0/24").contains("BGP.next_hop: 10.0.0.11")
                && route(second, "fd01:11::/32").contains("BGP.next_hop: fd00::11"));
    assertThat(route(second, "10.1.11.0/24"))
        .contains("BGP.originator_id: 10.0.0.11")
        .contains("BGP.cluster_list: 10.0.0.1");
    assertThat(route(second, "fd01:11::/32"))
        .contains("BGP.originator_id: 10.0.0.11")
        .contains("BGP.cluster_list: 10.0.0.1");

    first.ask("disable static4");
    Until.holds(
        "the withdrawal is reflected, and nothing else",
        Cable.LIMIT,
        () -> route(second, "10.1.11.0/24").isEmpty());
    assertThat(route(second, "fd01:11::/32")).contains("BGP.next_hop: fd00::11");
    assertThat(route(first, "10.1.12.0/24")).contains("BGP.next_hop: 10.0.0.12");
  }

  private static String route(Bird bird, String prefix) {
    String answer = String.join("\n", bird.ask("show route " + prefix + " all protocol reflector"));
    return answer.contains("BGP.next_hop") ? answer : "";
  }

  private static Bird client(Reflector reflector, int number) {
    return Bird.start(
        reflector.client(number),
        """
        log stderr all;
        router id 10.0.0.%1$d;
        protocol device { }
        protocol static static4 { ipv4; route 10.1.%1$d.0/24 blackhole; }
        protocol static static6 { ipv6; route fd01:%1$d::/32 blackhole; }
        protocol bgp reflector {
          local 10.0.0.%1$d as 64512;
          neighbor 10.0.0.1 as 64512;
          direct;
          connect delay time 1;
          connect retry time 1;
          ipv4 { import all; export where source = RTS_STATIC; };
          ipv6 { import all; export where source = RTS_STATIC; };
        }
        """
            .formatted(number));
  }
}
