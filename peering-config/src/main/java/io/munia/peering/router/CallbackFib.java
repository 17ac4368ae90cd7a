package io.munia.peering.router;

import io.munia.net.AddressFamily;
import io.munia.rib.Fib;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A forwarding table that is an embedder's function. What the function throws is logged and costs
/// nobody else anything.
final class CallbackFib implements Fib {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackFib.class);

  private final Consumer<RouteEvent> listener;
  private final Executor loop;

  CallbackFib(Consumer<RouteEvent> listener, Executor loop) {
    this.listener = listener;
    this.loop = loop;
  }

  @Override
  public void apply(List<Change> batch, Acknowledgements done) {
    List<Outcome> outcomes = new ArrayList<>(batch.size());
    for (Change change : batch) {
      try {
        listener.accept(event(change));
      } catch (RuntimeException e) {
        LOG.warn("the listener failed on {}", change.prefix(), e);
      }
      outcomes.add(new Outcome.Installed());
    }
    loop.execute(() -> done.done(outcomes));
  }

  private static RouteEvent event(Change change) {
    return switch (change.target()) {
      case Target.Forward(var hops) ->
          new RouteEvent(change.prefix(), hops.stream().map(Hop::gateway).toList());
      case Target.Discard(), Target.Absent() -> new RouteEvent(change.prefix(), List.of());
    };
  }

  @Override
  public void converged(AddressFamily family) {
    // nothing is left of an earlier run
  }
}
