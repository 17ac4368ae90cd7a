package io.munia.lab.peer;

import io.munia.lab.Bird;

/// BIRD 2.
public final class BirdPeer implements OtherSpeaker {
  private final Bird bird;

  private BirdPeer(Bird bird) {
    this.bird = bird;
  }

  /// @param options more lines for the protocol's section, `password "x";` for one
  public static BirdPeer start(Cable cable, String... options) {
    return start(cable, "", options);
  }

  /// @param more of its configuration
  public static BirdPeer startWith(Cable cable, String more) {
    return start(cable, more, new String[0]);
  }

  private static BirdPeer start(Cable cable, String more, String[] options) {
    return new BirdPeer(
        Bird.start(
            cable.theirs(),
            """
            log stderr all;
            debug protocols { states };
            router id 10.0.0.2;
            protocol device { }
            protocol static static4 { ipv4; route 10.8.0.0/16 blackhole; }
            protocol static static6 { ipv6; route fd08::/48 blackhole; }
            protocol bgp munia {
              local 10.0.0.2 as 64512;
              neighbor 10.0.0.1 as 64512;
              direct;
              connect delay time 1;
              connect retry time 1;
              error wait time 1, 2;
              %s
              ipv4 { import all; export all; };
              ipv6 { import all; export all; };
            }
            %s
            """
                .formatted(String.join("\n  ", options), more)));
  }

  /// All that it has logged.
  public String output() {
    return Output.of(bird.process());
  }

  public Bird bird() {
    return bird;
  }

  @Override
  public boolean hears(String prefix, String nextHop) {
    return String.join("\n", bird.ask("show route " + prefix + " all protocol munia"))
        .contains("BGP.next_hop: " + nextHop);
  }

  @Override
  public void withdraw() {
    bird.ask("disable static4");
    bird.ask("disable static6");
  }

  @Override
  public boolean sawCease() {
    return Output.of(bird.process()).contains("Received: Administrative shutdown");
  }

  @Override
  public String log() {
    return bird.process().tail();
  }
}
