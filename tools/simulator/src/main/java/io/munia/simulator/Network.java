package io.munia.simulator;

import io.munia.bgp.session.Peer;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.Prefix;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.route.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Routers and the connections between them, in virtual time, everything decided by one seed.
final class Network {
  private static final int EVENTS_MAX = 5_000_000;

  private record Wire(SimulatedRouter one, SimulatedRouter other, SimulatedLink end) {}

  private final VirtualTime time = new VirtualTime();
  private final RandomGenerator chance;
  private final List<SimulatedRouter> routers = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();

  Network(long seed) {
    this.chance = new SplittableRandom(seed);
  }

  List<SimulatedRouter> routers() {
    return routers;
  }

  SimulatedRouter add(String name, Asn as) {
    SimulatedRouter router = new SimulatedRouter(time, chance, this, name, as, routers.size() + 1);
    routers.add(router);
    return router;
  }

  /// @param roleOfOther how `one` sees `other`
  /// @param roleOfOne how `other` sees `one`
  void join(SimulatedRouter one, SimulatedRouter other, Role roleOfOther, Role roleOfOne) {
    one.meet(other, roleOfOther);
    other.meet(one, roleOfOne);
  }

  void start() {
    routers.forEach(SimulatedRouter::start);
  }

  void run(long milliseconds) {
    time.run(TimeUnit.MILLISECONDS.toNanos(milliseconds), EVENTS_MAX);
  }

  /// Breaks some connection that is there, if any is.
  void cutOne() {
    if (!wires.isEmpty()) {
      wires.remove(chance.nextInt(wires.size())).end().cut();
    }
  }

  void cutAll(SimulatedRouter router) {
    List<Wire> ends =
        wires.stream().filter(wire -> wire.one() == router || wire.other() == router).toList();
    wires.removeAll(ends);
    ends.forEach(wire -> wire.end().cut());
  }

  /// A connection from one router to another: there at once, or refused.
  void connect(SimulatedRouter from, SimulatedRouter to, Peer caller) {
    Peer called = to.peer(from.address());
    if (called == null || chance.nextInt(10) == 0) {
      caller.connectFailed("connection refused", time.nowNanos());
      return;
    }
    SimulatedLink near = new SimulatedLink(time, chance, from.address(), to.address());
    SimulatedLink far = new SimulatedLink(time, chance, to.address(), from.address());
    SimulatedLink.join(near, far);
    wires.add(new Wire(from, to, near));
    far.serve(called.accepted(far, time.nowNanos()));
    near.serve(caller.connected(near, time.nowNanos()));
  }

  /// What every router has chosen: `router prefix` to the choice.
  Map<String, String> choices() {
    TreeSet<Prefix> prefixes = new TreeSet<>();
    routers.forEach(router -> prefixes.addAll(router.own()));
    TreeMap<String, String> choices = new TreeMap<>();
    for (SimulatedRouter router : routers) {
      for (AddressFamily family : AddressFamily.UNICAST) {
        choices.put(router.name() + " " + family, router.rib().view().size(family) + " prefixes");
      }
      for (Prefix prefix : prefixes) {
        Optional<Path> best =
            router
                .rib()
                .view()
                .route(prefix)
                .flatMap(route -> route.paths().stream().filter(Path::best).findFirst());
        choices.put(
            router.name() + " " + prefix,
            best.map(path -> path.peer() + " via " + path.nextHop() + " " + path.attributes())
                .orElse("none"));
      }
    }
    return choices;
  }
}
