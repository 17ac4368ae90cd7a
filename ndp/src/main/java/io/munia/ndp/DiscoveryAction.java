package io.munia.ndp;

/// What is to be done about an event.
public sealed interface DiscoveryAction {
  record Advertise() implements DiscoveryAction {}

  record Solicit() implements DiscoveryAction {}

  /// Whoever waits for a neighbour must know.
  record Tell(Found found) implements DiscoveryAction {}
}
