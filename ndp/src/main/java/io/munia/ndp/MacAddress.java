package io.munia.ndp;

import java.util.Optional;

/// The link-layer address of an Ethernet interface.
///
/// @param bits its 48 bits
public record MacAddress(long bits) {
  static final int BYTES = 6;

  public MacAddress {
    if (bits >>> 8 * BYTES != 0) {
      throw new IllegalArgumentException("a link-layer address of Ethernet has 48 bits");
    }
  }

  /// Empty where these are not 6 bytes: other links have other addresses.
  public static Optional<MacAddress> of(byte[] bytes) {
    return bytes.length == BYTES ? Optional.of(read(bytes, 0)) : Optional.empty();
  }

  static MacAddress read(byte[] bytes, int from) {
    long bits = 0;
    for (int i = 0; i < BYTES; i++) {
      bits = bits << 8 | bytes[from + i] & 0xff;
    }
    return new MacAddress(bits);
  }

  void write(byte[] into, int from) {
    for (int i = 0; i < BYTES; i++) {
      into[from + i] = (byte) (bits >>> 8 * (BYTES - 1 - i));
    }
  }
}
