package io.munia.bgp.session;

import io.munia.bgp.codec.ErrorCode;
import io.munia.bgp.message.Notification;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// NOTIFICATIONs with which operators end sessions ([RFC
/// 4486](https://www.rfc-editor.org/rfc/rfc4486)), and the text that may go with them ([RFC
/// 9003](https://www.rfc-editor.org/rfc/rfc9003)).
public final class Cease {
  /// Longest text, in bytes of UTF-8; what is over is cut off.
  public static final int TEXT_BYTES_MAX = 255;

  private Cease() {}

  /// @param text for the neighbour's operator, may be empty
  public static Notification administrativeShutdown(String text) {
    return withText(ErrorCode.CEASE_ADMINISTRATIVE_SHUTDOWN, text);
  }

  /// @param text for the neighbour's operator, may be empty
  public static Notification administrativeReset(String text) {
    return withText(ErrorCode.CEASE_ADMINISTRATIVE_RESET, text);
  }

  public static Notification peerDeconfigured() {
    return new Notification(ErrorCode.CEASE, ErrorCode.CEASE_PEER_DECONFIGURED);
  }

  public static Notification otherConfigurationChange() {
    return new Notification(ErrorCode.CEASE, ErrorCode.CEASE_OTHER_CONFIGURATION_CHANGE);
  }

  public static Notification connectionRejected() {
    return new Notification(ErrorCode.CEASE, ErrorCode.CEASE_CONNECTION_REJECTED);
  }

  /// The text that came with a shutdown or reset, fit to be shown: without control characters.
  public static Optional<String> text(Notification notification) {
    boolean hasText =
        notification.code() == ErrorCode.CEASE
            && (notification.subcode() == ErrorCode.CEASE_ADMINISTRATIVE_SHUTDOWN
                || notification.subcode() == ErrorCode.CEASE_ADMINISTRATIVE_RESET);
    byte[] data = notification.data();
    if (!hasText || data.length < 2) {
      return Optional.empty();
    }
    int length = Math.min(data[0] & 0xff, data.length - 1);
    String text = new String(data, 1, length, StandardCharsets.UTF_8);
    return Optional.of(text.replaceAll("\\p{C}", "?"));
  }

  private static Notification withText(int subcode, String text) {
    if (text.isEmpty()) {
      return new Notification(ErrorCode.CEASE, subcode);
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, TEXT_BYTES_MAX);
    while (length < utf8.length && (utf8[length] & 0xc0) == 0x80) {
      length--;
    }
    byte[] data = new byte[1 + length];
    data[0] = (byte) length;
    System.arraycopy(utf8, 0, data, 1, length);
    return new Notification(ErrorCode.CEASE, subcode, data);
  }
}
