package io.munia.bgp.codec;

import io.munia.net.AddressFamily;

/// Walks NLRI of a family whose destinations are no prefixes, one at a time, taken apart into key
/// and payload ([OpaqueNlri] has which is what). NLRI that are not intact are passed over. What it
/// shows holds until the next [#next]; its arrays are used again. The bytes must have been found
/// well-formed by [UpdateReader].
public final class OpaqueCursor {
  private AddressFamily family = AddressFamily.IPV4_MULTICAST;
  private byte[] bytes = {};
  private int at;
  private int to;
  private boolean addPath;
  private int pathId;
  private int nlriFrom;
  private int nlriTo;
  private byte[] key = new byte[64];
  private int keyLength;
  private final byte[] payload = new byte[OpaqueNlri.PAYLOAD_BYTES_MAX];
  private int payloadLength;
  private byte[] section = new byte[256];

  /// A cursor over nothing, to be set by [UpdateReader].
  public OpaqueCursor() {}

  /// Starts before the first NLRI of `bytes[from, to)`.
  public void over(byte[] bytes, int from, int to, AddressFamily family, boolean addPath) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
    this.family = family;
    this.addPath = addPath;
  }

  /// Moves to the next intact NLRI, if there is one.
  public boolean next() {
    while (at < to) {
      if (addPath) {
        pathId = Wire.u32(bytes, at);
        at += 4;
      }
      nlriFrom = at;
      nlriTo = OpaqueNlri.end(family, bytes, at, to);
      at = nlriTo;
      if (OpaqueNlri.intact(family, bytes, nlriFrom, nlriTo)) {
        if (key.length < nlriTo - nlriFrom) {
          key = new byte[Math.max(nlriTo - nlriFrom, 2 * key.length)];
        }
        keyLength = OpaqueNlri.key(family, bytes, nlriFrom, nlriTo, key);
        payloadLength = OpaqueNlri.payload(family, bytes, nlriFrom, nlriTo, payload);
        return true;
      }
    }
    return false;
  }

  /// The path identifier ([RFC 7911](https://www.rfc-editor.org/rfc/rfc7911)); 0 where the session
  /// carries none.
  public int pathId() {
    return addPath ? pathId : 0;
  }

  /// Holds the key of the current NLRI in its first [#keyLength] bytes.
  public byte[] key() {
    return key;
  }

  /// How many bytes of [#key] count.
  public int keyLength() {
    return keyLength;
  }

  /// The canonical section at `attributes[from, to)` with the current payload at its head, where
  /// there is one: what is stored with a path. It begins at 0 of the array that is returned, which
  /// is good until this is called again; [#sectionLength] says where it ends.
  public byte[] section(byte[] attributes, int from, int to) {
    int length = sectionLength(from, to);
    if (section.length < length) {
      section = new byte[Math.max(length, 2 * section.length)];
    }
    int at = OpaqueSection.write(payload, payloadLength, section);
    System.arraycopy(attributes, from, section, at, to - from);
    return section;
  }

  /// The length of what [#section] makes of so many bytes.
  public int sectionLength(int from, int to) {
    return to - from + OpaqueSection.bytes(payloadLength);
  }

  /// What the current NLRI says, for people.
  public String text() {
    return OpaqueText.of(family, bytes, nlriFrom, nlriTo);
  }

  /// Whether NLRI fill `bytes[from, to)` exactly.
  static boolean fills(AddressFamily family, byte[] bytes, int from, int to, boolean addPath) {
    int at = from;
    while (at < to) {
      if (addPath) {
        if (to - at < 4) {
          return false;
        }
        at += 4;
      }
      at = OpaqueNlri.end(family, bytes, at, to);
      if (at == OpaqueNlri.BROKEN) {
        return false;
      }
    }
    return true;
  }

  /// Whether all NLRI of a range that they fill are intact.
  static boolean intact(AddressFamily family, byte[] bytes, int from, int to, boolean addPath) {
    int at = from;
    while (at < to) {
      int nlri = addPath ? at + 4 : at;
      at = OpaqueNlri.end(family, bytes, nlri, to);
      if (!OpaqueNlri.intact(family, bytes, nlri, at)) {
        return false;
      }
    }
    return true;
  }
}
