package io.munia.lab;

import io.munia.lab.Fabric.Node;
import io.munia.lab.Fabric.Rack;

/// Configurations of the fabric's ToRs and spine for BIRD 2: what an engineer would write who has
/// never heard of Munia. There is no filter: NO_EXPORT on the blocks keeps them off the spine.
///
/// Two lines are easily missed. `direct`: without it an iBGP session has no interface, and BIRD has
/// no IPv6 next hop to give over an IPv4 session. `next hop self ebgp`: the nodes do not know the
/// spine's addresses.
final class BirdConfig {
  private BirdConfig() {}

  static String tor(Rack rack) {
    StringBuilder text = new StringBuilder(common(rack.torAddress4()));
    text.append(
        """
        template bgp node {
          local %1$s as %2$d;
          direct;
          rr client;
          rr cluster id %1$s;
        %3$s
          ipv4 { import all; export where source = RTS_BGP; next hop self ebgp; };
          ipv6 { import all; export where source = RTS_BGP; next hop self ebgp; };
        }
        """
            .formatted(rack.torAddress4(), rack.as(), TIMERS));
    for (Node node : rack.nodes()) {
      text.append(
          "protocol bgp %s from node { neighbor %s as %d; }\n"
              .formatted(node.name(), node.address4(), rack.as()));
    }
    text.append(
        external(
            "spine", rack.torUplinkAddress4(), rack.as(), rack.spineAddress4(), Fabric.SPINE_AS));
    return text.toString();
  }

  static String spine(Fabric fabric) {
    StringBuilder text = new StringBuilder(common("172.16.255.254"));
    for (Rack rack : fabric.racks()) {
      text.append(
          external(
              rack.tor().name(),
              rack.spineAddress4(),
              Fabric.SPINE_AS,
              rack.torUplinkAddress4(),
              rack.as()));
    }
    return text.toString();
  }

  /// Timers of a lab: as short as BIRD takes them where they only make a start slow.
  private static final String TIMERS =
      """
        hold time 9;
        connect delay time 1;
        connect retry time 1;
        error wait time 1, 2;
      """
          .stripTrailing();

  private static String external(String name, String local, long as, String remote, long remoteAs) {
    return """
    protocol bgp %s {
      local %s as %d;
      neighbor %s as %d;
    %s
      ipv4 { import all; export where source = RTS_BGP; };
      ipv6 { import all; export where source = RTS_BGP; };
    }
    """
        .formatted(name, local, as, remote, remoteAs, TIMERS);
  }

  private static String common(String routerId) {
    return """
    log stderr all;
    router id %s;
    timeformat route "%%T";
    timeformat protocol "%%T";
    protocol device { }
    protocol kernel kernel4 {
      merge paths yes;
      ipv4 { import none; export where source = RTS_BGP; };
    }
    protocol kernel kernel6 {
      merge paths yes;
      ipv6 { import none; export where source = RTS_BGP; };
    }
    """
        .formatted(routerId);
  }
}
