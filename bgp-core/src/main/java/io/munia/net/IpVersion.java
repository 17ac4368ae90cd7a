package io.munia.net;

/// The two address versions, with their widths in bits.
public enum IpVersion {
  /// Addresses of 32 bits.
  V4(32),
  /// Addresses of 128 bits.
  V6(128);

  private final int bits;

  IpVersion(int bits) {
    this.bits = bits;
  }

  /// Width of an address, in bits: 32 or 128.
  public int bits() {
    return bits;
  }

  /// Width of an address, in bytes: 4 or 16.
  public int bytes() {
    return bits / 8;
  }
}
