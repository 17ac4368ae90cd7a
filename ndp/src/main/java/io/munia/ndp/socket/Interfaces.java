package io.munia.ndp.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.munia.libc.Libc;
import io.munia.ndp.MacAddress;
import io.munia.ndp.RouterMessage;
import io.munia.ndp.socket.Interface.Ready;
import io.munia.ndp.socket.Interface.Unready;
import io.munia.net.IpAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Looks at interfaces. The JDK's own view leaves those out that have no address, so one that is
/// down would not exist. Owned by the discovery thread.
final class Interfaces {
  /// Of this thread's network namespace, whatever file systems are mounted.
  private static final Path ADDRESSES = Path.of("/proc/thread-self/net/if_inet6");

  private static final int REQUEST_BYTES = 40;
  private static final int NAME_BYTES = 16;
  private static final int ETHERNET = 1;
  private static final int IFF_UP = 0x1;
  private static final int IFF_LOOPBACK = 0x8;
  private static final int IFF_RUNNING = 0x40;

  /// Duplicate address detection has found that somebody else has the address.
  private static final int DAD_FAILED = 0x08;

  /// It is still looking.
  private static final int TENTATIVE = 0x40;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = arena.allocate(Libc.STATE);
  private final MemorySegment request = arena.allocate(REQUEST_BYTES, 8);
  private final int fd = Libc.socket(state, Libc.AF_INET, Libc.SOCK_DGRAM, 0);

  /// By the interface's number.
  private Map<Integer, List<Address>> linkLocal = Map.of();

  /// Reads the addresses of all interfaces anew: once for a look at many of them. A kernel without
  /// IPv6 has none.
  void refresh() {
    try {
      linkLocal =
          Files.readAllLines(ADDRESSES).stream()
              .map(Address::parse)
              .filter(address -> RouterMessage.isRouters(address.address))
              .collect(Collectors.groupingBy(Address::index));
    } catch (IOException e) {
      linkLocal = Map.of();
    }
  }

  Interface look(String name) {
    if (!ask(name, Libc.SIOCGIFINDEX)) {
      return new Unready("does not exist");
    }
    int index = request.get(JAVA_INT, NAME_BYTES);
    int flags = ask(name, Libc.SIOCGIFFLAGS) ? request.get(JAVA_SHORT, NAME_BYTES) : 0;
    if ((flags & IFF_UP) == 0) {
      return new Unready("is down");
    }
    if ((flags & IFF_RUNNING) == 0) {
      return new Unready("has no carrier");
    }
    if ((flags & IFF_LOOPBACK) != 0) {
      return new Unready("is a loopback, at whose other end is nobody");
    }
    List<Address> addresses = linkLocal.getOrDefault(index, List.of());
    return addresses.stream()
        .filter(Address::usable)
        .map(Address::address)
        .sorted()
        .findFirst()
        .<Interface>map(local -> new Ready(index, local, mac(name)))
        .orElseGet(() -> new Unready(unusable(addresses)));
  }

  private static String unusable(List<Address> addresses) {
    return addresses.isEmpty()
        ? "has no IPv6 link-local address"
        : addresses.stream().anyMatch(Address::tentative)
            ? "has a link-local address that is not ready yet"
            : "has a link-local address that somebody else on the link has, too";
  }

  private static final int WORDS = 6;

  /// A line of the kernel's: address, index, length, scope, flags, all in hex, and the name.
  private record Address(IpAddress address, int index, int flags) {
    static Address parse(String line) {
      String[] words = line.strip().split(" +", WORDS);
      return new Address(
          IpAddress.of(HexFormat.of().parseHex(words[0])),
          Integer.parseInt(words[1], 16),
          Integer.parseInt(words[4], 16));
    }

    boolean usable() {
      return (flags & (TENTATIVE | DAD_FAILED)) == 0;
    }

    boolean tentative() {
      return (flags & DAD_FAILED) == 0;
    }
  }

  private Optional<MacAddress> mac(String name) {
    if (!ask(name, Libc.SIOCGIFHWADDR) || request.get(JAVA_SHORT, NAME_BYTES) != ETHERNET) {
      return Optional.empty();
    }
    byte[] bytes = new byte[6];
    MemorySegment.copy(request, JAVA_BYTE, NAME_BYTES + 2, bytes, 0, bytes.length);
    return MacAddress.of(bytes);
  }

  private boolean ask(String name, long what) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    if (text.length >= NAME_BYTES) {
      return false;
    }
    request.fill((byte) 0);
    MemorySegment.copy(text, 0, request, JAVA_BYTE, 0, text.length);
    return Libc.ioctl(state, fd, what, request) >= 0;
  }

  void close() {
    if (fd >= 0) {
      Libc.close(state, fd);
    }
  }
}
