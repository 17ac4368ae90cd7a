package io.munia.bgp.codec;

/// The ATTR_SET attribute ([RFC 6368 §5](https://www.rfc-editor.org/rfc/rfc6368#section-5)): the AS
/// of a customer, and the attributes of its route as it sent them, with 4-octet numbers always.
final class AttributeSet {
  private static final int AS_BYTES = 4;

  private AttributeSet() {}

  /// Whether attributes fill what follows the AS.
  static boolean framed(byte[] bytes, int from, int to) {
    if (to - from < AS_BYTES) {
      return false;
    }
    int at = from + AS_BYTES;
    while (at < to) {
      if (to - at < 3 || to - at < Wire.attributeHeaderBytes(bytes[at])) {
        return false;
      }
      at += Wire.attributeHeaderBytes(bytes[at]) + Wire.attributeLength(bytes, at);
    }
    return at == to;
  }
}
