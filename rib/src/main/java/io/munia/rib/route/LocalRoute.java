package io.munia.rib.route;

import io.munia.net.Prefix;
import java.util.Set;

/// A route of this speaker's own.
///
/// @param prefix destination
/// @param origin which part of the speaker it comes from; policies match on it
/// @param discard whether the destination itself drops packets: more specific routes lead on, the
///   rest is a hole
/// @param announce when neighbours may hear of it
/// @param communities attached at origination, each as its 32 bits ([RFC
///   1997](https://www.rfc-editor.org/rfc/rfc1997))
public record LocalRoute(
    Prefix prefix,
    PathOrigin origin,
    Discard discard,
    Announce announce,
    Set<Integer> communities) {
  public LocalRoute {
    communities = Set.copyOf(communities);
  }

  /// Whether the route gets a discard route in the kernel.
  public enum Discard {
    NO,
    YES
  }

  /// When a route is announced.
  public enum Announce {
    /// At once.
    AT_ONCE,

    /// When a neighbour's initial routes are in, and the forwarding table has acknowledged the
    /// discard route: before, the discard would swallow more specific destinations that are still
    /// to be learned.
    AFTER_DISCARD
  }
}
