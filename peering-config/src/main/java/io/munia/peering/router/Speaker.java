package io.munia.peering.router;

import io.munia.net.Prefix;
import io.munia.peering.model.StaticRoute;
import java.util.Set;

/// A running speaker that was described in code; `io.munia.peering.Munia` is where to begin.
public final class Speaker implements AutoCloseable {
  private final Router router;
  private final StaticRoutes routes;

  Speaker(Router router, StaticRoutes routes) {
    this.router = router;
    this.routes = routes;
  }

  /// Describes a speaker.
  public static SpeakerBuilder builder() {
    return new SpeakerBuilder();
  }

  /// The speaker behind it, for tables and status.
  public Router router() {
    return router;
  }

  /// Announces a route of one's own, with our address as next hop.
  ///
  /// @throws IllegalArgumentException with a sentence, where the text is no prefix
  public void announce(String prefix) {
    routes.announce(new StaticRoute(Prefix.parse(prefix), false, Set.of()));
  }

  /// Takes it back.
  ///
  /// @throws IllegalArgumentException with a sentence, where the text is no prefix
  public void withdraw(String prefix) {
    routes.withdraw(Prefix.parse(prefix));
  }

  /// Ends every session and stops.
  @Override
  public void close() {
    router.close();
  }
}
