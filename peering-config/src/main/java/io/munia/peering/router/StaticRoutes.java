package io.munia.peering.router;

import io.munia.net.Prefix;
import io.munia.peering.model.StaticRoute;
import io.munia.rib.RouteSource;
import io.munia.rib.route.LocalRoute;
import io.munia.rib.route.LocalRoute.Announce;
import io.munia.rib.route.LocalRoute.Discard;
import io.munia.rib.route.PathOrigin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Routes that the configuration, or an embedder, says. Thread-safe after [#start], as what it
/// speaks into is.
final class StaticRoutes implements RouteSource {
  private final List<StaticRoute> initial;
  private volatile @Nullable Originations into;

  StaticRoutes(List<StaticRoute> initial) {
    this.initial = List.copyOf(initial);
  }

  @Override
  public void start(Originations into) {
    this.into = into;
    initial.forEach(this::announce);
  }

  void announce(StaticRoute route) {
    Originations open = into;
    if (open != null) {
      open.announce(
          new LocalRoute(
              route.prefix(),
              PathOrigin.STATIC,
              route.discard() ? Discard.YES : Discard.NO,
              route.discard() ? Announce.AFTER_DISCARD : Announce.AT_ONCE,
              route.communities()));
    }
  }

  void withdraw(Prefix prefix) {
    Originations open = into;
    if (open != null) {
      open.withdraw(prefix);
    }
  }

  @Override
  public void close() {
    into = null;
  }
}
