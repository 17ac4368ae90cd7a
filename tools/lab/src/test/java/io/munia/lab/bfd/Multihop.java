package io.munia.lab.bfd;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Loopbacks of two hosts with a router between.
record Multihop(Host ours, Host router, Host theirs) {
  static Multihop lay(String name) {
    Host ours = Host.create(name + "-munia");
    Host router = Host.create(name + "-router").forwarding();
    Host theirs = Host.create(name + "-peer");
    ours.cable("eth0", router, "west");
    theirs.cable("eth0", router, "east");
    router.ip(
        "addr add 10.1.0.254/24 dev west",
        "addr add 10.2.0.254/24 dev east",
        "link set west up",
        "link set east up",
        "route add 10.255.0.1 via 10.1.0.1",
        "route add 10.255.0.2 via 10.2.0.2");
    join(ours, "10.1.0.1/24", "10.255.0.1", "10.255.0.2 via 10.1.0.254");
    join(theirs, "10.2.0.2/24", "10.255.0.2", "10.255.0.1 via 10.2.0.254");
    return new Multihop(ours, router, theirs);
  }

  private static void join(Host host, String link, String loopback, String route) {
    host.ip(
        "addr add " + loopback + "/32 dev lo",
        "addr add " + link + " dev eth0",
        "link set eth0 up",
        "route add " + route + " src " + loopback);
  }

  /// The session comes up over the router, and ends when the router forwards no longer.
  ///
  /// @param strict whether BGP waits for BFD
  void holds(String strict, BooleanSupplier thereToo) {
    Muniad muniad =
        Muniad.start(
            Checkout.here(),
            ours,
            """
            munia {
              router-id = 10.255.0.1
              as        = 64512
              listen    = ["10.255.0.1:179"]
              peers {
                far {
                  address       = 10.255.0.2
                  local-address = 10.255.0.1
                  remote-as     = internal
                  connect-retry = 1s
                  bfd { interval = 100ms, multihop = true, strict = %s }
                }
              }
              control { socket = "%s" }
            }
            """
                .formatted(strict, ours.folder().resolve("munia.sock")));
    BooleanSupplier up =
        () ->
            muniad.established("far")
                && Paths.session(muniad, "far").text("state").equals("Up")
                && thereToo.getAsBoolean();
    Until.holds("BGP and BFD are up over the router", Cable.LIMIT, up);
    assertThat(muniad.munia("bfd", "far")).contains("any number");
    router.set("ipv4/conf/all/forwarding=0");
    Until.holds("it ends", Duration.ofSeconds(5), () -> !muniad.established("far"));
    assertThat(Paths.peer(muniad, "far").text("last-close"))
        .contains("NOTIFICATION 6/10, Cease: BFD Down: ");
    router.set("ipv4/conf/all/forwarding=1");
    Until.holds("BGP and BFD are up again", Cable.LIMIT, up);
  }
}
