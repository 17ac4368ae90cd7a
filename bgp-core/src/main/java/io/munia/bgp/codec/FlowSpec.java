package io.munia.bgp.codec;

/// The components of a flow specification ([RFC 8955
/// §4.2](https://www.rfc-editor.org/rfc/rfc8955#section-4.2), [RFC 8956
/// §3](https://www.rfc-editor.org/rfc/rfc8956#section-3)), in place. Every step over them goes on
/// by at least one byte and is checked against the end.
final class FlowSpec {
  /// The first octet from which on a length has two.
  static final int LONG = 0xf0;

  static final int DESTINATION = 1;
  static final int SOURCE = 2;
  static final int TCP_FLAGS = 9;
  static final int FRAGMENT = 12;
  static final int FLOW_LABEL = 13;

  static final int END_OF_LIST = 0x80;
  static final int AND = 0x40;

  /// In place of where a component ends: it is malformed.
  static final int MALFORMED = -1;

  private FlowSpec() {}

  /// Whether components, each of a type known and higher than the one before, fill `[from, to)`; at
  /// least one does.
  ///
  /// @param bits of an address
  static boolean intact(byte[] bytes, int from, int to, int bits) {
    int at = from;
    int before = 0;
    while (at < to) {
      int type = bytes[at] & 0xff;
      if (type <= before) {
        return false;
      }
      int end = end(bytes, at, to, bits);
      if (end == MALFORMED) {
        return false;
      }
      before = type;
      at = end;
    }
    return at > from;
  }

  /// Where the component that begins at `at` ends, or [#MALFORMED].
  static int end(byte[] bytes, int at, int to, int bits) {
    int type = bytes[at] & 0xff;
    if (type == DESTINATION || type == SOURCE) {
      return prefixEnd(bytes, at + 1, to, bits);
    }
    if (type == 0 || type > (bits == 128 ? FLOW_LABEL : FRAGMENT)) {
      return MALFORMED;
    }
    int next = at + 1;
    while (next < to) {
      int operator = bytes[next] & 0xff;
      next += 1 + valueBytes(operator);
      if ((operator & END_OF_LIST) != 0) {
        return next > to ? MALFORMED : next;
      }
    }
    return MALFORMED;
  }

  /// Bytes of the value behind an operator: 1, 2, 4 or 8.
  static int valueBytes(int operator) {
    return 1 << (operator >>> 4 & 3);
  }

  private static int prefixEnd(byte[] bytes, int at, int to, int bits) {
    int header = bits == 128 ? 2 : 1;
    if (to - at < header) {
      return MALFORMED;
    }
    int length = bytes[at] & 0xff;
    int offset = header == 2 ? bytes[at + 1] & 0xff : 0;
    // An offset that takes all of the length, but for the prefix that everything is in, is refused.
    if (length > bits || offset > length || offset == length && length != 0) {
      return MALFORMED;
    }
    int end = at + header + (length - offset + 7 >>> 3);
    return end > to ? MALFORMED : end;
  }
}
