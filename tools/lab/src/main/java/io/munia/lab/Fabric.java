package io.munia.lab;

import java.util.List;
import java.util.stream.Stream;

/// A small data centre: a spine, two racks with a top-of-rack router (ToR) each, two nodes a rack.
///
/// ```text
///                      spine AS 64500
///       172.16.255.0 /                \ 172.16.255.2
///       172.16.255.1/                  \172.16.255.3
///         tor1 AS 64601              tor2 AS 64602
///  ---------+--+---- 172.16.1.0/24  -----+--+------- 172.16.2.0/24
///          a1  a2    fd77:0:0:1::/64    b1  b2       fd77:0:0:2::/64
/// ```
///
/// A rack is one Ethernet segment (a bridge in its ToR) and one AS. ToRs and spine forward packets,
/// nodes forward for their pods. Nobody has a default route: what is reachable was learned.
public record Fabric(Host spine, List<Rack> racks) {
  static final long SPINE_AS = 64_500;

  /// @param number counts from 1; the rack's third octet
  public record Rack(int number, Host tor, List<Node> nodes) {
    public String name() {
      return "r" + number;
    }

    public long as() {
      return 64_600L + number;
    }

    public String torAddress4() {
      return "172.16." + number + ".1";
    }

    public String torAddress6() {
      return "fd77:0:0:" + number + "::1";
    }

    /// The spine's end of the cable to this rack's ToR.
    public String spineAddress4() {
      return "172.16.255." + 2 * (number - 1);
    }

    public String torUplinkAddress4() {
      return "172.16.255." + (2 * (number - 1) + 1);
    }

    String spineAddress6() {
      return "fd77:0:0:ff::" + 2 * number;
    }

    String torUplinkAddress6() {
      return "fd77:0:0:ff::" + (2 * number + 1);
    }
  }

  /// @param rack number of its rack
  /// @param slot counts from 1 within the rack
  public record Node(int rack, int slot, Host host) {
    public String name() {
      return host.name();
    }

    public String address4() {
      return "172.16." + rack + "." + (10 + slot);
    }

    public String address6() {
      return "fd77:0:0:" + rack + "::" + (10 + slot);
    }
  }

  /// Makes all of it, cabled, with addresses; no daemon runs yet.
  public static Fabric build() {
    Host spine = Host.create("spine").forwarding();
    return new Fabric(spine, List.of(rack(1, spine, "a1", "a2"), rack(2, spine, "b1", "b2")));
  }

  public List<Node> nodes() {
    return racks.stream().flatMap(rack -> rack.nodes().stream()).toList();
  }

  public Node node(String name) {
    return nodes().stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  public Rack rackOf(Node node) {
    return racks.get(node.rack() - 1);
  }

  /// The other node of the same rack.
  public Node neighbourOf(Node node) {
    return rackOf(node).nodes().stream()
        .filter(other -> !other.equals(node))
        .findFirst()
        .orElseThrow();
  }

  /// Every host that routes: spine, ToRs, nodes.
  public Stream<Host> hosts() {
    return Stream.of(
            Stream.of(spine), racks.stream().map(Rack::tor), nodes().stream().map(Node::host))
        .flatMap(hosts -> hosts);
  }

  private static Rack rack(int number, Host spine, String... names) {
    Host tor = Host.create("tor" + number).forwarding();
    List<Node> nodes =
        List.of(
            new Node(number, 1, Host.create(names[0]).forwarding()),
            new Node(number, 2, Host.create(names[1]).forwarding()));
    Rack rack = new Rack(number, tor, nodes);

    spine.cable(tor.name(), tor, "uplink");
    spine.ip(
        "addr add " + rack.spineAddress4() + "/31 dev " + tor.name(),
        "addr add " + rack.spineAddress6() + "/127 nodad dev " + tor.name(),
        "link set " + tor.name() + " up");
    tor.ip(
        "link add rack type bridge",
        "addr add " + rack.torAddress4() + "/24 dev rack",
        "addr add " + rack.torAddress6() + "/64 nodad dev rack",
        "link set rack up",
        "addr add " + rack.torUplinkAddress4() + "/31 dev uplink",
        "addr add " + rack.torUplinkAddress6() + "/127 nodad dev uplink",
        "link set uplink up");
    nodes.forEach(node -> plug(tor, node));
    return rack;
  }

  private static void plug(Host tor, Node node) {
    tor.cable(node.name(), node.host(), "eth0");
    tor.ip("link set " + node.name() + " master rack up");
    node.host()
        .ip(
            "addr add " + node.address4() + "/24 dev eth0",
            "addr add " + node.address6() + "/64 nodad dev eth0",
            "link set eth0 up");
  }
}
