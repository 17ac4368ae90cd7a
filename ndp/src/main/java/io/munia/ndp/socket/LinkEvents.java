package io.munia.ndp.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.munia.libc.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Says that some interface or address has changed, not which: whoever hears it looks at those it
/// cares for. Without it, where the kernel does not give it, they are looked at all the same, once
/// a second. Owned by the discovery thread.
final class LinkEvents {
  private static final int ADDRESS_BYTES = 12;
  private static final int GROUPS_AT = 8;
  private static final int MESSAGE_BYTES = 8_192;
  private static final int MESSAGES_PER_TURN_MAX = 256;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = arena.allocate(Libc.STATE);
  private final MemorySegment message = arena.allocate(MESSAGE_BYTES);
  private final int fd;

  LinkEvents() {
    this.fd =
        Libc.socket(state, Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_NONBLOCK, Libc.NETLINK_ROUTE);
    if (fd >= 0) {
      MemorySegment address = arena.allocate(ADDRESS_BYTES, 4);
      address.set(JAVA_SHORT, 0, (short) Libc.AF_NETLINK);
      address.set(JAVA_INT, GROUPS_AT, Libc.RTMGRP_LINK | Libc.RTMGRP_IPV6_IFADDR);
      Libc.bind(state, fd, address);
    }
  }

  /// Negative where there is none.
  int fd() {
    return fd;
  }

  /// An overrun is a change as well: it ends the reading like an empty socket, and was heard.
  void drain() {
    for (int i = 0; i < MESSAGES_PER_TURN_MAX; i++) {
      if (Libc.recv(state, fd, message, 0) < 0) {
        return;
      }
    }
  }

  void close() {
    if (fd >= 0) {
      Libc.close(state, fd);
    }
  }
}
