package io.munia.bgp.codec;

import io.munia.bgp.message.Notification;
import io.munia.net.AddressFamily;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A NOTIFICATION as people read it: `Cease: Administrative Shutdown: "moving to rack 7"`. Text
/// that a neighbour wrote is made harmless here, at display, and kept as it came everywhere else.
public final class NotificationText {
  private static final int MAXIMUM_PREFIXES_BYTES = 7;

  private static final List<String> CODES =
      List.of(
          "Reserved",
          "Message Header Error",
          "OPEN Message Error",
          "UPDATE Message Error",
          "Hold Timer Expired",
          "Finite State Machine Error",
          "Cease",
          "ROUTE-REFRESH Message Error",
          "Send Hold Timer Expired");

  private static final List<List<String>> SUBCODES =
      List.of(
          List.of(),
          List.of("", "Connection Not Synchronized", "Bad Message Length", "Bad Message Type"),
          List.of(
              "",
              "Unsupported Version Number",
              "Bad Peer AS",
              "Bad BGP Identifier",
              "Unsupported Optional Parameter",
              "Authentication Failure",
              "Unacceptable Hold Time",
              "Unsupported Capability",
              "Deprecated",
              "Deprecated",
              "Deprecated",
              "Role Mismatch"),
          List.of(
              "",
              "Malformed Attribute List",
              "Unrecognized Well-known Attribute",
              "Missing Well-known Attribute",
              "Attribute Flags Error",
              "Attribute Length Error",
              "Invalid ORIGIN Attribute",
              "AS Routing Loop",
              "Invalid NEXT_HOP Attribute",
              "Optional Attribute Error",
              "Invalid Network Field",
              "Malformed AS_PATH"),
          List.of(),
          List.of(
              "",
              "Unexpected Message in OpenSent",
              "Unexpected Message in OpenConfirm",
              "Unexpected Message in Established"),
          List.of(
              "",
              "Maximum Number of Prefixes Reached",
              "Administrative Shutdown",
              "Peer De-configured",
              "Administrative Reset",
              "Connection Rejected",
              "Other Configuration Change",
              "Connection Collision Resolution",
              "Out of Resources",
              "Hard Reset",
              "BFD Down"),
          List.of("", "Invalid Message Length"),
          List.of());

  private NotificationText() {}

  /// One line, printable whatever the neighbour sent.
  public static String of(Notification notification) {
    return of(
        notification.code(), notification.subcode(), notification.data(), 0, /* nested= */ false);
  }

  /// Code and subcode alone.
  public static String name(Notification notification) {
    return name(notification.code(), notification.subcode());
  }

  private static String name(int code, int subcode) {
    String name = code < CODES.size() ? CODES.get(code) : "Error " + code;
    if (subcode == 0) {
      return name;
    }
    List<String> known = code < SUBCODES.size() ? SUBCODES.get(code) : List.of();
    return name + ": " + (subcode < known.size() ? known.get(subcode) : "subcode " + subcode);
  }

  private static String of(int code, int subcode, byte[] data, int from, boolean nested) {
    String name = name(code, subcode);
    if (code == ErrorCode.CEASE && subcode == ErrorCode.CEASE_HARD_RESET) {
      return nested || data.length - from < 2
          ? name
          : name + ": " + of(data[from] & 0xff, data[from + 1] & 0xff, data, from + 2, true);
    }
    return name + details(code, subcode, data, from);
  }

  private static String details(int code, int subcode, byte[] data, int from) {
    if (from == data.length) {
      return "";
    }
    if (code == ErrorCode.CEASE
        && (subcode == ErrorCode.CEASE_ADMINISTRATIVE_SHUTDOWN
            || subcode == ErrorCode.CEASE_ADMINISTRATIVE_RESET)) {
      int length = data[from] & 0xff;
      if (length <= data.length - from - 1) {
        return length == 0 ? "" : ": \"" + printable(data, from + 1, length) + "\"";
      }
    }
    return " (" + NotificationData.text(code, subcode, data, from) + ")";
  }

  /// The shutdown communication of [RFC 9003](https://www.rfc-editor.org/rfc/rfc9003): what is not
  /// UTF-8 becomes U+FFFD, what would steer a terminal or reorder a line is left out.
  private static String printable(byte[] data, int from, int length) {
    String text = new String(data, from, length, StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .filter(point ->
            switch (Character.getType(point)) {
              case Character.CONTROL,
                  Character.FORMAT,
                  Character.LINE_SEPARATOR,
                  Character.PARAGRAPH_SEPARATOR,
                  Character.PRIVATE_USE,
                  Character.SURROGATE,
                  Character.UNASSIGNED ->
                  false;
              default -> true;
            })
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /// The data that says of which family there were more prefixes than this limit.
  public static byte[] maximumPrefixesData(AddressFamily family, int limit) {
    return ByteBuffer.allocate(MAXIMUM_PREFIXES_BYTES)
        .putShort((short) family.afi())
        .put((byte) family.safi())
        .putInt(limit)
        .array();
  }

  /// The data of an administrative shutdown or reset that says `text`, cut to what fits: 255 bytes
  /// of whole characters.
  public static byte[] shutdownData(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, 255);
    while (length < utf8.length && length > 0 && (utf8[length] & 0xc0) == 0x80) {
      length--;
    }
    byte[] data = new byte[1 + length];
    data[0] = (byte) length;
    System.arraycopy(utf8, 0, data, 1, length);
    return data;
  }
}
