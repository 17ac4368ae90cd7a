package io.munia.rib;

import io.munia.net.IpAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Next hops that are reached, at some cost, or not, as the test says; answers come when it says.
final class ModelNextHops implements NextHops {
  private final Map<IpAddress, Listener> tracked = new HashMap<>();
  private final Set<IpAddress> unanswered = new LinkedHashSet<>();
  private final Map<IpAddress, Integer> costs = new HashMap<>();

  @Override
  public void track(IpAddress nextHop, Listener listener) {
    tracked.put(nextHop, listener);
    unanswered.add(nextHop);
  }

  @Override
  public void untrack(IpAddress nextHop) {
    tracked.remove(nextHop);
    unanswered.remove(nextHop);
  }

  /// From now on it costs so much; 2 stands for not being reached.
  void turn(IpAddress nextHop, int cost) {
    costs.put(nextHop, cost);
    if (tracked.containsKey(nextHop)) {
      unanswered.add(nextHop);
    }
  }

  /// Says what is due; returns whether anything was.
  boolean answer() {
    List<IpAddress> due = List.copyOf(unanswered);
    unanswered.clear();
    for (IpAddress nextHop : due) {
      Listener listener = tracked.get(nextHop);
      if (listener != null) {
        listener.resolved(
            nextHop,
            reachable(nextHop)
                ? new Resolution.Reachable(new Fib.Hop(nextHop, 1), cost(nextHop))
                : new Resolution.Unreachable("no route"));
      }
    }
    return !due.isEmpty();
  }

  boolean reachable(IpAddress nextHop) {
    return cost(nextHop) != 2;
  }

  int cost(IpAddress nextHop) {
    return costs.getOrDefault(nextHop, 0);
  }

  int tracked() {
    return tracked.size();
  }
}
