package io.munia.bgp.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// TLVs in place whose length counts the value alone. Every step forward is at least a header, so
/// that no input makes a walk stand still.
final class Tlvs {
  private Tlvs() {}

  /// Whether TLVs with headers of `typeBytes` and `lengthBytes` fill `bytes[from, to)` exactly;
  /// none at all does.
  static boolean fill(byte[] bytes, int from, int to, int typeBytes, int lengthBytes) {
    int at = from;
    while (at < to) {
      if (to - at < typeBytes + lengthBytes) {
        return false;
      }
      int end = end(bytes, at, typeBytes, lengthBytes);
      if (end > to) {
        return false;
      }
      at = end;
    }
    return true;
  }

  /// Where the TLV at `at` ends.
  static int end(byte[] bytes, int at, int typeBytes, int lengthBytes) {
    int length = lengthBytes == 1 ? bytes[at + typeBytes] & 0xff : Wire.u16(bytes, at + typeBytes);
    return at + typeBytes + lengthBytes + length;
  }

  /// A text for each; they have been found to [#fill] the range.
  static List<String> each(
      byte[] bytes, int from, int to, int typeBytes, int lengthBytes, IntFunction<String> text) {
    List<String> texts = new ArrayList<>();
    for (int at = from; at < to; at = end(bytes, at, typeBytes, lengthBytes)) {
      texts.add(text.apply(at));
    }
    return texts;
  }
}
