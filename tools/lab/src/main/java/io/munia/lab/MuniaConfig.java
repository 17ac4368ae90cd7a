package io.munia.lab;

import io.munia.lab.Fabric.Node;
import io.munia.lab.Fabric.Rack;

/// Configurations of the fabric for muniad: its nodes always, its ToRs and spine where BIRD is not
/// used.
final class MuniaConfig {
  /// One store for all nodes, as a shared etcd would be.
  static final String STORE = "/run/lab/ipam.db";

  private MuniaConfig() {}

  /// A ToR: reflects between its nodes, and stands as next hop for what lies beyond the spine.
  static String tor(Rack rack) {
    StringBuilder peers = new StringBuilder();
    for (Node node : rack.nodes()) {
      peers.append(
          "    %s { address = %s, group = nodes }\n".formatted(node.name(), node.address4()));
    }
    return """
    munia {
      router-id = %s
      as        = %d
      listen    = ["0.0.0.0:179"]

      groups {
        nodes {
          remote-as              = internal
          route-reflector-client = true
          families               = [ipv4-unicast, ipv6-unicast]
          hold-time              = 9s
          connect-retry          = 1s
          export                 = to-nodes
        }
      }
      peers {
    %s%s  }
      policies {
        all      { default = accept }
        to-nodes {
          rules   = [ { match { peer = spine }, set { next-hop-self = true }, then = accept } ]
          default = accept
        }
      }

      fib     { table = main }
      control { socket = "%s" }
    }
    """
        .formatted(
            rack.torAddress4(),
            rack.as(),
            peers,
            external("spine", rack.spineAddress4(), Fabric.SPINE_AS),
            Muniad.socket(rack.tor()));
  }

  /// The spine: what the demo's engineer would not touch, and lets everything through.
  static String spine(Fabric fabric) {
    StringBuilder peers = new StringBuilder();
    for (Rack rack : fabric.racks()) {
      peers.append(external(rack.tor().name(), rack.torUplinkAddress4(), rack.as()));
    }
    return """
    munia {
      router-id = 172.16.255.254
      as        = %d
      listen    = ["0.0.0.0:179"]

      peers {
    %s  }
      policies { all { default = accept } }

      fib     { table = main }
      control { socket = "%s" }
    }
    """
        .formatted(Fabric.SPINE_AS, peers, Muniad.socket(fabric.spine()));
  }

  private static String external(String name, String address, long as) {
    return """
        %s {
          address       = %s
          remote-as     = %d
          families      = [ipv4-unicast, ipv6-unicast]
          hold-time     = 9s
          connect-retry = 1s
          import        = all
          export        = all
        }
    """
        .formatted(name, address, as);
  }

  static String node(Rack rack, Node node) {
    return """
    munia {
      router-id = %1$s
      as        = %2$d
      listen    = ["%1$s:179"]

      peers {
        tor {
          address       = %3$s
          remote-as     = internal
          families      = [ipv4-unicast, ipv6-unicast]
          hold-time     = 9s
          connect-retry = 1s
          graceful-restart { mode = full }
        }
      }

      ipam {
        store = "file:%4$s"
        place { zone = a, rack = %5$s, node = %6$s }
        pools {
          pods4 {
            cidr = "10.64.0.0/12", block = 26
            levels = [ { by = zone, span = 16 }, { by = rack, span = 20 } ]
          }
          pods6 {
            cidr = "fd64::/48", block = 122
            levels = [ { by = zone, span = 64 }, { by = rack, span = 112 } ]
          }
        }
      }

      fib     { table = main }
      control { socket = "%7$s" }
    }
    """
        .formatted(
            node.address4(),
            rack.as(),
            rack.torAddress4(),
            STORE,
            rack.name(),
            node.name(),
            Muniad.socket(node.host()));
  }
}
