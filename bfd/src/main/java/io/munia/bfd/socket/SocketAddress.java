package io.munia.bfd.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.munia.libc.Libc;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// `struct sockaddr_in` and `sockaddr_in6`, whose scope is the zone of a link-local address.
final class SocketAddress {
  static final int V4_BYTES = 16;
  static final int V6_BYTES = 28;
  private static final int V4_ADDRESS = 4;
  private static final int V6_ADDRESS = 8;
  private static final int V6_SCOPE = 24;

  private SocketAddress() {}

  static int domain(IpVersion version) {
    return version == IpVersion.V4 ? Libc.AF_INET : Libc.AF_INET6;
  }

  /// @param address empty for the wildcard
  static MemorySegment of(Arena arena, IpVersion version, Optional<IpAddress> address, int port) {
    boolean v4 = version == IpVersion.V4;
    MemorySegment segment = arena.allocate(v4 ? V4_BYTES : V6_BYTES, 4);
    segment.set(JAVA_SHORT, 0, (short) domain(version));
    segment.set(JAVA_BYTE, 2, (byte) (port >>> 8));
    segment.set(JAVA_BYTE, 3, (byte) port);
    address.ifPresent(given -> {
      byte[] bytes = given.inZone(0).toBytes();
      int from = v4 ? V4_ADDRESS : V6_ADDRESS;
      MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, from, bytes.length);
      if (!v4) {
        segment.set(JAVA_INT, V6_SCOPE, given.zone());
      }
    });
    return segment;
  }

  static IpAddress address(MemorySegment segment, IpVersion version) {
    byte[] bytes = new byte[version.bytes()];
    int from = version == IpVersion.V4 ? V4_ADDRESS : V6_ADDRESS;
    MemorySegment.copy(segment, JAVA_BYTE, from, bytes, 0, bytes.length);
    IpAddress address = IpAddress.of(bytes);
    return version == IpVersion.V4 ? address : address.inZone(segment.get(JAVA_INT, V6_SCOPE));
  }
}
