package io.munia.daemon;

import io.munia.bfd.BfdChange;
import io.munia.bfd.BfdState;
import io.munia.bfd.BfdTimers;
import io.munia.bfd.socket.Bfd;
import io.munia.bfd.socket.BfdTarget;
import io.munia.bfd.socket.Hops;
import io.munia.net.IpAddress;
import io.munia.peering.router.PathWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/// BFD as the router wants it: what is told comes on its loop.
record Detection(Bfd bfd, Executor loop) implements PathWatch {

  @Override
  public void watch(
      String name,
      IpAddress remote,
      Optional<IpAddress> local,
      io.munia.peering.model.Bfd how,
      Listener listener) {
    Hops hops =
        switch (how.hops()) {
          case SINGLE -> Hops.SINGLE;
          case MULTI -> Hops.MULTI;
        };
    BfdTimers timers = BfdTimers.of(Duration.ofMillis(how.intervalMillis()), how.multiplier());
    bfd.watch(
        name,
        new BfdTarget(remote, local, hops, timers),
        change -> loop.execute(() -> listener.saw(seen(change))));
  }

  private static Seen seen(BfdChange change) {
    State state =
        change.state() == BfdState.UP
            ? State.UP
            : change.remoteState() == BfdState.ADMIN_DOWN ? State.SHUT : State.DOWN;
    return new Seen(state, change.sentence());
  }

  @Override
  public void forget(String name) {
    bfd.forget(name);
  }
}
