package io.munia.fib.netlink.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.munia.libc.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// A socket of the rtnetlink family, in the network namespace of the thread that opens it. Results
/// below zero are minus errno. Owned by one thread at a time: first by whoever opens it, then by
/// the FIB thread.
///
/// The kernel works on a request inside `send`, so an answer is there when `send` returns and
/// [#receive] does not wait; the timeout only bounds what should not happen.
public final class NetlinkSocket implements AutoCloseable {
  /// Kernels send dumps in pieces of up to 32 KiB.
  public static final int RECEIVE_BYTES = 64 * 1024;

  private static final int ANSWER_TIMEOUT_SECONDS = 5;
  private static final int SOCKADDR_NL_BYTES = 12;

  private final Arena arena;
  private final MemorySegment state;
  private final MemorySegment in;
  private MemorySegment out;
  private final int fd;
  private int portId;

  private NetlinkSocket(Arena arena, MemorySegment state, int fd) {
    this.arena = arena;
    this.state = state;
    this.fd = fd;
    this.in = arena.allocate(RECEIVE_BYTES, 8);
    this.out = arena.allocate(RECEIVE_BYTES, 8);
  }

  /// What became of opening.
  public sealed interface Opened {
    record Open(NetlinkSocket socket) implements Opened {}

    record Refused(int errno) implements Opened {}
  }

  /// For requests and their answers.
  public static Opened forRequests(int receiveBufferBytes) {
    return open(0, receiveBufferBytes);
  }

  /// For notifications of these groups (`RTMGRP_…`), without those that are caused by requests on
  /// `quiet`: the kernel drops them before they fill the buffer.
  public static Opened forNotifications(int groups, int receiveBufferBytes, NetlinkSocket quiet) {
    Opened opened = open(groups, receiveBufferBytes);
    if (opened instanceof Opened.Open(var socket)) {
      int filtered = socket.ignoreMessagesOf(quiet.portId);
      if (filtered < 0) {
        socket.close();
        return new Opened.Refused(-filtered);
      }
    }
    return opened;
  }

  private static Opened open(int groups, int receiveBufferBytes) {
    Arena arena = Arena.ofAuto();
    MemorySegment state = arena.allocate(Libc.STATE);
    int fd = Libc.socket(state, Libc.AF_NETLINK, Libc.SOCK_RAW, Libc.NETLINK_ROUTE);
    if (fd < 0) {
      return new Opened.Refused(-fd);
    }
    NetlinkSocket socket = new NetlinkSocket(arena, state, fd);
    int bound = socket.prepare(groups, receiveBufferBytes);
    if (bound < 0) {
      socket.close();
      return new Opened.Refused(-bound);
    }
    return new Opened.Open(socket);
  }

  /// Buffer first, so that no notification comes before there is room; options that an old kernel
  /// does not know are done without, except strict checking: unfiltered dumps would be wrong.
  private int prepare(int groups, int receiveBufferBytes) {
    if (option(Libc.SOL_SOCKET, Libc.SO_RCVBUFFORCE, receiveBufferBytes) < 0) {
      option(Libc.SOL_SOCKET, Libc.SO_RCVBUF, receiveBufferBytes);
    }
    option(Libc.SOL_NETLINK, Libc.NETLINK_CAP_ACK, 1);
    option(Libc.SOL_NETLINK, Libc.NETLINK_EXT_ACK, 1);
    int strict = option(Libc.SOL_NETLINK, Libc.NETLINK_GET_STRICT_CHK, 1);
    if (strict < 0) {
      return strict;
    }
    try (Arena once = Arena.ofConfined()) {
      MemorySegment timeout = once.allocate(2 * Long.BYTES, 8);
      timeout.set(JAVA_LONG, 0, ANSWER_TIMEOUT_SECONDS);
      int limited = Libc.setsockopt(state, fd, Libc.SOL_SOCKET, Libc.SO_RCVTIMEO, timeout);
      if (limited < 0) {
        return limited;
      }
      MemorySegment address = once.allocate(SOCKADDR_NL_BYTES, 4);
      address.set(JAVA_SHORT, 0, (short) Libc.AF_NETLINK);
      address.set(JAVA_INT, 8, groups);
      int bound = Libc.bind(state, fd, address);
      if (bound < 0) {
        return bound;
      }
      MemorySegment length = once.allocate(JAVA_INT);
      length.set(JAVA_INT, 0, SOCKADDR_NL_BYTES);
      int named = Libc.getsockname(state, fd, address, length);
      portId = address.get(JAVA_INT, 4);
      return named;
    }
  }

  private int option(int level, int option, int value) {
    try (Arena once = Arena.ofConfined()) {
      MemorySegment segment = once.allocate(JAVA_INT);
      segment.set(JAVA_INT, 0, value);
      return Libc.setsockopt(state, fd, level, option, segment);
    }
  }

  /// A classic BPF program: load the header's port id, drop the message where it is this one. Loads
  /// of such a program are in network order, the header's field is in the machine's.
  private int ignoreMessagesOf(int ownPortId) {
    int asLoaded =
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
            ? ownPortId
            : Integer.reverseBytes(ownPortId);
    long[] program = {
      instruction(0x20, 0, 0, 12), // ld [nlmsg_pid]
      instruction(0x15, 0, 1, asLoaded), // jeq own
      instruction(0x06, 0, 0, 0), // drop
      instruction(0x06, 0, 0, -1), // take all of it
    };
    try (Arena once = Arena.ofConfined()) {
      MemorySegment code = once.allocateFrom(JAVA_LONG, program);
      MemorySegment header = once.allocate(16, 8);
      header.set(JAVA_SHORT, 0, (short) program.length);
      header.set(ADDRESS, 8, code);
      return Libc.setsockopt(state, fd, Libc.SOL_SOCKET, Libc.SO_ATTACH_FILTER, header);
    }
  }

  /// `struct sock_filter`: 16 bits of code, 8 and 8 of jumps, 32 of operand.
  private static long instruction(int code, int whenTrue, int whenFalse, int operand) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? (long) code << 48
            | (long) whenTrue << 40
            | (long) whenFalse << 32
            | operand & 0xffff_ffffL
        : code | (long) whenTrue << 16 | (long) whenFalse << 24 | (long) operand << 32;
  }

  /// What the kernel knows this socket by.
  public int portId() {
    return portId;
  }

  int fd() {
    return fd;
  }

  /// Sends these messages as one.
  ///
  /// @return 0, or minus errno
  public int send(byte[] bytes, int length) {
    if (out.byteSize() < length) {
      out = arena.allocate(Math.max(length, 2 * out.byteSize()), 8);
    }
    MemorySegment.copy(bytes, 0, out, JAVA_BYTE, 0, length);
    return Math.min(0, Libc.send(state, fd, out, length));
  }

  /// Waits for what comes, but not long.
  ///
  /// @param into at least [#RECEIVE_BYTES]
  /// @return its length in bytes, or minus errno
  public int receive(byte[] into) {
    return receive(into, 0);
  }

  /// Takes what is there.
  public int receiveNow(byte[] into) {
    return receive(into, Libc.MSG_DONTWAIT);
  }

  private int receive(byte[] into, int flags) {
    int length = Libc.recv(state, fd, in, flags | Libc.MSG_TRUNC);
    int copied = Math.min(length, RECEIVE_BYTES);
    if (copied > 0) {
      MemorySegment.copy(in, JAVA_BYTE, 0, into, 0, copied);
    }
    return copied;
  }

  @Override
  public void close() {
    Libc.close(state, fd);
  }
}
