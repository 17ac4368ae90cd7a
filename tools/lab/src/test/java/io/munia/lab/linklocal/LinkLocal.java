package io.munia.lab.linklocal;

import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.lab.Muniad;

/// Hosts that have link-local addresses alone; `description.txt` draws them.
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

  Muniad muniad() {
    return Muniad.start(
        Checkout.here(),
        ours,
        """
        munia {
          router-id = 10.0.0.1
          as        = 64512
          listen    = ["[::]:179"]
          groups {
            tor { remote-as = 64900, families = [ipv4-unicast, ipv6-unicast], connect-retry = 1s,
                  import = accept-all, export = accept-all }
          }
          peers {
            left  { group = tor, address = "fe80::2", interface = eth0 }
            right { group = tor, address = "fe80::2", interface = eth1 }
          }
          routes {
            "10.9.0.0/16" { discard = false }
            "fd09::/48"   { discard = false }
          }
          fib     { table = main }
          control { socket = "%s" }
        }
        """
            .formatted(ours.folder().resolve("munia.sock")));
  }

  /// Whether our kernel sends what goes to this prefix out of this device, to the neighbour there.
  boolean leads(String prefix, String device) {
    String family = prefix.contains(":") ? "-6" : "-4";
    String via = prefix.contains(":") ? "via fe80::2" : "via inet6 fe80::2";
    return ours.show(family, "route", "show", prefix).contains(via + " dev " + device);
  }
}
