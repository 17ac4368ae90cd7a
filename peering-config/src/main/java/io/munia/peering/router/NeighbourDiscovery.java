package io.munia.peering.router;

import io.munia.net.IpAddress;
import java.util.Optional;

/// Finds the router at the other end of a link, which sends router advertisements there, and lets
/// it find us ([RFC 4861 §6](https://www.rfc-editor.org/rfc/rfc4861#section-6)). A port: whoever
/// can listen on interfaces implements it. Called on the loop; must not block.
public interface NeighbourDiscovery {
  /// Looks for the neighbour on an interface, which may come later. A second call for the same
  /// interface replaces the listener, which hears at once how it stands.
  void discover(String device, Listener listener);

  /// Whether there is a session with the neighbour that was found there: then no other router takes
  /// its place.
  void inUse(String device, boolean yes);

  /// Looks no longer, and says nothing more there.
  void forget(String device);

  /// Called on the loop.
  @FunctionalInterface
  interface Listener {
    void found(Found found);
  }

  /// How a link stands.
  ///
  /// @param neighbour its link-local address, of no zone; empty while none is known
  /// @param sentence for people: why there is none, or what else is there; else empty
  record Found(Optional<IpAddress> neighbour, String sentence) {}
}
