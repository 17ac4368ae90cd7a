package io.munia.bgp.session;

import io.munia.bgp.codec.NotificationText;
import io.munia.bgp.message.Notification;

/// Why a session or an attempt at one ended.
public sealed interface CloseReason {
  /// The neighbour sent this.
  record Received(Notification notification) implements CloseReason {}

  /// We sent this.
  record Sent(Notification notification, String why) implements CloseReason {}

  /// The connection broke or could not be made.
  record ConnectionLost(String why) implements CloseReason {}

  /// For logs and tables.
  default String sentence() {
    return switch (this) {
      case Received(Notification notification) ->
          "received " + numbers(notification) + NotificationText.of(notification);
      case Sent(Notification notification, String why) ->
          "sent " + numbers(notification) + NotificationText.name(notification) + ": " + why;
      case ConnectionLost(String why) -> why;
    };
  }

  private static String numbers(Notification notification) {
    return "NOTIFICATION " + notification.code() + "/" + notification.subcode() + ", ";
  }
}
