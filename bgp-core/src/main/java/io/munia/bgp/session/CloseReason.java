package io.munia.bgp.session;

import io.munia.bgp.capability.Negotiated;
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

  /// Whether the neighbour's routes outlive a session that ended so: a connection that was lost
  /// ([RFC 4724 §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2)), and with the N bit
  /// agreed every NOTIFICATION but a hard reset ([RFC 8538
  /// §4](https://www.rfc-editor.org/rfc/rfc8538#section-4)).
  default boolean keepsRoutes(Negotiated agreed) {
    return agreed.restart().known()
        && switch (this) {
          case Received(Notification notification) -> isSoft(notification, agreed);
          case Sent(Notification notification, _) -> isSoft(notification, agreed);
          case ConnectionLost _ -> true;
        };
  }

  private static boolean isSoft(Notification notification, Negotiated agreed) {
    return agreed.restart().notification() && !HardReset.is(notification);
  }

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
