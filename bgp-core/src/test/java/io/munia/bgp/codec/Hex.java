package io.munia.bgp.codec;

import java.io.ByteArrayOutputStream;

/// Byte literals for tests: pairs of hex digits, anything after `#` on a line is a comment.
final class Hex {
  private Hex() {}

  static byte[] bytes(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text.lines()
        .map(line -> line.indexOf('#') < 0 ? line : line.substring(0, line.indexOf('#')))
        .flatMap(line ->
            line.strip().isEmpty()
                ? java.util.stream.Stream.empty()
                : java.util.Arrays.stream(line.strip().split(" +")))
        .forEach(pair -> out.write(octet(pair)));
    return out.toByteArray();
  }

  private static int octet(String digits) {
    if (digits.length() > 2) {
      throw new IllegalArgumentException("'" + digits + "' is not one octet");
    }
    return Integer.parseInt(digits, 16);
  }

  /// A whole UPDATE with these three fields; the lengths are worked out.
  static byte[] update(byte[] withdrawn, byte[] attributes, byte[] nlri) {
    int length = 23 + withdrawn.length + attributes.length + nlri.length;
    byte[] bytes = new byte[length];
    MessageFrame.write(bytes, 0, length, MessageFrame.UPDATE);
    Wire.put16(bytes, 19, withdrawn.length);
    System.arraycopy(withdrawn, 0, bytes, 21, withdrawn.length);
    int at = 21 + withdrawn.length;
    Wire.put16(bytes, at, attributes.length);
    System.arraycopy(attributes, 0, bytes, at + 2, attributes.length);
    System.arraycopy(nlri, 0, bytes, at + 2 + attributes.length, nlri.length);
    return bytes;
  }

  static byte[] update(String withdrawn, String attributes, String nlri) {
    return update(bytes(withdrawn), bytes(attributes), bytes(nlri));
  }
}
