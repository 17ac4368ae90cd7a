package io.munia.rib;

import io.munia.net.IpAddress;

/// The port to whoever knows how next hops are reached. Called on the RIB's loop, must not block.
public interface NextHops {

  /// From now on says how `nextHop` is reached: once soon, then at every change. Tracking twice is
  /// tracking once.
  void track(IpAddress nextHop, Listener listener);

  void untrack(IpAddress nextHop);

  /// Hears answers, on the RIB's loop.
  interface Listener {
    void resolved(IpAddress nextHop, Resolution resolution);
  }

  /// How a next hop is reached.
  sealed interface Resolution {
    /// Not at all: paths through it are not eligible.
    record Unreachable(String why) implements Resolution {}

    /// @param hop gateway and link; for a neighbour on the link the gateway is the next hop itself
    /// @param cost IGP cost: the metric of the kernel route that leads there, 0 on the link
    record Reachable(Fib.Hop hop, int cost) implements Resolution {}
  }

  /// Every next hop is reachable at no cost: a pure reflector without a forwarding table, and
  /// tests.
  static NextHops assumed() {
    return new NextHops() {
      @Override
      public void track(IpAddress nextHop, Listener listener) {
        listener.resolved(nextHop, new Resolution.Reachable(new Fib.Hop(nextHop, 0), 0));
      }

      @Override
      public void untrack(IpAddress nextHop) {
        // nothing was kept
      }
    };
  }
}
