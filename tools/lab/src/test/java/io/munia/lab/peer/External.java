package io.munia.lab.peer;

import io.munia.lab.Bird;
import io.munia.lab.Checkout;
import io.munia.lab.Muniad;

/// Both ends of a [Cable] in different ASes: muniad in 64512, BIRD or FRR in 65001.
public final class External {
  private External() {}

  /// @param options more lines for the neighbour's section
  public static Muniad muniad(Cable cable, String... options) {
    return muniadWith(cable, "", options);
  }

  /// @param rules of the policy `changed`, which options may name
  /// @param options more lines for the neighbour's section
  public static Muniad muniadWith(Cable cable, String rules, String... options) {
    return Muniad.start(
        Checkout.here(),
        cable.ours(),
        """
        munia {
          router-id = 10.0.0.1
          as        = 64512
          listen    = ["10.0.0.1:179"]
          peers {
            peer {
              address       = 10.0.0.2
              remote-as     = 65001
              connect-retry = 1s
              import        = accept-all
              export        = accept-all
              %s
            }
          }
          policies { changed { rules = [%s] } }
          routes { "10.9.0.0/16" { discard = false } }
          fib     { table = main }
          control { socket = "%s" }
        }
        """
            .formatted(
                String.join("\n              ", options),
                rules,
                cable.ours().folder().resolve("munia.sock")));
  }

  /// @param as ours, as BIRD knows it
  /// @param options more lines for the protocol's section
  /// @param export statements of the export filter, before `accept`
  public static Bird bird(Cable cable, String as, String options, String export) {
    return Bird.start(
        cable.theirs(),
        """
        log stderr all;
        debug protocols { states };
        router id 10.0.0.2;
        protocol device { }
        protocol static static4 { ipv4; route 10.8.0.0/16 blackhole; }
        protocol bgp munia {
          local 10.0.0.2 as 65001;
          neighbor 10.0.0.1 as %s;
          direct;
          connect delay time 1;
          connect retry time 1;
          error wait time 1, 2;
          %s
          ipv4 {
            import all;
            export filter { if source != RTS_STATIC then reject; %s accept; };
          };
        }
        """
            .formatted(as, options, export));
  }

  /// @param as ours, as FRR knows it
  /// @param session more lines about the neighbour
  /// @param family the same in its IPv4 family
  /// @param map lines of the route map that makes its route what it is
  public static FrrPeer frr(Cable cable, String as, String session, String family, String map) {
    return FrrPeer.start(
        cable.theirs(),
        """
        log stdout
        router bgp 65001
         bgp router-id 10.0.0.2
         bgp log-neighbor-changes
         no bgp ebgp-requires-policy
         no bgp network import-check
         neighbor 10.0.0.1 remote-as %s
         neighbor 10.0.0.1 timers 3 9
         neighbor 10.0.0.1 timers connect 1
         neighbor 10.0.0.1 advertisement-interval 0
         %s
         address-family ipv4 unicast
          network 10.8.0.0/16 route-map own
          %s
         exit-address-family
        route-map own permit 10
         %s
        """
            .formatted(as, session, family, map));
  }

  /// What FRR says of the route that muniad announces.
  public static String heard(FrrPeer frr) {
    return frr.vtysh("show bgp ipv4 unicast " + Cable.OUR_ROUTE4);
  }

  /// What muniad says of the route that the other announces; empty until it has it.
  public static String explained(Muniad muniad) {
    return muniad.munia("routes").contains(Cable.THEIR_ROUTE4)
        ? muniad.munia("explain", Cable.THEIR_ROUTE4)
        : "";
  }
}
