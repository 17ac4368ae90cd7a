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

  /// Whether the attributes have the lengths of their types as well, and none of them carries
  /// routes.
  static boolean wellFormed(byte[] bytes, int from, int to) {
    if (!framed(bytes, from, to)) {
      return false;
    }
    for (int at = from + AS_BYTES; at < to; ) {
      int value = at + Wire.attributeHeaderBytes(bytes[at]);
      int end = value + Wire.attributeLength(bytes, at);
      if (!fits(bytes, bytes[at + 1] & 0xff, value, end)) {
        return false;
      }
      at = end;
    }
    return true;
  }

  private static boolean fits(byte[] bytes, int type, int from, int to) {
    int length = to - from;
    return switch (type) {
      case AttributeType.MP_REACH_NLRI, AttributeType.MP_UNREACH_NLRI -> false;
      case AttributeType.ORIGIN -> length == 1 && (bytes[from] & 0xff) <= 2;
      case AttributeType.AS_PATH ->
          !AsPathSegments.concernsLength(AsPathSegments.check(bytes, from, to, 4, true, true));
      case AttributeType.NEXT_HOP,
          AttributeType.MULTI_EXIT_DISC,
          AttributeType.LOCAL_PREF,
          AttributeType.ORIGINATOR_ID,
          AttributeType.ONLY_TO_CUSTOMER ->
          length == 4;
      case AttributeType.ATOMIC_AGGREGATE -> length == 0;
      case AttributeType.AGGREGATOR -> length == 8;
      case AttributeType.COMMUNITIES, AttributeType.CLUSTER_LIST -> multiple(length, 4);
      case AttributeType.EXTENDED_COMMUNITIES -> multiple(length, 8);
      case AttributeType.LARGE_COMMUNITIES -> multiple(length, 12);
      case AttributeType.IPV6_EXTENDED_COMMUNITIES -> multiple(length, 20);
      default -> true;
    };
  }

  private static boolean multiple(int length, int unit) {
    return length > 0 && length % unit == 0;
  }
}
