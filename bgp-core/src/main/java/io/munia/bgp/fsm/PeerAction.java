package io.munia.bgp.fsm;

import io.munia.bgp.message.Notification;

/// What is to be done about a neighbour's connections, in order.
public sealed interface PeerAction {

  record Connect() implements PeerAction {}

  /// @param why the attempt is given up
  record CancelConnect(String why) implements PeerAction {}

  /// Take the connection that was just accepted as the incoming one.
  record Adopt() implements PeerAction {}

  /// Send our OPEN on the connection of this side.
  record Open(Side side) implements PeerAction {}

  /// Close the connection of this side; its end is not reported back.
  record Drop(Side side, Notification notification, String why) implements PeerAction {}

  /// Close the connection that was just accepted, which belongs to no side.
  record Refuse(Notification notification, String why) implements PeerAction {}
}
