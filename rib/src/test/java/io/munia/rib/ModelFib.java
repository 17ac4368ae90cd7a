package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.net.Prefix;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A forwarding table that takes everything at once.
final class ModelFib implements Fib {
  final Map<Prefix, Target> routes = new TreeMap<>();

  @Override
  public void apply(List<Change> batch, Acknowledgements done) {
    for (Change change : batch) {
      if (change.target() instanceof Target.Absent) {
        routes.remove(change.prefix());
      } else {
        routes.put(change.prefix(), change.target());
      }
    }
    done.done(batch.stream().<Outcome>map(_ -> new Outcome.Installed()).toList());
  }

  @Override
  public void converged(AddressFamily family) {
    // nothing was there before
  }

  List<Hop> hops(Prefix prefix) {
    return routes.get(prefix) instanceof Target.Forward(List<Hop> hops) ? hops : List.of();
  }
}
