package io.munia.bfd.socket;

import io.munia.bfd.BfdTimers;
import io.munia.net.IpAddress;
import java.util.Optional;

/// Whom to watch, and how.
///
/// @param local source of our packets; empty for the kernel's choice
public record BfdTarget(IpAddress remote, Optional<IpAddress> local, Hops hops, BfdTimers timers) {
  /// Whether a session of one can go on as a session of the other.
  boolean samePath(BfdTarget other) {
    return remote.equals(other.remote) && local.equals(other.local) && hops == other.hops;
  }
}
