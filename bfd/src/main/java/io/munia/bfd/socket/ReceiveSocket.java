package io.munia.bfd.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.munia.libc.Errno;
import io.munia.libc.Libc;
import io.munia.libc.Msghdr;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Takes the packets of one version and kind of session, with the TTL or hop limit that they came
/// with. Owned by the BFD thread.
final class ReceiveSocket {
  /// The length field of a packet has 8 bits; what is longer is cut off.
  static final int PACKET_BYTES_MAX = 256;

  private final IpVersion version;
  private final Hops hops;
  private final MemorySegment state;
  private final int fd;
  private final Msghdr message;

  private ReceiveSocket(IpVersion version, Hops hops, Arena arena, MemorySegment state, int fd) {
    this.version = version;
    this.hops = hops;
    this.state = state;
    this.fd = fd;
    this.message = new Msghdr(arena, SocketAddress.V6_BYTES, PACKET_BYTES_MAX);
  }

  /// What became of opening.
  sealed interface Opened {
    record Open(ReceiveSocket socket) implements Opened {}

    record Refused(String why) implements Opened {}
  }

  static Opened open(IpVersion version, Hops hops) {
    Arena arena = Arena.ofAuto();
    MemorySegment state = arena.allocate(Libc.STATE);
    int fd =
        Libc.socket(state, SocketAddress.domain(version), Libc.SOCK_DGRAM | Libc.SOCK_NONBLOCK, 0);
    if (fd < 0) {
      return new Opened.Refused(Errno.sentence("cannot open a socket of IP" + version, -fd));
    }
    int failed = prepare(arena, state, fd, version, hops);
    if (failed < 0) {
      Libc.close(state, fd);
      return new Opened.Refused(
          failed == -Libc.EADDRINUSE
              ? "another program has UDP port " + hops.port() + " (a BFD daemon?)"
              : Errno.sentence("cannot listen on UDP port " + hops.port(), -failed));
    }
    return new Opened.Open(new ReceiveSocket(version, hops, arena, state, fd));
  }

  private static int prepare(
      Arena arena, MemorySegment state, int fd, IpVersion version, Hops hops) {
    MemorySegment on = arena.allocate(JAVA_INT);
    on.set(JAVA_INT, 0, 1);
    int result =
        version == IpVersion.V4
            ? Libc.setsockopt(state, fd, Libc.IPPROTO_IP, Libc.IP_RECVTTL, on)
            : Libc.setsockopt(state, fd, Libc.IPPROTO_IPV6, Libc.IPV6_RECVHOPLIMIT, on);
    if (result >= 0 && version == IpVersion.V6) {
      result = Libc.setsockopt(state, fd, Libc.IPPROTO_IPV6, Libc.IPV6_V6ONLY, on);
    }
    return result < 0
        ? result
        : Libc.bind(state, fd, SocketAddress.of(arena, version, Optional.empty(), hops.port()));
  }

  /// The next packet that is there.
  ///
  /// @param into at least [#PACKET_BYTES_MAX]
  /// @return its length, or minus errno where there is none
  int receive(byte[] into) {
    return message.receive(state, fd, into);
  }

  /// Where the last packet came from.
  IpAddress source() {
    return SocketAddress.address(message.name(), version);
  }

  /// TTL or hop limit of the last packet; 0 where the kernel did not say.
  int ttl() {
    return version == IpVersion.V4
        ? message.control(Libc.IPPROTO_IP, Libc.IP_TTL)
        : message.control(Libc.IPPROTO_IPV6, Libc.IPV6_HOPLIMIT);
  }

  Hops hops() {
    return hops;
  }

  int fd() {
    return fd;
  }

  void close() {
    Libc.close(state, fd);
  }
}
