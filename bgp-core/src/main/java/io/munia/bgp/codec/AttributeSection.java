package io.munia.bgp.codec;

/// Makes the canonical attribute section of [UpdateReader] while the attributes are walked.
///
/// In most messages what is kept already stands there in canonical form, in one or two runs round
/// the next hop: one run is used where it stands, several are copied into a scratch, each with one
/// copy. An attribute that is longer than it need be (some speakers send AS_PATH with a 2-octet
/// length always) is copied with a new header. Only where the order is not ascending, or the
/// session carries 2-octet numbers, is the section put together again at the end from where the
/// values stand. Work is linear in the section; the scratch holds twice the longest section.
final class AttributeSection {
  private static final int TYPES = 256;
  private static final int SCRATCH_BYTES_MIN = 512;

  private final int[] valueFrom = new int[TYPES];
  private final int[] valueTo = new int[TYPES];
  private final byte[] flags = new byte[TYPES];
  private final long[] kept = new long[TYPES / Long.SIZE];

  private byte[] scratch = new byte[SCRATCH_BYTES_MIN];
  private byte[] bytes = scratch;
  private int written;
  private int runFrom;
  private int runTo;
  private int lastType;
  private boolean putTogether;

  private byte[] result = scratch;
  private int from;
  private int to;

  /// Begins with a section of at most `length` bytes in `bytes`, and nothing kept.
  void begin(byte[] bytes, int length, boolean fourOctetAs) {
    this.bytes = bytes;
    if (scratch.length < 2 * length) {
      scratch = new byte[Math.max(2 * length, 2 * scratch.length)];
    }
    kept[0] = 0;
    kept[1] = 0;
    kept[2] = 0;
    kept[3] = 0;
    written = 0;
    runFrom = 0;
    runTo = 0;
    lastType = 0;
    putTogether = !fourOctetAs;
    result = bytes;
    from = 0;
    to = 0;
  }

  /// Keeps the attribute whose header begins at `at`.
  ///
  /// @param wanted its flags in canonical form, without Extended Length
  void keep(int at, int wanted, int type, int value, int end) {
    kept[type >>> 6] |= 1L << type;
    valueFrom[type] = value;
    valueTo[type] = end;
    flags[type] = (byte) wanted;
    if (type < lastType) {
      putTogether = true;
    }
    lastType = type;
    if (putTogether) {
      return;
    }
    int length = end - value;
    int canonical = length > 0xff ? wanted | Wire.EXTENDED_LENGTH : wanted;
    if ((bytes[at] & 0xff) == canonical) {
      if (runTo != at) {
        flush();
        runFrom = at;
      }
      runTo = end;
    } else {
      flush();
      written = Wire.putAttributeHeader(scratch, written, wanted, type, length);
      System.arraycopy(bytes, value, scratch, written, length);
      written += length;
    }
  }

  boolean has(int type) {
    return (kept[type >>> 6] & 1L << type) != 0;
  }

  /// Where the value of a kept attribute begins.
  int valueFrom(int type) {
    return valueFrom[type];
  }

  private void flush() {
    if (runFrom < runTo) {
      System.arraycopy(bytes, runFrom, scratch, written, runTo - runFrom);
      written += runTo - runFrom;
    }
    runFrom = 0;
    runTo = 0;
  }

  /// Ends the walk: from now on the section is at [#from] to [#to] of [#array].
  void finish(boolean fourOctetAs) {
    if (putTogether) {
      written = 0;
      putTogether(fourOctetAs);
    } else if (written == 0) {
      result = bytes;
      from = runFrom;
      to = runTo;
      return;
    } else {
      flush();
    }
    result = scratch;
    from = 0;
    to = written;
  }

  private void putTogether(boolean fourOctetAs) {
    for (int word = 0; word < kept.length; word++) {
      for (long left = kept[word]; left != 0; left &= left - 1) {
        int type = word * Long.SIZE + Long.numberOfTrailingZeros(left);
        if (fourOctetAs) {
          copy(type);
        } else {
          widen(type);
        }
      }
    }
  }

  private void copy(int type) {
    int length = valueTo[type] - valueFrom[type];
    written = Wire.putAttributeHeader(scratch, written, flags[type], type, length);
    System.arraycopy(bytes, valueFrom[type], scratch, written, length);
    written += length;
  }

  /// What a 2-octet speaker sent, with the 4-octet numbers that came beside it ([RFC 6793
  /// §4.2.3](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.3)).
  private void widen(int type) {
    switch (type) {
      case AttributeType.AS_PATH -> {
        boolean merge = has(AttributeType.AS4_PATH) && !aggregatorOverrules();
        int length =
            As4.merge(
                bytes,
                valueFrom[type],
                valueTo[type],
                merge ? valueFrom[AttributeType.AS4_PATH] : 0,
                merge ? valueTo[AttributeType.AS4_PATH] : 0,
                scratch,
                written + 4);
        int value = Wire.putAttributeHeader(scratch, written, flags[type], type, length);
        if (value != written + 4) {
          System.arraycopy(scratch, written + 4, scratch, value, length);
        }
        written = value + length;
      }
      case AttributeType.AGGREGATOR -> {
        int at = valueFrom[type];
        boolean merge = has(AttributeType.AS4_AGGREGATOR) && !aggregatorOverrules();
        int value = Wire.putAttributeHeader(scratch, written, flags[type], type, 8);
        if (merge) {
          System.arraycopy(bytes, valueFrom[AttributeType.AS4_AGGREGATOR], scratch, value, 8);
        } else {
          Wire.put32(scratch, value, Wire.u16(bytes, at));
          Wire.put32(scratch, value + 4, Wire.u32(bytes, at + 2));
        }
        written = value + 8;
      }
      case AttributeType.AS4_PATH, AttributeType.AS4_AGGREGATOR -> {
        // merged above
      }
      default -> copy(type);
    }
  }

  /// A 2-octet speaker that aggregated anew left AS4_* behind that no longer belong.
  private boolean aggregatorOverrules() {
    return has(AttributeType.AGGREGATOR)
        && has(AttributeType.AS4_AGGREGATOR)
        && Wire.u16(bytes, valueFrom[AttributeType.AGGREGATOR]) != As4.AS_TRANS;
  }

  byte[] array() {
    return result;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }
}
