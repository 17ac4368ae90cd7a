package io.munia.bgp.session;

/// What a neighbour wants of its connections' sockets, whoever makes them. Immutable; other
/// transports than sockets do not look at it.
///
/// @param ttl how far what we send may go, 1 to 255 routers; 0 for the kernel's choice
/// @param securityHops from how far the neighbour's packets may come, 1 to 254 routers: what has
///   come further is dropped by the kernel ([RFC 5082
///   §3](https://www.rfc-editor.org/rfc/rfc5082#section-3)), and what we send has a TTL of 255; 0
///   for any distance
/// @param dscp the class of what we send, 0 to 63
/// @param device interface that connections are bound to; empty for any. Link-local addresses mean
///   something there alone
/// @param vrf VRF device that connections are bound to, where they are not bound to an interface in
///   it; empty for none
public record SocketOptions(int ttl, int securityHops, int dscp, String device, String vrf) {
  /// Class selector 6: network control.
  public static final int DSCP = 48;

  public static final int TTL_MAX = 255;

  /// In bytes; the kernel has 16 with the one that ends it.
  public static final int DEVICE_BYTES_MAX = 15;

  public static final SocketOptions DEFAULT = new SocketOptions(0, 0, DSCP, "", "");

  public SocketOptions {
    if (ttl < 0 || ttl > TTL_MAX || securityHops < 0 || securityHops >= TTL_MAX) {
      throw new IllegalArgumentException(
          "a TTL is 0 to 255 and a distance 0 to 254, not " + ttl + " and " + securityHops);
    }
    if (dscp < 0 || dscp > 63) {
      throw new IllegalArgumentException("a DSCP is 0 to 63, not " + dscp);
    }
    if (device.length() > DEVICE_BYTES_MAX || vrf.length() > DEVICE_BYTES_MAX) {
      throw new IllegalArgumentException("an interface's name has at most 15 bytes");
    }
  }

  /// The same with another TTL.
  public SocketOptions withTtl(int routers) {
    return new SocketOptions(routers, securityHops, dscp, device, vrf);
  }

  /// The same with another distance for RFC 5082.
  public SocketOptions withSecurityHops(int routers) {
    return new SocketOptions(ttl, routers, dscp, device, vrf);
  }

  /// The same bound to this interface.
  public SocketOptions withDevice(String name) {
    return new SocketOptions(ttl, securityHops, dscp, name, vrf);
  }

  /// What sockets are bound to; empty for nothing.
  public String boundTo() {
    return device.isEmpty() ? vrf : device;
  }

  /// The least TTL of a packet that has come from where the neighbour may be; 0 for any.
  public int ttlMin() {
    return securityHops == 0 ? 0 : TTL_MAX + 1 - securityHops;
  }

  /// Whether a neighbour of these options is met at a listening socket that is bound to this
  /// device.
  ///
  /// @param listening empty where it is bound to none
  public boolean isMetAt(String listening) {
    return listening.isEmpty()
        ? vrf.isEmpty()
        : listening.equals(vrf) || vrf.isEmpty() && listening.equals(device);
  }
}
