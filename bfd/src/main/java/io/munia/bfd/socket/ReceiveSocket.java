package io.munia.bfd.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.munia.libc.Errno;
import io.munia.libc.Libc;
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

  /// No packet: nothing is there.
  static final int NOTHING = -1;

  private static final int CONTROL_BYTES = 128;
  private static final int CONTROL_HEADER_BYTES = 16;
  private static final int MESSAGE_BYTES = 56;
  private static final int NAME_LENGTH_AT = 8;
  private static final int CONTROL_LENGTH_AT = 40;

  private final IpVersion version;
  private final Hops hops;
  private final MemorySegment state;
  private final int fd;
  private final MemorySegment name;
  private final MemorySegment packet;
  private final MemorySegment control;
  private final MemorySegment message;

  private ReceiveSocket(IpVersion version, Hops hops, Arena arena, MemorySegment state, int fd) {
    this.version = version;
    this.hops = hops;
    this.state = state;
    this.fd = fd;
    this.name = arena.allocate(SocketAddress.V6_BYTES, 8);
    this.packet = arena.allocate(PACKET_BYTES_MAX, 8);
    this.control = arena.allocate(CONTROL_BYTES, 8);
    MemorySegment vector = arena.allocate(16, 8);
    vector.set(ADDRESS, 0, packet);
    vector.set(JAVA_LONG, 8, PACKET_BYTES_MAX);
    this.message = arena.allocate(MESSAGE_BYTES, 8);
    message.set(ADDRESS, 0, name);
    message.set(ADDRESS, 16, vector);
    message.set(JAVA_LONG, 24, 1);
    message.set(ADDRESS, 32, control);
  }

  /// What became of opening.
  sealed interface Opened {
    record Open(ReceiveSocket socket) implements Opened {}

    record Refused(String why) implements Opened {}
  }

  static Opened open(IpVersion version, Hops hops) {
    Arena arena = Arena.ofAuto();
    MemorySegment state = arena.allocate(Libc.STATE);
    int fd = Libc.socket(state, SocketAddress.domain(version), Libc.SOCK_DGRAM, 0);
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
  /// @return its length, or [#NOTHING]
  int receive(byte[] into) {
    message.set(JAVA_INT, NAME_LENGTH_AT, (int) name.byteSize());
    message.set(JAVA_LONG, CONTROL_LENGTH_AT, CONTROL_BYTES);
    int length = Libc.recvmsg(state, fd, message);
    if (length < 0) {
      return NOTHING;
    }
    int copied = Math.min(length, PACKET_BYTES_MAX);
    MemorySegment.copy(packet, JAVA_BYTE, 0, into, 0, copied);
    return copied;
  }

  /// Where the last packet came from.
  IpAddress source() {
    return SocketAddress.address(name, version);
  }

  /// TTL or hop limit of the last packet; 0 where the kernel did not say.
  int ttl() {
    long end = Math.min(message.get(JAVA_LONG, CONTROL_LENGTH_AT), CONTROL_BYTES);
    int level = version == IpVersion.V4 ? Libc.IPPROTO_IP : Libc.IPPROTO_IPV6;
    int type = version == IpVersion.V4 ? Libc.IP_TTL : Libc.IPV6_HOPLIMIT;
    long at = 0;
    while (at + CONTROL_HEADER_BYTES + Integer.BYTES <= end) {
      long length = control.get(JAVA_LONG, at);
      if (length < CONTROL_HEADER_BYTES) {
        return 0;
      }
      if (control.get(JAVA_INT, at + 8) == level && control.get(JAVA_INT, at + 12) == type) {
        return control.get(JAVA_INT, at + CONTROL_HEADER_BYTES);
      }
      at += (length + 7) & -8L;
    }
    return 0;
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
