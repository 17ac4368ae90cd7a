package io.munia.bgp.codec;

/// AS_PATH segments in place: kind, count, then as many numbers of 2 or 4 octets.
final class AsPathSegments {
  static final int SET = 1;
  static final int SEQUENCE = 2;
  static final int CONFED_SEQUENCE = 3;
  static final int CONFED_SET = 4;

  /// Numbers that one segment can hold.
  static final int NUMBERS_MAX = 255;

  /// What [#check] says of a path with nothing wrong.
  static final int INTACT = 0;

  static final int OVERRUN = 1;
  static final int EMPTY_SEGMENT = 2;
  static final int UNKNOWN_KIND = 3;
  static final int AS_ZERO = 4;
  static final int HAS_SET = 5;
  static final int HAS_CONFEDERATION = 6;

  private AsPathSegments() {}

  /// The first fault of the segments in `bytes[from, to)`.
  ///
  /// @param size octets of a number: 2 or 4
  /// @param confederation whether confederation segments may stand in it
  /// @param sets whether sets may
  static int check(byte[] bytes, int from, int to, int size, boolean confederation, boolean sets) {
    int found = INTACT;
    int at = from;
    while (at < to) {
      if (to - at < 2) {
        return OVERRUN;
      }
      int kind = bytes[at] & 0xff;
      int count = bytes[at + 1] & 0xff;
      int end = at + 2 + count * size;
      if (end > to) {
        return OVERRUN;
      }
      if (count == 0) {
        return EMPTY_SEGMENT;
      }
      if (kind != SEQUENCE) {
        if (kind == 0 || kind > CONFED_SET) {
          return UNKNOWN_KIND;
        }
        if (found == INTACT && kind != CONFED_SEQUENCE && !sets) {
          found = HAS_SET;
        } else if (found == INTACT && kind != SET && !confederation) {
          found = HAS_CONFEDERATION;
        }
      }
      if (hasZero(bytes, at + 2, end, size) && found == INTACT) {
        found = AS_ZERO;
      }
      at = end;
    }
    return found;
  }

  /// [RFC 7607 §2](https://www.rfc-editor.org/rfc/rfc7607#section-2).
  private static boolean hasZero(byte[] bytes, int from, int to, int size) {
    if (size == 4) {
      for (int at = from; at < to; at += 4) {
        if ((bytes[at] | bytes[at + 1] | bytes[at + 2] | bytes[at + 3]) == 0) {
          return true;
        }
      }
    } else {
      for (int at = from; at < to; at += 2) {
        if ((bytes[at] | bytes[at + 1]) == 0) {
          return true;
        }
      }
    }
    return false;
  }

  /// How many numbers an intact path holds, those of all segments.
  static int numbers(byte[] bytes, int from, int to, int size) {
    int numbers = 0;
    for (int at = from; at < to; at += 2 + size * (bytes[at + 1] & 0xff)) {
      numbers += bytes[at + 1] & 0xff;
    }
    return numbers;
  }

  /// Whether segments do not fill the path one after the other: it cannot be walked.
  static boolean concernsLength(int fault) {
    return fault == OVERRUN || fault == EMPTY_SEGMENT || fault == UNKNOWN_KIND;
  }

  /// What people are told of a fault.
  static String describe(int fault) {
    return switch (fault) {
      case OVERRUN -> "a segment runs past its end";
      case EMPTY_SEGMENT -> "a segment is empty";
      case UNKNOWN_KIND -> "a segment is of an unknown kind";
      case AS_ZERO -> "it holds AS 0";
      case HAS_SET -> "it holds an AS set, which is no longer allowed";
      case HAS_CONFEDERATION -> "it holds a confederation segment from outside of one";
      default -> throw new IllegalArgumentException("fault " + fault);
    };
  }
}
