package io.munia.bgp.codec;

/// Fields in network order, in arrays. The callers have checked the bounds.
final class Wire {
  /// Attribute flags ([RFC 4271 §4.3](https://www.rfc-editor.org/rfc/rfc4271#section-4.3)).
  static final int OPTIONAL = 0x80;

  static final int TRANSITIVE = 0x40;
  static final int PARTIAL = 0x20;
  static final int EXTENDED_LENGTH = 0x10;

  private Wire() {}

  static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  static int u32(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | bytes[at + 3] & 0xff;
  }

  static long u64(byte[] bytes, int at) {
    return (long) u32(bytes, at) << 32 | u32(bytes, at + 4) & 0xffff_ffffL;
  }

  static void put16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }

  static void put32(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }

  static void put64(byte[] bytes, int at, long value) {
    put32(bytes, at, (int) (value >>> 32));
    put32(bytes, at + 4, (int) value);
  }

  /// Bytes before the value of an attribute with these flags: 3 or 4.
  static int attributeHeaderBytes(byte flags) {
    return (flags & EXTENDED_LENGTH) == 0 ? 3 : 4;
  }

  /// Bytes in the value of the attribute that begins at `at`.
  static int attributeLength(byte[] bytes, int at) {
    return (bytes[at] & EXTENDED_LENGTH) == 0 ? bytes[at + 2] & 0xff : u16(bytes, at + 2);
  }

  /// Writes an attribute header in the shortest length form and says where the value goes.
  static int putAttributeHeader(byte[] bytes, int at, int flags, int type, int length) {
    bytes[at + 1] = (byte) type;
    if (length > 0xff) {
      bytes[at] = (byte) (flags | EXTENDED_LENGTH);
      put16(bytes, at + 2, length);
      return at + 4;
    }
    bytes[at] = (byte) (flags & ~EXTENDED_LENGTH);
    bytes[at + 2] = (byte) length;
    return at + 3;
  }
}
