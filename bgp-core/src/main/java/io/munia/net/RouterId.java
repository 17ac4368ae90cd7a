package io.munia.net;

/// A BGP Identifier: four octets, AS-wide unique, not zero ([RFC
/// 6286](https://www.rfc-editor.org/rfc/rfc6286)).
///
/// @param bits the octets in network order
public record RouterId(int bits) implements Comparable<RouterId> {

  /// Reads dotted decimal.
  ///
  /// @throws IllegalArgumentException with a sentence that names the text
  public static RouterId parse(String text) {
    IpAddress address;
    try {
      address = IpAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a router id: four octets such as 10.0.0.1", e);
    }
    if (address.version() != IpVersion.V4) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a router id: four octets such as 10.0.0.1");
    }
    return new RouterId(address.v4Bits());
  }

  /// Unsigned, as the tie-breaks of RFC 4271 compare it.
  @Override
  public int compareTo(RouterId other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return IpAddress.v4(bits).toString();
  }
}
