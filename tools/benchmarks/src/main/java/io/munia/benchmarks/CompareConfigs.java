package io.munia.benchmarks;

import io.munia.benchmarks.mrt.MrtPeer;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import java.util.List;

/// What the daemons of a comparison are configured with. All sit on one Ethernet segment; the two
/// under comparison have the same neighbours at the same addresses.
record CompareConfigs(AddressFamily family, List<MrtPeer> peers) {
  /// In nobody's recorded path: no route is dropped as a loop.
  static final Asn SPEAKER = new Asn(4_212_345_678L);

  private static final String SEGMENT_4 = "10.250.";
  private static final String SEGMENT_6 = "fd00:250::";

  boolean four() {
    return family == AddressFamily.IPV4_UNICAST;
  }

  String munia() {
    return four() ? SEGMENT_4 + "0.2" : SEGMENT_6 + "2";
  }

  /// The BIRD that hears muniad.
  String behind() {
    return four() ? SEGMENT_4 + "0.3" : SEGMENT_6 + "3";
  }

  /// The BIRD that hears the recorded neighbours itself.
  String reference() {
    return four() ? SEGMENT_4 + "0.4" : SEGMENT_6 + "4";
  }

  /// Of the first neighbour; the others count on.
  IpAddress first() {
    return IpAddress.parse(four() ? SEGMENT_4 + "1.1" : SEGMENT_6 + "1:1");
  }

  IpAddress neighbour(int index) {
    return FeedCommand.plus(first(), index);
  }

  String lengthOfSegment() {
    return four() ? "/16" : "/64";
  }

  String muniad(String socket) {
    StringBuilder text =
        new StringBuilder(
            """
            munia {
              router-id = 10.250.0.2
              as        = %d
              listen    = ["%s:179"]
              fib       = off
              control   { socket = "%s" }
              peers {
                behind {
                  address = "%s", remote-as = internal, route-reflector-client = true
                  passive = true, families = [%s]
                }
            """
                .formatted(
                    SPEAKER.number(),
                    four() ? munia() : "[" + munia() + "]",
                    socket,
                    behind(),
                    family));
    for (int i = 0; i < peers.size(); i++) {
      text.append(
          "    p%d { address = \"%s\", remote-as = %s, passive = true, families = [%s], import = accept-all }%n"
              .formatted(i, neighbour(i), peers.get(i).as(), family));
    }
    return text.append("  }\n}\n").toString();
  }

  /// Hears muniad's choice, next hops as they were: the next hop tells whose path was chosen.
  String birdBehind() {
    return head("10.250.0.3")
        + """
        protocol bgp munia {
          local %s as %d;
          neighbor %s as %d;
          direct;
          connect delay time 1; connect retry time 1; error wait time 1, 2;
          %s { import all; export none; gateway direct; };
        }
        """
            .formatted(behind(), SPEAKER.number(), munia(), SPEAKER.number(), channel());
  }

  /// Hears the neighbours itself. Deterministic MED, as muniad always compares it (grouped by
  /// neighbour AS); nothing else away from its defaults touches the choice.
  String birdReference() {
    StringBuilder text = new StringBuilder(head("10.250.0.4"));
    for (int i = 0; i < peers.size(); i++) {
      text.append(
          """
          protocol bgp p%d {
            local %s as %d;
            neighbor %s as %s;
            passive;
            deterministic med on;
            %s { import all; export none; };
          }
          """
              .formatted(
                  i, reference(), SPEAKER.number(), neighbour(i), peers.get(i).as(), channel()));
    }
    return text.toString();
  }

  private String channel() {
    return four() ? "ipv4" : "ipv6";
  }

  private static String head(String routerId) {
    return """
    log stderr { fatal, error, warning, bug };
    router id %s;
    protocol device { }
    """
        .formatted(routerId);
  }
}
