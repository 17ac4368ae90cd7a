package io.munia.lab.decoded;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The configurations of all who are in `description.txt`.
final class Everyone {
  /// As GoBGP calls them.
  static final String[] FAMILIES = {
    "ipv4-unicast",
    "ipv6-unicast",
    "ipv4-multicast",
    "ipv6-multicast",
    "ipv4-labelled-unicast",
    "ipv6-labelled-unicast",
    "l3vpn-ipv4-unicast",
    "l3vpn-ipv6-unicast",
    "l2vpn-evpn",
    "ipv4-flowspec",
    "ipv6-flowspec",
    "ls",
    "rtc",
  };

  /// The deferral is short because GoBGP, with graceful restart, sends no End-of-RIB for multicast.
  static final String MUNIAD =
      """
      selection-deferral-time = 1s
      groups {
        clients {
          remote-as              = internal
          route-reflector-client = true
          connect-retry          = 1s
          families               = [ipv4-unicast, ipv6-unicast, ipv4-multicast, ipv6-multicast,
            ipv4-labeled-unicast, ipv6-labeled-unicast, ipv4-vpn, ipv6-vpn, l2vpn-evpn,
            ipv4-flowspec, ipv6-flowspec, link-state, rt-constrain]
          graceful-restart { mode = full, restart-time = 1s, long-lived-stale-time = 3600s }
        }
      }
      peers {
        sender   { group = clients, address = 10.0.0.2 }
        receiver { group = clients, address = 10.0.0.3 }
        member   { group = clients, address = 10.0.0.7 }
        exabgp   { group = clients, address = 10.0.0.4, import = no-carrier }
        bird     { group = clients, address = 10.0.0.5, add-path = both, bfd = on,
                   families = [ipv4-unicast, ipv6-unicast, ipv4-multicast, ipv6-multicast] }
        customer { address = "fe80::6", interface = customer, remote-as = 65001, connect-retry = 1s,
                   role = provider, families = [ipv4-unicast, ipv6-unicast],
                   import = accept-all, export = accept-all }
      }
      policies {
        no-carrier {
          rules   = [ { match { prefix = "10.4.2.0/24" }, then = reject } ]
          default = accept
        }
      }
      """;

  static final String RESTARTING =
      """
      [neighbors.graceful-restart.config]
        enabled = true
        restart-time = 60
        notification-enabled = true
        long-lived-enabled = true
      """;

  /// Where the section of one family begins: with graceful restart of all of them, GoBGP's OPEN
  /// would be longer than it can say.
  static final String UNICAST = "afi-safi-name = \"ipv4-unicast\"\n";

  static final String RESTARTING_FAMILY =
      """
      [neighbors.afi-safis.mp-graceful-restart.config]
        enabled = true
      [neighbors.afi-safis.long-lived-graceful-restart.config]
        enabled = true
        restart-time = 3600
      """;

  /// Every attribute that ExaBGP can be told of, ONLY_TO_CUSTOMER and one that nobody knows.
  static final String EXABGP =
      """
      capability { route-refresh enable; extended-message enable; }
      family { ipv4 unicast; ipv6 unicast; bgp-ls bgp-ls; }
      static {
        route 10.4.1.0/24 { next-hop 10.0.0.4; origin egp; as-path [ 65001 4200000001 ]; med 7;
          local-preference 200; atomic-aggregate; aggregator ( 65001:10.0.0.9 );
          community [ 64512:1 65535:0 ]; large-community [ 64512:1:2 ];
          extended-community [ target:64512:1 origin:10.0.0.9:7 ];
          originator-id 10.9.9.9; cluster-list [ 10.1.1.1 10.2.2.2 ]; aigp 100;
          attribute [ 0x23 0xc0 0x0000fde9 ]; attribute [ 0xc8 0xc0 0x010203 ]; }
        route 10.4.3.0/24 { next-hop 10.0.0.4; community [ %s ]; }
        route 10.7.0.0/16 { next-hop 10.0.0.4; }
        route fd07::/48 { next-hop fd00::4; }
      }
      """
          .formatted(
              IntStream.rangeClosed(1, 1200)
                  .mapToObj(number -> "64512:" + number)
                  .collect(Collectors.joining(" ")));

  private static final String NODE_NLRI =
      "0001001f0100000000000000000100001202000004" + "0000fc0002030006000000000001";

  /// A node of BGP-LS with its name (RFC 9552), in hex: ExaBGP itself only reads them. The prefix
  /// carries it, and is left out at import.
  static final String NODE =
      "announce route 10.4.2.0/24 next-hop 10.0.0.4 attribute [ 0x1d 0x80 0x040200046e6f6465 ]"
          + " attribute [ 0x0e 0x80 0x400447040a00000400"
          + NODE_NLRI
          + " ]";

  /// Takes it away again.
  static final String NODE_GONE =
      "announce route 10.4.2.0/24 next-hop 10.0.0.4 attribute [ 0x0f 0x80 0x400447"
          + NODE_NLRI
          + " ]";

  static final String BIRD =
      """
      log stderr all;
      router id 10.0.0.5;
      ipv4 table multicast4;
      ipv6 table multicast6;
      protocol device { }
      protocol bfd { }
      protocol static one { ipv4; route 10.5.0.0/16 blackhole; route 10.7.0.0/16 blackhole; }
      protocol static four { ipv4 { table multicast4; }; route 10.6.0.0/16 blackhole; }
      protocol static six { ipv6 { table multicast6; }; route fd06::/48 blackhole; }
      protocol bgp munia {
        local 10.0.0.5 as 64512;
        neighbor 10.0.0.1 as 64512;
        direct;
        connect delay time 1;
        connect retry time 1;
        bfd on;
        enable extended messages on;
        graceful restart on;
        graceful restart time 1;
        long lived graceful restart on;
        long lived stale time 3600;
        ipv4 { import all; export where source = RTS_STATIC; add paths rx; };
        ipv6 { import all; export none; add paths rx; };
        ipv4 multicast { table multicast4; import all; export where source = RTS_STATIC; };
        ipv6 multicast { table multicast6; import all;
          export filter { if source != RTS_STATIC then reject; bgp_next_hop = fd00::5; accept; }; };
      }
      """;

  static final String CUSTOMER =
      """
      log stderr all;
      router id 10.0.0.6;
      protocol device { }
      protocol bgp munia {
        local fe80::6 as 65001;
        neighbor fe80::1%eth0 as 64512;
        passive;
        local role customer;
        ipv4 { import all; export none; extended next hop on; };
        ipv6 { import all; export none; };
      }
      """;

  private Everyone() {}
}
