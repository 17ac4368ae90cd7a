package io.munia.bgp.session;

import io.munia.bgp.codec.ErrorCode;
import io.munia.bgp.codec.NotificationText;
import io.munia.bgp.message.Notification;
import io.munia.net.AddressFamily;

/// NOTIFICATIONs with which operators end sessions ([RFC
/// 4486](https://www.rfc-editor.org/rfc/rfc4486)), and the text that may go with them ([RFC
/// 9003](https://www.rfc-editor.org/rfc/rfc9003)).
public final class Cease {
  private Cease() {}

  /// @param text for the neighbour's operator, may be empty; cut off after 255 bytes
  public static Notification administrativeShutdown(String text) {
    return withText(ErrorCode.CEASE_ADMINISTRATIVE_SHUTDOWN, text);
  }

  /// @param text for the neighbour's operator, may be empty; cut off after 255 bytes
  public static Notification administrativeReset(String text) {
    return withText(ErrorCode.CEASE_ADMINISTRATIVE_RESET, text);
  }

  /// @param limit of prefixes of this family, which the neighbour went beyond ([RFC 4486
  ///   §4](https://www.rfc-editor.org/rfc/rfc4486#section-4))
  public static Notification maximumPrefixes(AddressFamily family, int limit) {
    return new Notification(
        ErrorCode.CEASE,
        ErrorCode.CEASE_MAXIMUM_PREFIXES,
        NotificationText.maximumPrefixesData(family, limit));
  }

  /// There is no room for it.
  public static Notification outOfResources() {
    return new Notification(ErrorCode.CEASE, ErrorCode.CEASE_OUT_OF_RESOURCES);
  }

  /// What is meant to keep nothing, whatever was agreed on ([RFC 8538
  /// §3](https://www.rfc-editor.org/rfc/rfc8538#section-3)); a neighbour that does not know of hard
  /// resets is sent `inner` alone.
  public static Notification hardReset(Notification inner) {
    return HardReset.of(inner);
  }

  /// It is no neighbour of ours any longer.
  public static Notification peerDeconfigured() {
    return new Notification(ErrorCode.CEASE, ErrorCode.CEASE_PEER_DECONFIGURED);
  }

  /// What was agreed on is configured otherwise.
  public static Notification otherConfigurationChange() {
    return new Notification(ErrorCode.CEASE, ErrorCode.CEASE_OTHER_CONFIGURATION_CHANGE);
  }

  /// It is not wanted now.
  public static Notification connectionRejected() {
    return new Notification(ErrorCode.CEASE, ErrorCode.CEASE_CONNECTION_REJECTED);
  }

  /// The path to the neighbour is lost, as BFD says ([RFC
  /// 9384](https://www.rfc-editor.org/rfc/rfc9384)).
  public static Notification bfdDown() {
    return new Notification(ErrorCode.CEASE, ErrorCode.CEASE_BFD_DOWN);
  }

  private static Notification withText(int subcode, String text) {
    return text.isEmpty()
        ? new Notification(ErrorCode.CEASE, subcode)
        : new Notification(ErrorCode.CEASE, subcode, NotificationText.shutdownData(text));
  }
}
