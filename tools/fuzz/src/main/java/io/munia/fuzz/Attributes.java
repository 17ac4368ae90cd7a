package io.munia.fuzz;

import io.munia.bgp.codec.AttributeCursor;
import io.munia.bgp.codec.AttributeText;

/// Path attributes one by one, in sessions and for people.
final class Attributes {
  private static final int VALUE_BYTES_MAX = 60_000;

  private Attributes() {}

  /// The first byte chooses the session, the next two are flags and type; the rest is the value.
  static void read(byte[] bytes) {
    if (bytes.length < 3 || bytes.length > VALUE_BYTES_MAX) {
      return;
    }
    int length = bytes.length - 3;
    byte[] rest = {
      0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, (byte) 0xfd, (byte) 0xe9, 0x40, 3, 4, 10, 0, 0, 1
    };
    byte[] message = new byte[1 + 4 + rest.length + 4 + length + 2];
    message[0] = bytes[0];
    Updates.put16(message, 3, rest.length + 4 + length);
    System.arraycopy(rest, 0, message, 5, rest.length);
    int at = 5 + rest.length;
    message[at] = (byte) (bytes[1] | 0x10);
    message[at + 1] = bytes[2];
    Updates.put16(message, at + 2, length);
    System.arraycopy(bytes, 3, message, at + 4, length);
    message[message.length - 2] = 8;
    message[message.length - 1] = 10;
    Updates.read(message);
    text(bytes);
  }

  private static void text(byte[] bytes) {
    int type = bytes[2] & 0xff;
    for (boolean fourOctets : new boolean[] {true, false}) {
      String text = AttributeText.value(type, bytes, 3, bytes.length, fourOctets);
      Broken.unless(
          text.chars().noneMatch(c -> c < ' ' || c == 0x7f), "control characters in " + type);
      Broken.unless(
          text.length() <= 64 * (bytes.length + 1), "a text much longer than its bytes: " + type);
    }
    AttributeCursor cursor = new AttributeCursor();
    cursor.over(bytes, 0, bytes.length);
    int count = 0;
    while (cursor.next()) {
      count++;
      Broken.unless(
          cursor.valueFrom() <= cursor.valueTo(), "an attribute that ends before it begins");
    }
    Broken.unless(count <= bytes.length, "more attributes than bytes");
  }
}
