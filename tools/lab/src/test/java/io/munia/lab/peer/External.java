package io.munia.lab.peer;

import io.munia.lab.Bird;
import io.munia.lab.Checkout;
import io.munia.lab.Muniad;

/// Both ends of a [Cable] in different ASes: muniad in 64512, BIRD in 65001.
public final class External {
  private External() {}

  /// @param options more lines for the neighbour's section
  public static Muniad muniad(Cable cable, String... options) {
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
          routes { "10.9.0.0/16" { discard = false } }
          fib     { table = main }
          control { socket = "%s" }
        }
        """
            .formatted(
                String.join("\n              ", options),
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

  /// What muniad says of the route that BIRD announces; empty until it has it.
  public static String explained(Muniad muniad) {
    return muniad.munia("routes").contains(Cable.THEIR_ROUTE4)
        ? muniad.munia("explain", Cable.THEIR_ROUTE4)
        : "";
  }
}
