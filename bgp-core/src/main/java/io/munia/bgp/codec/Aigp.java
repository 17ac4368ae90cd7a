package io.munia.bgp.codec;

/// The TLVs of the AIGP attribute ([RFC 7311
/// §3](https://www.rfc-editor.org/rfc/rfc7311#section-3)): type, a length that counts its own
/// header, value.
final class Aigp {
  static final int TLV_TYPE = 1;
  static final int TLV_BYTES = 11;
  private static final int TLV_HEADER_BYTES = 3;
  private static final long METRIC_MAX = -1L;

  private Aigp() {}

  /// Whether the TLVs fill `bytes[from, to)` exactly and those of type 1 have their one length.
  static boolean wellFormed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (to - at < TLV_HEADER_BYTES) {
        return false;
      }
      int length = Wire.u16(bytes, at + 1);
      if (length < TLV_HEADER_BYTES
          || length > to - at
          || bytes[at] == TLV_TYPE && length != TLV_BYTES) {
        return false;
      }
      at += length;
    }
    return to > from;
  }

  /// Whether the first metric of well-formed TLVs, which is the one that counts, is the most that a
  /// metric can be: it says nothing any longer ([RFC 7311
  /// §3.2](https://www.rfc-editor.org/rfc/rfc7311#section-3.2)).
  static boolean isExhausted(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += Wire.u16(bytes, at + 1)) {
      if (bytes[at] == TLV_TYPE) {
        return Wire.u64(bytes, at + TLV_HEADER_BYTES) == METRIC_MAX;
      }
    }
    return false;
  }
}
