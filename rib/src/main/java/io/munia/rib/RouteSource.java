package io.munia.rib;

import io.munia.net.Prefix;
import io.munia.rib.route.LocalRoute;

/// The port to whoever has routes of this speaker's own: IPAM blocks, aggregates, statics.
public interface RouteSource extends AutoCloseable {

  /// Starts to say which routes there are; returns at once.
  void start(Originations into);

  /// Says nothing more; routes that were announced stay until the RIB itself goes.
  @Override
  void close();

  /// Where a source's routes go. Thread-safe: calls are posted to the RIB's loop in order.
  interface Originations {
    /// Adds the route, or replaces the source's earlier one to the same prefix.
    void announce(LocalRoute route);

    void withdraw(Prefix prefix);
  }
}
