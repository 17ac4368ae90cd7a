package io.munia.lab.linklocal;

import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.lab.Muniad;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Hosts that have link-local addresses, and those on the left global ones as well where that is
/// said; `description.txt` draws them.
record LinkLocal(Host ours, Host left, Host right) {

  static LinkLocal lay(String name) {
    Host ours = Host.create(name);
    Host left = neighbour(ours, "eth0", name + "-left");
    Host right = neighbour(ours, "eth1", name + "-right");
    return new LinkLocal(ours, left, right);
  }

  private static Host neighbour(Host ours, String device, String name) {
    Host host = Host.create(name);
    ours.cable(device, host, "eth0");
    ours.ip(
        "link set " + device + " addrgenmode none",
        "link set " + device + " up",
        "addr add fe80::1/64 nodad dev " + device);
    host.ip(
        "link set eth0 addrgenmode none", "link set eth0 up", "addr add fe80::2/64 nodad dev eth0");
    return host;
  }

  /// Adds global addresses on the left.
  LinkLocal withGlobalAddresses() {
    ours.ip("addr add fd00::1/64 nodad dev eth0");
    left.ip("addr add fd00::2/64 nodad dev eth0");
    return this;
  }

  /// Over link-local addresses.
  ///
  /// @param options of both neighbours
  Muniad muniad(String... options) {
    return start(
        """
        left  { group = tor, address = "fe80::2", interface = eth0 }
        right { group = tor, address = "fe80::2", interface = eth1 }
        """,
        options);
  }

  /// On the left, over its global address.
  Muniad muniadOverGlobal(String... options) {
    return start("left { group = tor, address = \"fd00::2\" }", options);
  }

  /// On the left as well, with our left neighbour's number and its routes.
  Muniad muniadOnTheLeft() {
    return Muniad.start(
        Checkout.here(),
        left,
        """
        munia {
          router-id = 10.0.0.2
          as        = 64900
          listen    = ["[::]:179"]
          peers {
            ours {
              address = "fe80::1", interface = eth0, remote-as = 64512, connect-retry = 1s
              families = [ipv4-unicast, ipv6-unicast], import = accept-all, export = accept-all
            }
          }
          routes {
            "10.8.0.0/16" { discard = false }
            "fd08::/48"   { discard = false }
          }
          fib     { table = main }
          control { socket = "%s" }
        }
        """
            .formatted(left.folder().resolve("munia.sock")));
  }

  private Muniad start(String peers, String... options) {
    return Muniad.start(
        Checkout.here(),
        ours,
        """
        munia {
          router-id = 10.0.0.1
          as        = 64512
          listen    = ["[::]:179"]
          groups {
            tor { %s }
          }
          peers {
            %s
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
                Stream.concat(
                        Stream.of(
                            "remote-as = 64900",
                            "families = [ipv4-unicast, ipv6-unicast]",
                            "connect-retry = 1s",
                            "import = accept-all",
                            "export = accept-all"),
                        Stream.of(options))
                    .collect(Collectors.joining(", ")),
                peers,
                ours.folder().resolve("munia.sock")));
  }

  /// Whether our kernel sends what goes to this prefix out of this device, to the neighbour there.
  boolean leads(String prefix, String device) {
    return leads(ours, prefix, "fe80::2", device);
  }

  /// Whether the left one's kernel sends what goes to our IPv6 prefix to this address of ours.
  boolean leadsToUs(String address) {
    return leads(left, "fd09::/48", address, "eth0");
  }

  private static boolean leads(Host host, String prefix, String to, String device) {
    String family = prefix.contains(":") ? "-6" : "-4";
    String via = prefix.contains(":") ? "via " + to : "via inet6 " + to;
    return host.show(family, "route", "show", prefix).contains(via + " dev " + device);
  }

  /// How next hops are written to a neighbour, and why, as an operator reads it.
  static String form(Muniad muniad, String peer) {
    return muniad
        .munia("peers", peer)
        .lines()
        .filter(line -> line.startsWith("  link-local next hop"))
        .map(line -> line.substring("  link-local next hop".length()).strip())
        .findFirst()
        .orElse("");
  }
}
