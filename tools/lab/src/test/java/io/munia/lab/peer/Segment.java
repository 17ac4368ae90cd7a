package io.munia.lab.peer;

import io.munia.lab.Bird;
import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.lab.Muniad;

/// One segment with muniad at 10.0.0.1 and others beside it.
public final class Segment {
  private final String name;
  private final Host ours;

  private Segment(String name, Host ours) {
    this.name = name;
    this.ours = ours;
  }

  /// @param name distinguishes the hosts of one test from those of the others
  public static Segment lay(String name) {
    Host ours = Host.create(name);
    ours.ip(
        "link add segment type bridge", "addr add 10.0.0.1/24 dev segment", "link set segment up");
    return new Segment(name, ours);
  }

  /// Where muniad runs.
  public Host ours() {
    return ours;
  }

  /// A host at 10.0.0.`number`.
  public Host host(int number) {
    Host host = Host.create(name + number);
    ours.cable("port" + number, host, "eth0");
    ours.ip("link set port" + number + " master segment up");
    host.ip("addr add 10.0.0." + number + "/24 dev eth0", "link set eth0 up");
    return host;
  }

  /// Starts muniad in AS 64512.
  ///
  /// @param sections of the configuration, `peers` first of all
  public Muniad muniad(String sections) {
    return Muniad.start(Checkout.here(), ours, configuration(sections));
  }

  /// The same as a text, for a reload.
  public String configuration(String sections) {
    return """
    munia {
      router-id = 10.0.0.1
      as        = 64512
      listen    = ["10.0.0.1:179"]
      control { socket = "%s" }
    %s
    }
    """
        .formatted(ours.folder().resolve("munia.sock"), sections);
  }

  /// A BIRD at 10.0.0.`number` with muniad as its neighbour `munia`.
  ///
  /// @param as its AS
  /// @param session more lines of the protocol's section
  /// @param channel more lines of its channel
  /// @param rest of the configuration
  public Bird bird(int number, int as, String session, String channel, String rest) {
    return Bird.start(
        host(number),
        """
        log stderr all;
        router id 10.0.0.%1$d;
        protocol device { }
        %5$s
        protocol bgp munia {
          local 10.0.0.%1$d as %2$d;
          neighbor 10.0.0.1 as 64512;
          direct;
          connect delay time 1;
          connect retry time 1;
          error wait time 1, 2;
          %3$s
          ipv4 { import all; %4$s };
        }
        """
            .formatted(number, as, session, channel, rest));
  }

  /// What BIRD has from muniad of a prefix.
  public static String heard(Bird bird, String prefix) {
    return String.join("\n", bird.ask("show route " + prefix + " all protocol munia"));
  }
}
