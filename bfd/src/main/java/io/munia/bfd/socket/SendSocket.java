package io.munia.bfd.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.munia.bfd.BfdPacket;
import io.munia.libc.Errno;
import io.munia.libc.Libc;
import io.munia.net.IpVersion;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Sends the packets of one session: TTL 255, network control, from one port of 49152 to 65535
/// ([RFC 5881 §4](https://www.rfc-editor.org/rfc/rfc5881#section-4)). Opened where there is
/// something to send, and again where the kernel no longer takes it: addresses and routes come and
/// go. Owned by the BFD thread.
final class SendSocket {
  private static final int PORT_MIN = 49_152;
  private static final int PORT_COUNT = 65_536 - PORT_MIN;
  private static final int PORT_ATTEMPTS_MAX = 64;
  private static final int TTL = 255;

  /// CS6, network control.
  private static final int TRAFFIC_CLASS = 0xc0;

  private static final int CLOSED = -1;

  private final BfdTarget target;
  private final RandomGenerator chance;
  private final byte[] bytes = new byte[BfdPacket.BYTES];
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = arena.allocate(Libc.STATE);
  private final MemorySegment out = arena.allocate(BfdPacket.BYTES);
  private final MemorySegment option = arena.allocate(JAVA_INT);
  private int fd = CLOSED;
  private int port;
  private String problem = "";

  SendSocket(BfdTarget target, RandomGenerator chance) {
    this.target = target;
    this.chance = chance;
    this.port = PORT_MIN + chance.nextInt(PORT_COUNT);
  }

  /// Why the last packet did not go out; empty where it did.
  String problem() {
    return problem;
  }

  /// Whether it went out. A host that says nobody listens has been reached.
  boolean send(BfdPacket packet) {
    if (fd == CLOSED && !open()) {
      return false;
    }
    packet.encode(bytes);
    MemorySegment.copy(bytes, 0, out, JAVA_BYTE, 0, bytes.length);
    int sent = Libc.send(state, fd, out, BfdPacket.BYTES);
    if (sent == -Libc.ECONNREFUSED) {
      // That was said of the packet before; this one has not been tried.
      sent = Libc.send(state, fd, out, BfdPacket.BYTES);
    }
    if (sent >= 0) {
      problem = "";
      return true;
    }
    problem = Errno.sentence("cannot send to " + target.remote(), -sent);
    if (sent != -Libc.EAGAIN && sent != -Libc.ECONNREFUSED) {
      close();
    }
    return false;
  }

  private boolean open() {
    IpVersion version = target.remote().version();
    fd = Libc.socket(state, SocketAddress.domain(version), Libc.SOCK_DGRAM | Libc.SOCK_NONBLOCK, 0);
    if (fd < 0) {
      problem = Errno.sentence("cannot open a socket", -fd);
      fd = CLOSED;
      return false;
    }
    try (Arena once = Arena.ofConfined()) {
      int result = options(version);
      result = result < 0 ? result : bind(once, version);
      result =
          result < 0
              ? result
              : Libc.connect(
                  state,
                  fd,
                  SocketAddress.of(
                      once, version, Optional.of(target.remote()), target.hops().port()));
      if (result < 0) {
        problem = Errno.sentence("cannot send to " + target.remote(), -result);
        close();
        return false;
      }
    }
    return true;
  }

  private int options(IpVersion version) {
    boolean v4 = version == IpVersion.V4;
    int level = v4 ? Libc.IPPROTO_IP : Libc.IPPROTO_IPV6;
    int ttl = set(level, v4 ? Libc.IP_TTL : Libc.IPV6_UNICAST_HOPS, TTL);
    return ttl < 0 ? ttl : set(level, v4 ? Libc.IP_TOS : Libc.IPV6_TCLASS, TRAFFIC_CLASS);
  }

  private int set(int level, int name, int value) {
    option.set(JAVA_INT, 0, value);
    return Libc.setsockopt(state, fd, level, name, option);
  }

  /// The same port as before, where it is free; else another one.
  private int bind(Arena once, IpVersion version) {
    int result = 0;
    for (int attempt = 0; attempt < PORT_ATTEMPTS_MAX; attempt++) {
      result = Libc.bind(state, fd, SocketAddress.of(once, version, target.local(), port));
      if (result != -Libc.EADDRINUSE) {
        return result;
      }
      port = PORT_MIN + chance.nextInt(PORT_COUNT);
    }
    return result;
  }

  void close() {
    if (fd != CLOSED) {
      Libc.close(state, fd);
      fd = CLOSED;
    }
  }
}
