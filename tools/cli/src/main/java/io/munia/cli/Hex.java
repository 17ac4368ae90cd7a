package io.munia.cli;

import java.util.Arrays;

/// Bytes as people copy them: digits in pairs, with or without `0x`, spaces, colons and ends of
/// lines.
final class Hex {
  private static final int SHOWN_MAX = 20;

  private Hex() {}

  /// Whether this is nothing but whole bytes and what may stand between them.
  static boolean isHex(String text) {
    int digits = digits(text);
    return digits > 0 && digits % 2 == 0;
  }

  /// Whether it would be hex with one more digit.
  static boolean hasOddDigits(String text) {
    return digits(text) % 2 == 1;
  }

  /// How many digits there are; 0 where there is something else.
  private static int digits(String text) {
    int digits = 0;
    String body = body(text);
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (digit(c) >= 0) {
        digits++;
      } else if (!separates(c)) {
        return 0;
      }
    }
    return digits;
  }

  private static int digit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  static byte[] parse(String text) throws Decode.Refused {
    String body = body(text);
    byte[] bytes = new byte[body.length() / 2];
    int length = 0;
    int high = -1;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      int digit = digit(c);
      if (digit < 0 && separates(c)) {
        continue;
      }
      if (digit < 0) {
        throw new Decode.Refused(
            "'" + printable(body, i) + "' is not hex, nor a capture, nor a JSON object.");
      }
      if (high < 0) {
        high = digit;
      } else {
        bytes[length++] = (byte) (high << 4 | digit);
        high = -1;
      }
    }
    if (high >= 0) {
      throw new Decode.Refused("hex with an odd number of digits: one is missing.");
    }
    return Arrays.copyOf(bytes, length);
  }

  private static String body(String text) {
    String stripped = text.strip();
    return stripped.startsWith("0x") || stripped.startsWith("0X")
        ? stripped.substring(2)
        : stripped;
  }

  private static boolean separates(char c) {
    return c == ' ' || c == ':' || c == '\n' || c == '\r' || c == '\t' || c == '-';
  }

  private static String printable(String text, int from) {
    StringBuilder shown = new StringBuilder();
    for (int i = from; i < text.length() && shown.length() < SHOWN_MAX; i++) {
      char c = text.charAt(i);
      shown.append(c < ' ' || c >= 0x7f ? '?' : c);
    }
    return shown.toString();
  }
}
