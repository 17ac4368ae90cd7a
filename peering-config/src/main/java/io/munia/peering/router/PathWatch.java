package io.munia.peering.router;

import io.munia.net.IpAddress;
import io.munia.peering.model.Bfd;
import java.util.Optional;

/// Watches whether neighbours can be reached, faster than their sessions notice. A port: whoever
/// has BFD implements it. Called on the loop; must not block.
public interface PathWatch {
  /// Watches a neighbour. One of the same name goes on where the path is the same, with other
  /// timers; the listener hears at once how it stands.
  ///
  /// @param local source address, or empty for the kernel's choice
  void watch(String name, IpAddress remote, Optional<IpAddress> local, Bfd how, Listener listener);

  /// Watches it no longer; the neighbour learns that this is no failure.
  void forget(String name);

  /// Called on the loop.
  @FunctionalInterface
  interface Listener {
    void saw(Seen seen);
  }

  /// How a path stands.
  ///
  /// @param sentence for people
  record Seen(State state, String sentence) {}

  enum State {
    /// It can be reached.
    UP,
    /// It cannot, or nobody knows yet.
    DOWN,
    /// The neighbour does not want to be watched ([RFC 5882
    /// §4.2](https://www.rfc-editor.org/rfc/rfc5882#section-4.2)): that says nothing of the path.
    SHUT
  }
}
