package io.munia.net;

/// An address block: the first `length` bits of `address`; host bits are never kept.
///
/// @param address the lowest address of the block
/// @param length prefix length in bits, 0 to 32 or 128
public record Prefix(IpAddress address, int length) implements Comparable<Prefix> {

  public Prefix {
    if (length < 0 || length > address.version().bits()) {
      throw new IllegalArgumentException(
          "/"
              + length
              + " is not a prefix length of an IP"
              + address.version().name().toLowerCase(java.util.Locale.ROOT)
              + " address");
    }
    address =
        new IpAddress(
            address.version(), address.high() & highMask(length), address.low() & lowMask(length));
  }

  /// Reads `address/length`; host bits are masked away.
  ///
  /// @throws IllegalArgumentException with a sentence that names the text
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || slash == text.length() - 1 || text.length() - slash > 4) {
      throw new IllegalArgumentException("'" + text + "' is not a prefix: address/length");
    }
    int length = 0;
    for (int i = slash + 1; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("'" + text + "' is not a prefix: address/length");
      }
      length = length * 10 + digit;
    }
    IpAddress address = IpAddress.parse(text.substring(0, slash));
    if (length > address.version().bits()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a prefix: its length is over " + address.version().bits());
    }
    return new Prefix(address, length);
  }

  /// The mask of a prefix length over the first 64 bits of a left-aligned address.
  public static long highMask(int length) {
    return length == 0 ? 0 : length >= 64 ? -1L : -1L << 64 - length;
  }

  /// The mask of a prefix length over the last 64 bits of a left-aligned address.
  public static long lowMask(int length) {
    return length <= 64 ? 0 : length >= 128 ? -1L : -1L << 128 - length;
  }

  /// That of its address.
  public IpVersion version() {
    return address.version();
  }

  /// The address family of unicast routes to this prefix.
  public AddressFamily unicastFamily() {
    return version() == IpVersion.V4 ? AddressFamily.IPV4_UNICAST : AddressFamily.IPV6_UNICAST;
  }

  /// Whether this prefix covers one address alone.
  public boolean isHost() {
    return length == version().bits();
  }

  /// Whether the address is in it; one of the other version never is.
  public boolean contains(IpAddress other) {
    return other.version() == version()
        && (other.high() & highMask(length)) == address.high()
        && (other.low() & lowMask(length)) == address.low();
  }

  /// Whether every address of `other` is in this prefix; a prefix contains itself.
  public boolean contains(Prefix other) {
    return other.length >= length && contains(other.address);
  }

  /// Whether one of both contains the other.
  public boolean overlaps(Prefix other) {
    return contains(other) || other.contains(this);
  }

  /// By address, the shorter (covering) prefix first.
  @Override
  public int compareTo(Prefix other) {
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}
