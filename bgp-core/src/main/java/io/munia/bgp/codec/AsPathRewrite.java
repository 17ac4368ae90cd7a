package io.munia.bgp.codec;

import io.munia.net.Asn;

/// AS_PATH as a session wants it: our AS in front where the session is external ([RFC 4271
/// §5.1.2](https://www.rfc-editor.org/rfc/rfc4271#section-5.1.2)) or leads to another member of our
/// confederation, confederation segments left behind where it leads out of it ([RFC 5065
/// §4](https://www.rfc-editor.org/rfc/rfc5065#section-4)), numbers of 2 octets with AS4_PATH beside
/// them where one does not fit ([RFC 6793
/// §4.2.2](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.2)). What most sessions want, 4
/// octets and no confederation, is written with one copy; the rest is put together in a scratch
/// first. A route server's clients get paths without our AS ([RFC 7947
/// §2.2.2.1](https://www.rfc-editor.org/rfc/rfc7947#section-2.2.2.1)).
final class AsPathRewrite {
  /// Two numbers in front of a path, each with a segment of its own.
  private static final int FRONT_BYTES_MAX = 12;

  private final boolean external;
  private final boolean confederation;

  /// Of the segment that our AS goes into.
  private final byte kind;

  private final boolean fourOctetAs;
  private final int localAs;
  private final ExportRules rules;
  private final boolean edits;

  private byte[] path = new byte[64];
  private int pathLength;
  private boolean prepends;
  private boolean as4Pending;

  AsPathRewrite(ExportForm form) {
    external = form.external();
    confederation = form.confederation();
    kind = (byte) (confederation ? AsPathSegments.CONFED_SEQUENCE : AsPathSegments.SEQUENCE);
    fourOctetAs = form.fourOctetAs();
    localAs = form.localAs().bits();
    rules = form.rules();
    edits = external && rules.changesPaths();
  }

  /// Makes ready for the path of another route.
  ///
  /// @param prepends whether our AS stands in front where the session is external
  void clear(boolean prepends) {
    as4Pending = false;
    this.prepends = confederation || external && prepends;
  }

  /// Whether [#writeAs4] is to be called for the path that was written last.
  boolean as4Pending() {
    return as4Pending;
  }

  /// Writes the attribute for the 4-octet path at `section[from, to)`.
  ///
  /// @return where it ends
  int write(byte[] section, int from, int to, byte[] out, int at) {
    if (edits) {
      edit(section, from, to);
      return fourOctetAs ? copied(path, 0, pathLength, out, at) : narrowed(out, at);
    }
    if (fourOctetAs && (!external || !hasConfederation(section, from, to))) {
      return prepends ? prepended(section, from, to, out, at) : copied(section, from, to, out, at);
    }
    compose(section, from, to);
    return fourOctetAs ? copied(path, 0, pathLength, out, at) : narrowed(out, at);
  }

  /// Writes AS4_PATH for the path that was written last.
  ///
  /// @return where it ends
  int writeAs4(byte[] out, int at) {
    as4Pending = false;
    int counted = 0;
    for (int in = 0; in < pathLength; in += segmentBytes(path, in)) {
      counted += confederation(path, in) ? 0 : segmentBytes(path, in);
    }
    int end =
        Wire.putAttributeHeader(
            out, at, Wire.OPTIONAL | Wire.TRANSITIVE, AttributeType.AS4_PATH, counted);
    for (int in = 0; in < pathLength; in += segmentBytes(path, in)) {
      if (!confederation(path, in)) {
        System.arraycopy(path, in, out, end, segmentBytes(path, in));
        end += segmentBytes(path, in);
      }
    }
    return end;
  }

  private static int segmentBytes(byte[] bytes, int at) {
    return 2 + 4 * (bytes[at + 1] & 0xff);
  }

  private static boolean confederation(byte[] bytes, int at) {
    return bytes[at] >= AsPathSegments.CONFED_SEQUENCE;
  }

  private static boolean hasConfederation(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += segmentBytes(bytes, at)) {
      if (confederation(bytes, at)) {
        return true;
      }
    }
    return false;
  }

  private static int copied(byte[] bytes, int from, int to, byte[] out, int at) {
    int value = header(out, at, to - from);
    System.arraycopy(bytes, from, out, value, to - from);
    return value + to - from;
  }

  private static int header(byte[] out, int at, int length) {
    return Wire.putAttributeHeader(out, at, Wire.TRANSITIVE, AttributeType.AS_PATH, length);
  }

  private int prepended(byte[] bytes, int from, int to, byte[] out, int at) {
    boolean joins = joins(bytes, from, to);
    int rest = joins ? from + 2 : from;
    int value = header(out, at, 6 + to - rest);
    out[value] = kind;
    out[value + 1] = (byte) (joins ? bytes[from + 1] + 1 : 1);
    Wire.put32(out, value + 2, localAs);
    System.arraycopy(bytes, rest, out, value + 6, to - rest);
    return value + 6 + to - rest;
  }

  /// Whether our AS fits the segment that stands first: a sequence that is not full.
  private boolean joins(byte[] bytes, int from, int to) {
    return from < to
        && bytes[from] == kind
        && (bytes[from + 1] & 0xff) < AsPathSegments.NUMBERS_MAX;
  }

  /// Puts the path that is wanted into the scratch, with 4 octets.
  private void compose(byte[] bytes, int from, int to) {
    if (path.length < to - from + 6) {
      path = new byte[2 * (to - from) + 6];
    }
    pathLength = 0;
    if (!prepends && !external) {
      System.arraycopy(bytes, from, path, 0, to - from);
      pathLength = to - from;
      return;
    }
    if (prepends) {
      path[0] = kind;
      path[1] = 1;
      Wire.put32(path, 2, localAs);
      pathLength = 6;
    }
    boolean first = prepends;
    for (int at = from; at < to; at += segmentBytes(bytes, at)) {
      if (external && confederation(bytes, at)) {
        continue;
      }
      int skipped = 0;
      if (first && joins(bytes, at, to)) {
        path[1] = (byte) (bytes[at + 1] + 1);
        skipped = 2;
      }
      first = false;
      int length = segmentBytes(bytes, at) - skipped;
      System.arraycopy(bytes, at + skipped, path, pathLength, length);
      pathLength += length;
    }
  }

  /// Puts the path into the scratch as the rules of the session want it: what it was, number by
  /// number, then in front of it our AS of this session and the one behind.
  private void edit(byte[] bytes, int from, int to) {
    if (path.length < FRONT_BYTES_MAX + to - from) {
      path = new byte[2 * (FRONT_BYTES_MAX + to - from)];
    }
    int end = FRONT_BYTES_MAX;
    for (int at = from; at < to; at += segmentBytes(bytes, at)) {
      if (!confederation(bytes, at)) {
        end = editSegment(bytes, at, end);
      }
    }
    int start = FRONT_BYTES_MAX;
    Asn behind = rules.behind();
    if (prepends) {
      if (behind != null) {
        start = front(start, end, behind.bits());
      }
      start = front(start, end, localAs);
    }
    pathLength = end - start;
    System.arraycopy(path, start, path, 0, pathLength);
  }

  /// Appends what is left of a segment; returns where it ends.
  private int editSegment(byte[] bytes, int at, int start) {
    int end = start + 2;
    for (int in = at + 2; in < at + segmentBytes(bytes, at); in += 4) {
      int as = edited(Wire.u32(bytes, in));
      if (as != 0) {
        Wire.put32(path, end, as);
        end += 4;
      }
    }
    path[start] = bytes[at];
    path[start + 1] = (byte) ((end - start - 2) / 4);
    return end == start + 2 ? start : end;
  }

  /// What a number becomes; 0 where it goes.
  private int edited(int as) {
    Asn neighbour = rules.neighbour();
    if (neighbour != null && as == neighbour.bits()) {
      return rules.asOverride() ? localAs : as;
    }
    return switch (rules.privateAs()) {
      case KEEP -> as;
      case REMOVE -> ExportRules.isPrivate(as) ? 0 : as;
      case REPLACE -> ExportRules.isPrivate(as) ? localAs : as;
    };
  }

  /// Puts a number in front of the path at `path[start, end)`; returns where that now starts.
  private int front(int start, int end, int as) {
    boolean joins = joins(path, start, end);
    byte count = joins ? (byte) (path[start + 1] + 1) : 1;
    int now = joins ? start - 4 : start - 6;
    path[now] = AsPathSegments.SEQUENCE;
    path[now + 1] = count;
    Wire.put32(path, now + 2, as);
    return now;
  }

  private int narrowed(byte[] out, int at) {
    int length = 0;
    for (int in = 0; in < pathLength; in += segmentBytes(path, in)) {
      length += 2 + 2 * (path[in + 1] & 0xff);
    }
    int end = header(out, at, length);
    boolean all = true;
    for (int in = 0; in < pathLength; in += segmentBytes(path, in)) {
      out[end] = path[in];
      out[end + 1] = path[in + 1];
      end += 2;
      for (int i = 0; i < (path[in + 1] & 0xff); i++, end += 2) {
        int as = Wire.u32(path, in + 2 + 4 * i);
        boolean fits = as >>> 16 == 0;
        all &= fits || confederation(path, in);
        Wire.put16(out, end, fits ? as : As4.AS_TRANS);
      }
    }
    as4Pending = !all;
    return end;
  }
}
