package io.munia.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Fabric.Node;
import io.munia.lab.Fabric.Rack;
import io.munia.net.AddressFamily;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The fabric on its own, with BIRD in the place of muniad on the nodes: when this holds and the
/// demo does not, the fault is not in the fabric.
@Tag("interop")
@Tag("bird")
class FabricTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void routes_of_one_rack_reach_the_other_and_so_do_packets() {
    Fabric fabric = Fabric.build();
    Bird spine = Bird.start(fabric.spine(), BirdConfig.spine(fabric));
    for (Rack rack : fabric.racks()) {
      Bird.start(rack.tor(), BirdConfig.tor(rack));
      rack.nodes().forEach(node -> Bird.start(node.host(), node(rack, node)));
    }

    Until.holds(
        "the spine has one aggregate per rack",
        LIMIT,
        () -> spine.prefixes(AddressFamily.IPV4_UNICAST).size() == 2);
    Until.holds(
        "the spine has one aggregate per rack, IPv6",
        LIMIT,
        () -> spine.prefixes(AddressFamily.IPV6_UNICAST).size() == 2);
    assertThat(spine.prefixes(AddressFamily.IPV4_UNICAST))
        .containsExactly("10.64.16.0/20", "10.64.32.0/20");

    Host a1 = fabric.node("a1").host();
    Until.holds(
        "a1 reaches b2 from an address of its block to one of the other's",
        LIMIT,
        () ->
            a1.reaches("10.64.32.129", "10.64.16.65")
                && a1.reaches("fd64:0:0:0:2::82", "fd64:0:0:0:1::42"));
    Until.holds("and the neighbour in the rack", LIMIT, () -> a1.reaches("10.64.16.129"));
    assertThat(a1.reaches("10.64.32.1", "10.64.16.65")).as("an address nobody has").isFalse();
  }

  /// Block 64 * slot of the rack's span; its address .1 is the node's own, on the loopback.
  private static String node(Rack rack, Node node) {
    String span4 = "10.64." + 16 * rack.number() + ".";
    String span6 = "fd64:0:0:0:" + rack.number() + "::";
    int first = 64 * node.slot();
    node.host()
        .ip(
            "addr add " + span4 + (first + 1) + "/32 dev lo",
            "addr add " + span6 + Integer.toHexString(first + 2) + "/128 dev lo");
    return """
    log stderr all;
    router id %1$s;
    protocol device { }
    protocol kernel { ipv4 { export all; }; }
    protocol kernel { ipv6 { export all; }; }
    protocol static { ipv4; route %4$s0/20 blackhole;
      route %4$s%6$d/26 blackhole { bgp_community.add((65535, 65281)); }; }
    protocol static { ipv6; route %5$s/112 blackhole;
      route %5$s%7$x/122 blackhole { bgp_community.add((65535, 65281)); }; }
    protocol bgp tor {
      local %1$s as %2$d; neighbor %3$s as %2$d; direct;
      connect delay time 1; connect retry time 1;
      ipv4 { import all; export where source = RTS_STATIC; };
      ipv6 { import all; export where source = RTS_STATIC; };
    }
    """
        .formatted(node.address4(), rack.as(), rack.torAddress4(), span4, span6, first, first);
  }
}
