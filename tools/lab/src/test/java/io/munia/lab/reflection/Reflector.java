package io.munia.lab.reflection;

import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.lab.Muniad;

/// A reflecting muniad and its clients' hosts on one segment; `description.txt` draws them.
record Reflector(Host host, String name) {

  /// @param name distinguishes the hosts of one test from those of the others
  static Reflector lay(String name) {
    Host host = Host.create(name + "-reflector");
    host.ip(
        "link add segment type bridge",
        "addr add 10.0.0.1/24 dev segment",
        "addr add fd00::1/64 nodad dev segment",
        "link set segment up");
    return new Reflector(host, name);
  }

  Muniad muniad() {
    return Muniad.start(
        Checkout.here(),
        host,
        """
        munia {
          router-id = 10.0.0.1
          as        = 64512
          listen    = ["10.0.0.1:179"]
          groups {
            clients {
              remote-as              = internal
              route-reflector-client = true
              passive                = true
              families               = [ipv4-unicast, ipv6-unicast]
            }
          }
          peers {
            client11 { group = clients, address = 10.0.0.11 }
            client12 { group = clients, address = 10.0.0.12 }
          }
          control { socket = "%s" }
        }
        """
            .formatted(host.folder().resolve("munia.sock")));
  }

  /// A host at 10.0.0.`number` and fd00::`number`.
  Host client(int number) {
    Host client = Host.create(name + "-client" + number);
    host.cable("port" + number, client, "eth0");
    host.ip("link set port" + number + " master segment up");
    client.ip(
        "addr add 10.0.0." + number + "/24 dev eth0",
        "addr add fd00::" + number + "/64 nodad dev eth0",
        "link set eth0 up");
    return client;
  }
}
