package io.munia.net;

import java.util.Optional;

/// The address families this speaker carries ([RFC 4760](https://www.rfc-editor.org/rfc/rfc4760));
/// any other is refused by capability.
public enum AddressFamily {
  IPV4_UNICAST(1, 1, IpVersion.V4, "ipv4-unicast"),
  IPV6_UNICAST(2, 1, IpVersion.V6, "ipv6-unicast");

  private final int afi;
  private final int safi;
  private final IpVersion version;
  private final String text;

  AddressFamily(int afi, int safi, IpVersion version, String text) {
    this.afi = afi;
    this.safi = safi;
    this.version = version;
    this.text = text;
  }

  public int afi() {
    return afi;
  }

  public int safi() {
    return safi;
  }

  public IpVersion version() {
    return version;
  }

  /// The family of these two numbers, if it is one that this speaker carries.
  public static Optional<AddressFamily> of(int afi, int safi) {
    for (AddressFamily family : values()) {
      if (family.afi == afi && family.safi == safi) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }

  /// The family of this name, as configuration and output spell it: `ipv4-unicast`.
  public static Optional<AddressFamily> named(String name) {
    for (AddressFamily family : values()) {
      if (family.text.equals(name)) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
