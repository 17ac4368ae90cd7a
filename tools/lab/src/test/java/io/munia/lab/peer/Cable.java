package io.munia.lab.peer;

import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.lab.Muniad;
import java.time.Duration;

/// Two hosts and a cable: muniad on one end, another daemon on the other, one AS.
///
/// ```text
///   ours                                      theirs
///   10.0.0.1, fd00::1 ------------------- 10.0.0.2, fd00::2
///   10.9.0.0/16, fd09::/48                10.8.0.0/16, fd08::/48
/// ```
public record Cable(Host ours, Host theirs) {
  public static final String OUR_ADDRESS4 = "10.0.0.1";
  public static final String OUR_ADDRESS6 = "fd00::1";
  public static final String THEIR_ADDRESS4 = "10.0.0.2";
  public static final String THEIR_ADDRESS6 = "fd00::2";
  public static final String OUR_ROUTE4 = "10.9.0.0/16";
  public static final String OUR_ROUTE6 = "fd09::/48";
  public static final String THEIR_ROUTE4 = "10.8.0.0/16";
  public static final String THEIR_ROUTE6 = "fd08::/48";

  /// For a session to come up and routes to cross, with daemons that take their time.
  public static final Duration LIMIT = Duration.ofSeconds(30);

  /// Plugs it in.
  ///
  /// @param name distinguishes the hosts of one test from those of the others
  public static Cable plug(String name) {
    Host ours = Host.create(name + "-munia");
    Host theirs = Host.create(name + "-peer");
    ours.cable("eth0", theirs, "eth0");
    ours.ip(
        "addr add " + OUR_ADDRESS4 + "/24 dev eth0",
        "addr add " + OUR_ADDRESS6 + "/64 nodad dev eth0",
        "link set eth0 up");
    theirs.ip(
        "addr add " + THEIR_ADDRESS4 + "/24 dev eth0",
        "addr add " + THEIR_ADDRESS6 + "/64 nodad dev eth0",
        "link set eth0 up");
    return new Cable(ours, theirs);
  }

  /// Starts muniad on our end. Its routes have no discard: that would wait until the neighbour has
  /// said all it knows, which those that send no End-of-RIB (GoBGP) take half a minute for.
  ///
  /// @param options more lines for the neighbour's section
  public Muniad muniad(String... options) {
    return Muniad.start(
        Checkout.here(),
        ours,
        """
        munia {
          router-id = 10.0.0.1
          as        = 64512
          listen    = ["10.0.0.1:179"]
          peers {
            peer {
              address       = 10.0.0.2
              remote-as     = internal
              families      = [ipv4-unicast, ipv6-unicast]
              hold-time     = 9s
              connect-retry = 1s
              %s
            }
          }
          routes {
            "10.9.0.0/16" { discard = false }
            "fd09::/48"   { discard = false }
          }
          fib     { table = main }
          control { socket = "%s" }
        }
        """
            .formatted(
                String.join("\n              ", options), ours.folder().resolve("munia.sock")));
  }
}
