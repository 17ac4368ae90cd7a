package io.munia.bfd;

/// What is to be done about an event.
public sealed interface BfdAction {
  record Send(BfdPacket packet) implements BfdAction {}

  /// Whoever relies on the path must know.
  record Tell(BfdChange change) implements BfdAction {}
}
