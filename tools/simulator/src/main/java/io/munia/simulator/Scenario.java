package io.munia.simulator;

import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.PeerProfile.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// One seeded story: reflectors, their clients and external neighbours; routes come and go,
/// connections break, routers restart; then peace. What everybody has chosen must be what they
/// choose in the same network without the story.
public final class Scenario {
  private static final Asn INTERNAL = new Asn(64512);
  private static final int STEPS = 40;
  private static final int PREFIXES = 60;
  private static final int PEACE_MILLISECONDS = 400_000;

  private final long seed;

  public Scenario(long seed) {
    this.seed = seed;
  }

  /// Runs it.
  ///
  /// @return every difference, one sentence each; none where all is well
  public List<String> differences() {
    Network troubled = build();
    troubled.start();
    trouble(troubled);
    troubled.run(PEACE_MILLISECONDS);

    Network calm = build();
    for (int i = 0; i < calm.routers().size(); i++) {
      SimulatedRouter router = calm.routers().get(i);
      troubled.routers().get(i).own().forEach(router::announce);
    }
    calm.start();
    calm.run(PEACE_MILLISECONDS);

    List<String> differences = new ArrayList<>();
    Map<String, String> expected = calm.choices();
    for (Map.Entry<String, String> choice : troubled.choices().entrySet()) {
      String other = expected.get(choice.getKey());
      if (!choice.getValue().equals(other)) {
        differences.add(choice.getKey() + ": " + choice.getValue() + ", not " + other);
      }
    }
    return differences;
  }

  private Network build() {
    RandomGenerator shape = new SplittableRandom(seed);
    Network network = new Network(shape.nextLong());
    List<SimulatedRouter> reflectors = new ArrayList<>();
    for (int i = 0; i < 1 + shape.nextInt(2); i++) {
      reflectors.add(network.add("reflector" + i, INTERNAL));
    }
    for (int i = 1; i < reflectors.size(); i++) {
      network.join(reflectors.getFirst(), reflectors.get(i), Role.IBGP, Role.IBGP);
    }
    List<SimulatedRouter> clients = new ArrayList<>();
    for (int i = 0; i < 2 + shape.nextInt(4); i++) {
      SimulatedRouter client = network.add("client" + i, INTERNAL);
      reflectors.forEach(reflector -> network.join(reflector, client, Role.CLIENT, Role.IBGP));
      clients.add(client);
    }
    for (int i = 0; i < 1 + shape.nextInt(2); i++) {
      SimulatedRouter external = network.add("external" + i, new Asn(65000 + i));
      network.join(external, clients.get(shape.nextInt(clients.size())), Role.EBGP, Role.EBGP);
    }
    return network;
  }

  private void trouble(Network network) {
    RandomGenerator chance = new SplittableRandom(seed ^ 0x5eed);
    for (int step = 0; step < STEPS; step++) {
      SimulatedRouter router = network.routers().get(chance.nextInt(network.routers().size()));
      switch (chance.nextInt(8)) {
        case 0, 1, 2 -> {
          for (int i = chance.nextInt(20); i >= 0; i--) {
            router.announce(prefix(chance.nextInt(PREFIXES)));
          }
        }
        case 3, 4 -> List.copyOf(router.own()).stream().limit(5).forEach(router::withdraw);
        case 5 -> network.cutOne();
        case 6 -> router.restart();
        default -> {
          SimulatedRouter other = network.routers().get(chance.nextInt(network.routers().size()));
          router.askForEverythingAgain(other.address());
        }
      }
      network.run(chance.nextLong(3000));
    }
  }

  private static Prefix prefix(int number) {
    return number % 2 == 0
        ? new Prefix(IpAddress.v4(0xcb00_0000 + (number << 8)), 24)
        : new Prefix(IpAddress.v6(0x2001_0db8_0000_0000L + number, 0), 64);
  }
}
