package io.munia.bgp.codec;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.Notification;

/// Where one message ends in a stream of bytes ([RFC 4271
/// §4.1](https://www.rfc-editor.org/rfc/rfc4271#section-4.1), [RFC
/// 8654](https://www.rfc-editor.org/rfc/rfc8654)). Answers are plain numbers, as they are asked for
/// every message; [#fault] makes the value where one is needed.
public final class MessageFrame {
  /// Marker, length, type.
  public static final int HEADER_BYTES = 19;

  /// What [#length] says while the message is not all there.
  public static final int NEED_MORE = 0;

  /// What [#length] says of a header that ends the session: [#fault] has the NOTIFICATION.
  public static final int MALFORMED = -1;

  /// Type of an OPEN ([RFC 4271 §4.1](https://www.rfc-editor.org/rfc/rfc4271#section-4.1)).
  public static final int OPEN = 1;

  /// Type of an UPDATE.
  public static final int UPDATE = 2;

  /// Type of a NOTIFICATION.
  public static final int NOTIFICATION = 3;

  /// Type of a KEEPALIVE.
  public static final int KEEPALIVE = 4;

  /// Type of a ROUTE-REFRESH ([RFC 2918](https://www.rfc-editor.org/rfc/rfc2918)).
  public static final int ROUTE_REFRESH = 5;

  private static final int MARKER_BYTES = 16;

  private MessageFrame() {}

  /// Length in bytes of the message that begins at `from`, header included, once all of it is
  /// there; else [#NEED_MORE], or [#MALFORMED] as soon as the header can be judged.
  ///
  /// @param bytes what has arrived, at `[from, to)`
  /// @param messageBytesMax see [Negotiated#messageBytesMax]; 4,096 before the session is
  ///   established
  public static int length(byte[] bytes, int from, int to, int messageBytesMax) {
    if (to - from < HEADER_BYTES) {
      return NEED_MORE;
    }
    if (Wire.u64(bytes, from) != -1L || Wire.u64(bytes, from + 8) != -1L) {
      return MALFORMED;
    }
    int length = Wire.u16(bytes, from + MARKER_BYTES);
    int type = type(bytes, from);
    if (length < lengthMin(type) || length > lengthMax(type, messageBytesMax)) {
      return MALFORMED;
    }
    return to - from < length ? NEED_MORE : length;
  }

  /// Type of the message that begins at `from`.
  public static int type(byte[] bytes, int from) {
    return bytes[from + MARKER_BYTES + 2] & 0xff;
  }

  /// The name of a type of message, `type 9` where it is none.
  public static String name(int type) {
    return switch (type) {
      case OPEN -> "OPEN";
      case UPDATE -> "UPDATE";
      case NOTIFICATION -> "NOTIFICATION";
      case KEEPALIVE -> "KEEPALIVE";
      case ROUTE_REFRESH -> "ROUTE-REFRESH";
      default -> "type " + type;
    };
  }

  /// What is to be sent where [#length] said [#MALFORMED] for the same arguments.
  public static Notification fault(byte[] bytes, int from, int messageBytesMax) {
    if (Wire.u64(bytes, from) != -1L || Wire.u64(bytes, from + 8) != -1L) {
      return new Notification(
          ErrorCode.MESSAGE_HEADER, ErrorCode.HEADER_CONNECTION_NOT_SYNCHRONIZED);
    }
    int length = Wire.u16(bytes, from + MARKER_BYTES);
    int type = type(bytes, from);
    boolean lengthOfAny = length >= HEADER_BYTES && length <= messageBytesMax;
    if (lengthOfAny && (type < OPEN || type > ROUTE_REFRESH)) {
      return new Notification(
          ErrorCode.MESSAGE_HEADER, ErrorCode.HEADER_BAD_MESSAGE_TYPE, new byte[] {(byte) type});
    }
    return new Notification(
        ErrorCode.MESSAGE_HEADER,
        ErrorCode.HEADER_BAD_MESSAGE_LENGTH,
        new byte[] {bytes[from + MARKER_BYTES], bytes[from + MARKER_BYTES + 1]});
  }

  /// Writes a header for a message of `length` bytes at `at`.
  static void write(byte[] bytes, int at, int length, int type) {
    Wire.put64(bytes, at, -1L);
    Wire.put64(bytes, at + 8, -1L);
    Wire.put16(bytes, at + MARKER_BYTES, length);
    bytes[at + MARKER_BYTES + 2] = (byte) type;
  }

  private static int lengthMin(int type) {
    return switch (type) {
      case OPEN -> 29;
      case UPDATE -> 23;
      case NOTIFICATION -> 21;
      case KEEPALIVE -> HEADER_BYTES;
      // One that is too short is judged by what it is: RFC 7313 section 5.
      case ROUTE_REFRESH -> HEADER_BYTES;
      default -> Integer.MAX_VALUE;
    };
  }

  private static int lengthMax(int type, int messageBytesMax) {
    return switch (type) {
      case OPEN -> Negotiated.MESSAGE_BYTES_MAX;
      case KEEPALIVE -> HEADER_BYTES;
      default -> messageBytesMax;
    };
  }
}
