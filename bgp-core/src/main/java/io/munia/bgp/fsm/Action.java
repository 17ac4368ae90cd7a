package io.munia.bgp.fsm;

import io.munia.bgp.message.Notification;

/// What one connection is to do, in order.
public sealed interface Action {
  Action SEND_OPEN = new SendOpen();
  Action SEND_KEEPALIVE = new SendKeepalive();
  Action UP = new Up();
  Action CLOSE = new Close();

  record SendOpen() implements Action {}

  record SendKeepalive() implements Action {}

  /// @param why the reason in words, for our own operator
  record SendNotification(Notification notification, String why) implements Action {}

  /// Established is reached.
  record Up() implements Action {}

  /// The connection is over: close the link, forget it.
  record Close() implements Action {}
}
