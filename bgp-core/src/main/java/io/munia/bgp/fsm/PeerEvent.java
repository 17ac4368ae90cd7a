package io.munia.bgp.fsm;

import io.munia.bgp.message.Notification;
import io.munia.net.Asn;
import io.munia.net.RouterId;

/// What can happen to a neighbour's connections as a whole.
public sealed interface PeerEvent {

  record Start() implements PeerEvent {}

  /// @param notification for every connection there is
  record Stop(Notification notification, String why) implements PeerEvent {}

  /// The session that is about to end is not to come back for so long.
  record Pause(long seconds, String why) implements PeerEvent {}

  /// The attempt has led to a connection.
  record Connected() implements PeerEvent {}

  record ConnectFailed() implements PeerEvent {}

  /// The neighbour has connected.
  record Accepted() implements PeerEvent {}

  /// A valid OPEN came on a connection that waits for one.
  record OpenReceived(Side side, RouterId remoteId, Asn remoteAs) implements PeerEvent {}

  record Established(Side side) implements PeerEvent {}

  /// A connection ended that this machine did not drop itself.
  record Ended(Side side) implements PeerEvent {}

  record DeadlineReached() implements PeerEvent {}
}
