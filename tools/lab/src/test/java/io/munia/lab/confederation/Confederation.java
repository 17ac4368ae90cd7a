package io.munia.lab.confederation;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import java.util.function.Function;
import java.util.function.Supplier;

/// What holds whoever the other member is; `description.txt` draws it.
final class Confederation {
  static final String OUTSIDE_ROUTE = "10.100.0.0/16";

  private Confederation() {}

  /// @param member starts the other member, and returns what it says of the route outside
  /// @param path how it writes the path
  static void holds(Function<Host, Supplier<String>> member, String path, String nextHop) {
    Cable cable = Cable.plug("confed");
    Host outside = Host.create("confed-outside");
    cable.ours().cable("eth1", outside, "eth0");
    cable.ours().ip("addr add 10.0.1.1/24 dev eth1", "link set eth1 up");
    outside.ip("addr add 10.0.1.2/24 dev eth0", "link set eth0 up");
    Muniad muniad = muniad(cable.ours());
    Supplier<String> inside = member.apply(cable.theirs());
    Bird bird = outside(outside);

    Until.holds(
        "both sessions stand",
        Cable.LIMIT,
        () -> muniad.established("member") && muniad.established("outside"));
    Until.holds("outside there is one AS", Cable.LIMIT, () -> !route(bird).isEmpty());
    assertThat(route(bird)).contains("BGP.as_path: 65000\n").contains("BGP.next_hop: 10.0.1.1");
    Until.holds("the member has the route outside", Cable.LIMIT, () -> inside.get().contains(path));
    assertThat(inside.get()).contains(nextHop);
    assertThat(muniad.munia("peers")).contains("confederation");
  }

  private static String route(Bird bird) {
    String answer = String.join("\n", bird.ask("show route 10.8.0.0/16 all protocol munia")) + "\n";
    return answer.contains("BGP.next_hop") ? answer : "";
  }

  private static Muniad muniad(Host host) {
    return Muniad.start(
        Checkout.here(),
        host,
        """
        munia {
          router-id     = 10.0.0.1
          as            = 64512
          confederation { id = 65000, members = [64513] }
          listen        = ["10.0.0.1:179", "10.0.1.1:179"]
          peers {
            member  { address = 10.0.0.2, remote-as = 64513, connect-retry = 1s }
            outside {
              address = 10.0.1.2, remote-as = 65100, connect-retry = 1s
              import = accept-all, export = accept-all
            }
          }
          fib     { table = main }
          control { socket = "%s" }
        }
        """
            .formatted(host.folder().resolve("munia.sock")));
  }

  private static Bird outside(Host host) {
    return Bird.start(
        host,
        """
        log stderr all;
        router id 10.0.1.2;
        protocol device { }
        protocol static static4 { ipv4; route 10.100.0.0/16 blackhole; }
        protocol bgp munia {
          local 10.0.1.2 as 65100;
          neighbor 10.0.1.1 as 65000;
          direct;
          connect delay time 1;
          connect retry time 1;
          ipv4 { import all; export where source = RTS_STATIC; };
        }
        """);
  }
}
