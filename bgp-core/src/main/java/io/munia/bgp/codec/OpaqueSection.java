package io.munia.bgp.codec;

/// The payload of an [opaque][OpaqueNlri] NLRI at the head of a canonical attribute section, as an
/// attribute of the reserved type 0, which is never let in from outside: so paths that differ in it
/// alone are not taken for the same, and it goes where their attributes go. [UpdateWriter] takes it
/// out again.
public final class OpaqueSection {
  private OpaqueSection() {}

  /// Where the attributes of the wire begin in the section at `section[from, to)`.
  public static int attributesFrom(byte[] section, int from, int to) {
    return has(section, from, to) ? from + 3 + (section[from + 2] & 0xff) : from;
  }

  /// Where the payload begins; it ends at [#attributesFrom].
  static int payloadFrom(byte[] section, int from, int to) {
    return has(section, from, to) ? from + 3 : from;
  }

  private static boolean has(byte[] section, int from, int to) {
    return from < to && section[from + 1] == AttributeType.RESERVED;
  }

  /// Bytes that a payload of this length takes.
  static int bytes(int payload) {
    return payload == 0 ? 0 : 3 + payload;
  }

  /// Writes a payload to the front of `into`; returns where attributes are to follow.
  static int write(byte[] payload, int length, byte[] into) {
    if (length == 0) {
      return 0;
    }
    int at = Wire.putAttributeHeader(into, 0, 0, AttributeType.RESERVED, length);
    System.arraycopy(payload, 0, into, at, length);
    return at + length;
  }
}
