package io.munia.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// The calls into the C library that netlink, raw sockets and datagrams with control messages need,
/// each returning what C returns, or minus errno, which is captured by the call itself: nothing of
/// the JVM's own can come between. Structures are those of 64-bit Linux.
///
/// Methods are `restricted` to whoever is granted native access.
public final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = handle("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CONNECT = handle("connect", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME = handle("getsockname", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SEND =
      handleOfSize("send", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle RECV =
      handleOfSize("recv", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle PPOLL = handle("ppoll", ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle EVENTFD = handle("eventfd", JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD_READ = handle("eventfd_read", JAVA_INT, ADDRESS);
  private static final MethodHandle EVENTFD_WRITE = handle("eventfd_write", JAVA_INT, JAVA_LONG);
  private static final MethodHandle SETPRIORITY =
      handle("setpriority", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = handle("close", JAVA_INT);

  /// A call of a shape that no other has takes milliseconds to link: these wait until somebody
  /// makes the first of them.
  private static final class Rare {
    static final MethodHandle SENDTO =
        handleOfSize("sendto", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle RECVMSG = handleOfSize("recvmsg", JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle IOCTL =
        find(
            "ioctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
            Linker.Option.firstVariadicArg(2));

    private Rare() {}
  }

  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_NETLINK = 16;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  public static final int SOCK_NONBLOCK = 0x800;

  public static final int SOL_SOCKET = 1;
  public static final int SO_RCVBUF = 8;
  public static final int SO_RCVTIMEO = 20;
  public static final int SO_BINDTODEVICE = 25;
  public static final int SO_ATTACH_FILTER = 26;
  public static final int SO_RCVBUFFORCE = 33;

  public static final int SOL_NETLINK = 270;
  public static final int NETLINK_CAP_ACK = 10;
  public static final int NETLINK_EXT_ACK = 11;
  public static final int NETLINK_GET_STRICT_CHK = 12;

  public static final int MSG_DONTWAIT = 0x40;

  /// As a flag of recv: the result is the message's whole length, even where the buffer is shorter.
  public static final int MSG_TRUNC = 0x20;

  public static final int IPPROTO_IP = 0;
  public static final int IP_TOS = 1;
  public static final int IP_TTL = 2;
  public static final int IP_RECVTTL = 12;
  public static final int IPPROTO_IPV6 = 41;
  public static final int IPV6_UNICAST_HOPS = 16;
  public static final int IPV6_MULTICAST_HOPS = 18;
  public static final int IPV6_MULTICAST_LOOP = 19;
  public static final int IPV6_ADD_MEMBERSHIP = 20;
  public static final int IPV6_V6ONLY = 26;
  public static final int IPV6_RECVHOPLIMIT = 51;
  public static final int IPV6_HOPLIMIT = 52;
  public static final int IPV6_TCLASS = 67;
  public static final int IPPROTO_ICMPV6 = 58;
  public static final int ICMP6_FILTER = 1;

  public static final long SIOCGIFFLAGS = 0x8913;
  public static final long SIOCGIFHWADDR = 0x8927;
  public static final long SIOCGIFINDEX = 0x8933;

  public static final int NETLINK_ROUTE = 0;
  public static final int RTMGRP_LINK = 1;
  public static final int RTMGRP_IPV6_IFADDR = 0x100;

  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK = 0x800;
  static final short POLLIN = 1;
  public static final int PRIO_PROCESS = 0;

  public static final int EPERM = 1;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EADDRINUSE = 98;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ECONNREFUSED = 111;

  /// `struct pollfd`: a descriptor, what is asked, what is so.
  static final StructLayout POLLFD =
      MemoryLayout.structLayout(
          JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

  /// Bytes to hold what [#CALL_STATE] captures.
  public static final StructLayout STATE = CALL_STATE;

  private Libc() {}

  @SuppressWarnings("restricted") // the one place of this module that is meant to be
  private static MethodHandle find(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, all);
  }

  private static MethodHandle handle(String name, MemoryLayout... arguments) {
    return find(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static MethodHandle handleOfSize(String name, MemoryLayout... arguments) {
    return find(name, FunctionDescriptor.of(JAVA_LONG, arguments));
  }

  private static int outcome(int result, MemorySegment state) {
    return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
  }

  private static AssertionError broken(Throwable thrown) {
    return new AssertionError("a call into the C library does not throw", thrown);
  }

  /// @param type with [#SOCK_NONBLOCK] where calls on it are not to wait
  public static int socket(MemorySegment state, int domain, int type, int protocol) {
    try {
      int flags = type | SOCK_CLOEXEC;
      return outcome((int) SOCKET.invokeExact(state, domain, flags, protocol), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  public static int bind(MemorySegment state, int fd, MemorySegment address) {
    try {
      int length = (int) address.byteSize();
      return outcome((int) BIND.invokeExact(state, fd, address, length), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  public static int connect(MemorySegment state, int fd, MemorySegment address) {
    try {
      int length = (int) address.byteSize();
      return outcome((int) CONNECT.invokeExact(state, fd, address, length), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  public static int getsockname(
      MemorySegment state, int fd, MemorySegment address, MemorySegment length) {
    try {
      return outcome((int) GETSOCKNAME.invokeExact(state, fd, address, length), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  public static int setsockopt(
      MemorySegment state, int fd, int level, int option, MemorySegment value) {
    try {
      int result =
          (int) SETSOCKOPT.invokeExact(state, fd, level, option, value, (int) value.byteSize());
      return outcome(result, state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  public static int send(MemorySegment state, int fd, MemorySegment bytes, long length) {
    try {
      return outcome((int) (long) SEND.invokeExact(state, fd, bytes, length, 0), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  public static int sendto(
      MemorySegment state, int fd, MemorySegment bytes, MemorySegment address) {
    try {
      long sent =
          (long)
              Rare.SENDTO.invokeExact(
                  state, fd, bytes, bytes.byteSize(), 0, address, (int) address.byteSize());
      return outcome((int) sent, state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  public static int recv(MemorySegment state, int fd, MemorySegment into, int flags) {
    try {
      long length = (long) RECV.invokeExact(state, fd, into, into.byteSize(), flags);
      return outcome((int) length, state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  static int recvmsg(MemorySegment state, int fd, MemorySegment message) {
    try {
      return outcome((int) (long) Rare.RECVMSG.invokeExact(state, fd, message, 0), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  /// @param argument what the request reads and writes
  public static int ioctl(MemorySegment state, int fd, long request, MemorySegment argument) {
    try {
      return outcome((int) Rare.IOCTL.invokeExact(state, fd, request, argument), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  /// @param timeout `struct timespec`, or null for none
  static int ppoll(
      MemorySegment state, MemorySegment descriptors, long count, MemorySegment timeout) {
    try {
      int ready = (int) PPOLL.invokeExact(state, descriptors, count, timeout, MemorySegment.NULL);
      return outcome(ready, state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  static int eventfd(MemorySegment state) {
    try {
      int flags = EFD_CLOEXEC | EFD_NONBLOCK;
      return outcome((int) EVENTFD.invokeExact(state, 0, flags), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  static int eventfdRead(MemorySegment state, int fd, MemorySegment value) {
    try {
      return outcome((int) EVENTFD_READ.invokeExact(state, fd, value), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  static int eventfdWrite(MemorySegment state, int fd, long value) {
    try {
      return outcome((int) EVENTFD_WRITE.invokeExact(state, fd, value), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  /// @param thread its number in the kernel; 0 for the calling one
  public static int nice(MemorySegment state, int thread, int value) {
    try {
      return outcome((int) SETPRIORITY.invokeExact(state, PRIO_PROCESS, thread, value), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  public static int close(MemorySegment state, int fd) {
    try {
      return outcome((int) CLOSE.invokeExact(state, fd), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }
}
