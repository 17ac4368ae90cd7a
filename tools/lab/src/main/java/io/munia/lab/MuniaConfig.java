package io.munia.lab;

import io.munia.lab.Fabric.Node;
import io.munia.lab.Fabric.Rack;

/// Configurations of the fabric for muniad: its nodes always, its ToRs and spine where BIRD is not
/// used.
final class MuniaConfig {
  /// One store for all nodes, as a shared etcd would be.
  static final String STORE = "/run/lab/ipam.db";

  private MuniaConfig() {}

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
