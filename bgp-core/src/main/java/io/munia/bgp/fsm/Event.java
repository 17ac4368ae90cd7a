package io.munia.bgp.fsm;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.Notification;

/// What can happen to one connection. Events without content are shared objects, as two of them
/// come with every message.
public sealed interface Event {
  Event HELD = new Held();
  Event CONNECTED = new Connected();
  Event KEEPALIVE_RECEIVED = new KeepaliveReceived();
  Event UPDATE_RECEIVED = new UpdateReceived();
  Event REFRESH_RECEIVED = new RefreshReceived();
  Event NOTIFICATION_RECEIVED = new NotificationReceived();
  Event STALLED = new Stalled();
  Event FLOWING = new Flowing();
  Event LOST = new Lost();
  Event DEADLINE_REACHED = new DeadlineReached();

  /// TCP is up; our OPEN is held back for now.
  record Held() implements Event {}

  /// TCP is up, and our OPEN may go.
  record Connected() implements Event {}

  /// A valid OPEN came; its collisions are resolved already.
  record OpenReceived(Negotiated negotiated) implements Event {}

  record KeepaliveReceived() implements Event {}

  /// An UPDATE came that does not reset the session.
  record UpdateReceived() implements Event {}

  record RefreshReceived() implements Event {}

  record NotificationReceived() implements Event {}

  /// Something came that is answered by a NOTIFICATION: a malformed message, an OPEN that is not
  /// acceptable, an UPDATE that resets the session.
  record Malformed(Notification answer, String why) implements Event {}

  /// Somebody of ours wants the connection closed.
  record Stop(Notification notification, String why) implements Event {}

  /// The neighbour takes no more bytes for now.
  record Stalled() implements Event {}

  /// The neighbour takes bytes again.
  record Flowing() implements Event {}

  /// TCP is gone.
  record Lost() implements Event {}

  /// The time that [ConnectionFsm#nextDeadlineNanos] asked for may have come.
  record DeadlineReached() implements Event {}
}
