package io.munia.lab.aggregates;

import io.munia.lab.Bird;
import io.munia.lab.Checkout;
import io.munia.lab.Command;
import io.munia.lab.Host;
import io.munia.lab.KernelRoutes;
import io.munia.lab.Muniad;
import java.io.IOException;
import java.nio.file.Files;

/// The three hosts of `description.txt`.
final class AggregateFabric {
  static final String AGGREGATE4 = "10.64.0.0/12";
  static final String AGGREGATE6 = "fd64::/32";
  static final String FIRST4 = "10.64.1.0/24";
  static final String SECOND4 = "10.64.2.0/24";
  static final String FIRST6 = "fd64:0:1::/48";

  /// Inside [#FIRST4], and answers.
  static final String LEAF_ADDRESS = "10.64.1.1";

  final Host middle = Host.create("middle").forwarding();
  final Bird leaf = bird("leaf", 2, 64600);
  final Bird spine = bird("spine", 3, 64900);

  boolean hears(String prefix) {
    return !route(prefix).isEmpty();
  }

  String route(String prefix) {
    String answer = String.join("\n", spine.ask("show route " + prefix + " all protocol munia"));
    return answer.contains("BGP.next_hop") ? answer + "\n" : "";
  }

  boolean discards(boolean v6, String prefix) {
    return KernelRoutes.of(middle, v6).routes().stream()
        .anyMatch(route -> route.prefix().equals(prefix) && route.discard());
  }

  /// How often the spine's session came up, by its log.
  long sessionsOfSpine() throws IOException {
    return Files.readString(spine.process().log())
        .lines()
        .filter(line -> line.contains("munia: State changed to up"))
        .count();
  }

  void reload(Muniad muniad, String options) throws IOException {
    Files.writeString(middle.folder().resolve("munia.conf"), configuration(options));
    Command.of("kill", "-HUP", "" + muniad.process().process().pid()).must();
  }

  Muniad muniad(String options) {
    return Muniad.start(Checkout.here(), middle, configuration(options));
  }

  String configuration(String options) {
    return """
    munia {
      router-id = 10.0.0.1
      as        = 64512
      listen    = ["0.0.0.0:179"]
      groups {
        all {
          remote-as = external, import = accept-all, export = accept-all
          families  = [ipv4-unicast, ipv6-unicast], connect-retry = 1s
        }
      }
      peers {
        leaf  { group = all, address = 10.1.0.2 }
        spine { group = all, address = 10.2.0.3 }
      }
      aggregates {
        "10.64.0.0/12" { %s }
        "fd64::/32"    { summary-only = true }
      }
      fib     { table = main }
      control { socket = "%s" }
    }
    """
        .formatted(options, middle.folder().resolve("munia.sock"));
  }

  /// A neighbour on a network of its own, with an address that the other one can ping.
  Bird bird(String name, int number, int as) {
    Host host = Host.create(name);
    int net = number - 1;
    middle.cable("to-" + name, host, "eth0");
    middle.ip(
        "addr add 10.%d.0.1/24 dev to-%s".formatted(net, name),
        "addr add fd00:%d::1/64 nodad dev to-%s".formatted(net, name),
        "link set to-" + name + " up");
    host.ip(
        "addr add 10.%d.0.%d/24 dev eth0".formatted(net, number),
        "addr add fd00:%d::%d/64 nodad dev eth0".formatted(net, number),
        "addr add %s/32 dev lo".formatted(number == 2 ? LEAF_ADDRESS : "10.0.0.3"),
        "link set eth0 up",
        "route add default via 10.%d.0.1".formatted(net));
    String routes =
        number == 2
            ? """
            protocol static static4 { ipv4; route 10.64.1.0/24 blackhole; route 10.64.2.0/24 blackhole; }
            protocol static static6 { ipv6; route fd64:0:1::/48 blackhole; }
            """
            : "";
    return Bird.start(
        host,
        """
        log stderr all;
        debug protocols { states };
        router id 10.0.0.%1$d;
        protocol device { }
        %4$s
        protocol bgp munia {
          local 10.%2$d.0.%1$d as %3$d;
          neighbor 10.%2$d.0.1 as 64512;
          direct;
          connect delay time 1;
          connect retry time 1;
          error wait time 1, 2;
          ipv4 { import all; export where source = RTS_STATIC; };
          ipv6 { import all; export where source = RTS_STATIC; };
        }
        """
            .formatted(number, net, as, routes));
  }
}
