package io.munia.bgp.codec;

/// Walks path attributes as they stand on the wire, known ones or not, in whatever order ([RFC 4271
/// §4.3](https://www.rfc-editor.org/rfc/rfc4271#section-4.3)): for people, logs and collectors.
/// Total: it stops where a header or a value runs past the end, and says so. Not thread-safe.
public final class AttributeCursor {
  private byte[] bytes = {};
  private int at;
  private int end;
  private int start;
  private int value;
  private boolean cutOff;

  /// A cursor over nothing, to be set by [#over].
  public AttributeCursor() {}

  /// Starts before the first attribute of `bytes[from, to)`.
  public void over(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    at = from;
    end = to;
    start = from;
    value = from;
    cutOff = false;
  }

  /// Moves to the next attribute, if one is there; the last may be [#cutOff].
  public boolean next() {
    if (at >= end || cutOff) {
      return false;
    }
    start = at;
    int header = Wire.attributeHeaderBytes(bytes[at]);
    if (end - at < header) {
      cutOff = true;
      value = end;
      at = end;
      return true;
    }
    value = at + header;
    int length = Wire.attributeLength(bytes, at);
    cutOff = length > end - value;
    at = cutOff ? end : value + length;
    return true;
  }

  /// Whether the attribute runs past the end: its value is what is there of it.
  public boolean cutOff() {
    return cutOff;
  }

  /// Where its header begins.
  public int from() {
    return start;
  }

  /// Its flags, Extended Length among them.
  public int flags() {
    return bytes[start] & 0xff;
  }

  /// Its type code; 0 where the header ends before it.
  public int type() {
    return start + 1 < end ? bytes[start + 1] & 0xff : 0;
  }

  /// Where its value begins.
  public int valueFrom() {
    return value;
  }

  /// Where its value ends.
  public int valueTo() {
    return at;
  }
}
