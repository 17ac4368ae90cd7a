package io.munia.bgp.codec;

/// 2-octet and 4-octet AS paths of one and the same route ([RFC
/// 6793](https://www.rfc-editor.org/rfc/rfc6793)). Paths have been found well-formed. A set counts
/// as one number, and goes whole or not at all.
final class As4 {
  static final int AS_TRANS = 23_456;

  private As4() {}

  /// Writes the 4-octet path of a route that came with 2-octet numbers: the leading part of the
  /// 2-octet path that AS4_PATH does not cover, then AS4_PATH. Where AS4_PATH is the longer one it
  /// is of another route and left out.
  ///
  /// @param from the 2-octet path is at `bytes[from, to)`
  /// @param from4 AS4_PATH is at `bytes[from4, to4)`, empty where there is none
  /// @return bytes written to `out` at `at`
  static int merge(byte[] bytes, int from, int to, int from4, int to4, byte[] out, int at) {
    int covered = length(bytes, from4, to4, 4);
    int lead = length(bytes, from, to, 2) - covered;
    boolean useAs4 = covered > 0 && lead >= 0;
    int end = lead(bytes, from, to, useAs4 ? lead : Integer.MAX_VALUE, out, at);
    if (useAs4) {
      end = append(bytes, from4, to4, out, at, end);
    }
    return end - at;
  }

  /// Numbers that count towards the length of a path: confederation segments have none, a set has
  /// one.
  private static int length(byte[] bytes, int from, int to, int size) {
    int length = 0;
    for (int at = from; at < to; at += 2 + size * (bytes[at + 1] & 0xff)) {
      if (bytes[at] == AsPathSegments.SEQUENCE) {
        length += bytes[at + 1] & 0xff;
      } else if (bytes[at] == AsPathSegments.SET) {
        length++;
      }
    }
    return length;
  }

  /// Widens segments until `numbers` have been written.
  private static int lead(byte[] bytes, int from, int to, int numbers, byte[] out, int start) {
    int left = numbers;
    int end = start;
    for (int at = from; at < to && left > 0; at += 2 + 2 * (bytes[at + 1] & 0xff)) {
      int count = bytes[at + 1] & 0xff;
      if (bytes[at] == AsPathSegments.SEQUENCE) {
        count = Math.min(count, left);
        left -= count;
      } else if (bytes[at] == AsPathSegments.SET) {
        left--;
      }
      out[end] = bytes[at];
      out[end + 1] = (byte) count;
      end += 2;
      for (int i = 0; i < count; i++, end += 4) {
        Wire.put32(out, end, Wire.u16(bytes, at + 2 + 2 * i));
      }
    }
    return end;
  }

  /// Appends AS4_PATH but for confederation segments; its first segment joins the last one written
  /// where both are sequences and fit one.
  private static int append(byte[] bytes, int from, int to, byte[] out, int start, int written) {
    int end = written;
    int last = lastSegment(out, start, written);
    for (int at = from; at < to; at += 2 + 4 * (bytes[at + 1] & 0xff)) {
      int count = bytes[at + 1] & 0xff;
      if (bytes[at] >= AsPathSegments.CONFED_SEQUENCE) {
        continue;
      }
      if (bytes[at] == AsPathSegments.SEQUENCE
          && last >= 0
          && out[last] == AsPathSegments.SEQUENCE
          && (out[last + 1] & 0xff) + count <= AsPathSegments.NUMBERS_MAX) {
        out[last + 1] = (byte) ((out[last + 1] & 0xff) + count);
      } else {
        last = end;
        out[end] = bytes[at];
        out[end + 1] = (byte) count;
        end += 2;
      }
      System.arraycopy(bytes, at + 2, out, end, 4 * count);
      end += 4 * count;
    }
    return end;
  }

  private static int lastSegment(byte[] out, int from, int to) {
    int last = -1;
    for (int at = from; at < to; at += 2 + 4 * (out[at + 1] & 0xff)) {
      last = at;
    }
    return last;
  }
}
