package io.munia.ndp.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.munia.libc.Errno;
import io.munia.libc.Libc;
import io.munia.libc.Msghdr;
import io.munia.ndp.RouterMessage;
import io.munia.net.IpAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// The raw socket of one interface: takes router messages with the hop limit that they came with,
/// and sends ours from the interface's link-local address. Owned by the discovery thread.
final class LinkSocket {
  /// An advertisement fits in one packet of any link; what is longer than a page is cut off, and
  /// refused for the option that it cuts.
  static final int MESSAGE_BYTES_MAX = 4_096;

  /// No message: nothing is there.
  static final int NOTHING = -Libc.EAGAIN;

  private static final IpAddress ALL_NODES = IpAddress.parse("ff02::1");
  private static final IpAddress ALL_ROUTERS = IpAddress.parse("ff02::2");
  private static final int ADDRESS_BYTES = 28;
  private static final int ADDRESS_AT = 8;
  private static final int SCOPE_AT = 24;

  /// `struct icmp6_filter`: a bit for every type, set for those that are not wanted.
  private static final int FILTER_BYTES = 32;

  private static final int[] WANTED = {133, 134};

  private final MemorySegment state;
  private final int fd;
  private final MemorySegment nodes;
  private final MemorySegment routers;
  private final Msghdr received;

  private LinkSocket(Arena arena, MemorySegment state, int fd, int index) {
    this.state = state;
    this.fd = fd;
    this.nodes = address(arena, ALL_NODES, index);
    this.routers = address(arena, ALL_ROUTERS, index);
    this.received = new Msghdr(arena, ADDRESS_BYTES, MESSAGE_BYTES_MAX);
  }

  /// What became of opening.
  sealed interface Opened {
    record Open(LinkSocket socket) implements Opened {}

    /// @param why without its subject, the interface's name
    record Refused(String why) implements Opened {}
  }

  static Opened open(String device, Interface.Ready at) {
    Arena arena = Arena.ofAuto();
    MemorySegment state = arena.allocate(Libc.STATE);
    int fd =
        Libc.socket(state, Libc.AF_INET6, Libc.SOCK_RAW | Libc.SOCK_NONBLOCK, Libc.IPPROTO_ICMPV6);
    if (fd == -Libc.EPERM || fd == -Libc.EACCES) {
      return new Opened.Refused("cannot be listened on without CAP_NET_RAW");
    }
    if (fd < 0) {
      return new Opened.Refused(Errno.sentence("cannot be listened on", -fd));
    }
    int failed = prepare(arena, state, fd, device, at);
    if (failed < 0) {
      Libc.close(state, fd);
      return new Opened.Refused(
          failed == -Libc.EADDRNOTAVAIL
              ? "has a link-local address that is not ready yet"
              : Errno.sentence("cannot be listened on", -failed));
    }
    return new Opened.Open(new LinkSocket(arena, state, fd, at.index()));
  }

  private static int prepare(
      Arena arena, MemorySegment state, int fd, String device, Interface.Ready at) {
    MemorySegment filter = arena.allocate(FILTER_BYTES, 4);
    filter.fill((byte) 0xff);
    for (int type : WANTED) {
      int word = type / Integer.SIZE * Integer.BYTES;
      filter.set(JAVA_INT, word, filter.get(JAVA_INT, word) & ~(1 << type % Integer.SIZE));
    }
    MemorySegment group = arena.allocate(20, 4);
    MemorySegment.copy(ALL_ROUTERS.toBytes(), 0, group, JAVA_BYTE, 0, 16);
    group.set(JAVA_INT, 16, at.index());
    MemorySegment bound = arena.allocateFrom(JAVA_BYTE, device.getBytes(StandardCharsets.UTF_8));
    int[] results = {
      Libc.setsockopt(state, fd, Libc.IPPROTO_ICMPV6, Libc.ICMP6_FILTER, filter),
      Libc.setsockopt(state, fd, Libc.SOL_SOCKET, Libc.SO_BINDTODEVICE, bound),
      set(arena, state, fd, Libc.IPV6_RECVHOPLIMIT, 1),
      set(arena, state, fd, Libc.IPV6_UNICAST_HOPS, RouterMessage.HOP_LIMIT),
      set(arena, state, fd, Libc.IPV6_MULTICAST_HOPS, RouterMessage.HOP_LIMIT),
      set(arena, state, fd, Libc.IPV6_MULTICAST_LOOP, 0),
      Libc.setsockopt(state, fd, Libc.IPPROTO_IPV6, Libc.IPV6_ADD_MEMBERSHIP, group),
      Libc.bind(state, fd, address(arena, at.local(), at.index()))
    };
    for (int result : results) {
      if (result < 0) {
        return result;
      }
    }
    return 0;
  }

  private static int set(Arena arena, MemorySegment state, int fd, int name, int value) {
    MemorySegment option = arena.allocate(JAVA_INT);
    option.set(JAVA_INT, 0, value);
    return Libc.setsockopt(state, fd, Libc.IPPROTO_IPV6, name, option);
  }

  private static MemorySegment address(Arena arena, IpAddress address, int scope) {
    MemorySegment segment = arena.allocate(ADDRESS_BYTES, 4);
    segment.set(JAVA_SHORT, 0, (short) Libc.AF_INET6);
    MemorySegment.copy(address.toBytes(), 0, segment, JAVA_BYTE, ADDRESS_AT, 16);
    segment.set(JAVA_INT, SCOPE_AT, scope);
    return segment;
  }

  /// To all who listen for such messages.
  ///
  /// @return 0, or minus errno
  int send(RouterMessage message) {
    byte[] encoded = message.encode();
    MemorySegment to =
        switch (message) {
          case RouterMessage.Advertisement _ -> nodes;
          case RouterMessage.Solicitation _ -> routers;
        };
    try (Arena once = Arena.ofConfined()) {
      return Math.min(0, Libc.sendto(state, fd, once.allocateFrom(JAVA_BYTE, encoded), to));
    }
  }

  /// The next message that is there.
  ///
  /// @param into at least [#MESSAGE_BYTES_MAX]
  /// @return its length, or [#NOTHING], or minus another errno
  int receive(byte[] into) {
    return received.receive(state, fd, into);
  }

  /// Where the last message came from, with its link as zone.
  IpAddress source() {
    byte[] address = new byte[16];
    MemorySegment.copy(received.name(), JAVA_BYTE, ADDRESS_AT, address, 0, address.length);
    return IpAddress.of(address).inZone(received.name().get(JAVA_INT, SCOPE_AT));
  }

  /// Hop limit of the last message; 0 where the kernel did not say.
  int hopLimit() {
    return received.control(Libc.IPPROTO_IPV6, Libc.IPV6_HOPLIMIT);
  }

  int fd() {
    return fd;
  }

  void close() {
    Libc.close(state, fd);
  }
}
