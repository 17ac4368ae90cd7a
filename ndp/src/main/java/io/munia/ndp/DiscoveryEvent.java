package io.munia.ndp;

import io.munia.net.IpAddress;

/// What happens on a link.
public sealed interface DiscoveryEvent {
  /// Messages can be sent and received.
  record LinkUp() implements DiscoveryEvent {}

  /// They cannot.
  ///
  /// @param why one sentence without its subject, the interface: "is down"
  record LinkDown(String why) implements DiscoveryEvent {}

  /// A router says that it is there.
  record Advertised(IpAddress from, RouterMessage.Advertisement message)
      implements DiscoveryEvent {}

  /// Somebody asks which routers are there.
  record Solicited() implements DiscoveryEvent {}

  /// Whether there is a session with the neighbour that was found.
  record InUse(boolean yes) implements DiscoveryEvent {}

  /// [Discovery#nextDeadlineNanos] has come.
  record DeadlineReached() implements DiscoveryEvent {}
}
