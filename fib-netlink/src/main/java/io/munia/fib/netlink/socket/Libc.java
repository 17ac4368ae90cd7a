package io.munia.fib.netlink.socket;

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

/// The calls into the C library that a netlink socket needs, each returning what C returns, or
/// minus errno. `errno` is captured by the call itself: nothing of the JVM's own can come between.
///
/// Methods are `restricted` to whoever is granted native access; this class is the only place.
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = handle("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME = handle("getsockname", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SEND =
      handleOfSize("send", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle RECV =
      handleOfSize("recv", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle POLL = handle("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle EVENTFD = handle("eventfd", JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD_READ = handle("eventfd_read", JAVA_INT, ADDRESS);
  private static final MethodHandle EVENTFD_WRITE = handle("eventfd_write", JAVA_INT, JAVA_LONG);
  private static final MethodHandle CLOSE = handle("close", JAVA_INT);

  static final int AF_NETLINK = 16;
  static final int SOCK_RAW = 3;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int NETLINK_ROUTE = 0;

  static final int SOL_SOCKET = 1;
  static final int SO_RCVBUF = 8;
  static final int SO_RCVTIMEO = 20;
  static final int SO_ATTACH_FILTER = 26;
  static final int SO_RCVBUFFORCE = 33;

  static final int SOL_NETLINK = 270;
  static final int NETLINK_CAP_ACK = 10;
  static final int NETLINK_EXT_ACK = 11;
  static final int NETLINK_GET_STRICT_CHK = 12;

  static final int MSG_DONTWAIT = 0x40;

  /// As a flag of recv: the result is the message's whole length, even where the buffer is shorter.
  static final int MSG_TRUNC = 0x20;

  static final int EFD_CLOEXEC = 0x80000;
  static final int EFD_NONBLOCK = 0x800;
  static final short POLLIN = 1;

  /// `struct pollfd`: a descriptor, what is asked, what is so.
  static final StructLayout POLLFD =
      MemoryLayout.structLayout(
          JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

  /// Bytes to hold what [#CALL_STATE] captures.
  static final StructLayout STATE = CALL_STATE;

  private Libc() {}

  @SuppressWarnings("restricted") // the one place that is meant to be
  private static MethodHandle find(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        descriptor,
        Linker.Option.captureCallState("errno"));
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

  static int socket(MemorySegment state, int domain, int type, int protocol) {
    try {
      return outcome((int) SOCKET.invokeExact(state, domain, type, protocol), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  static int bind(MemorySegment state, int fd, MemorySegment address, int length) {
    try {
      return outcome((int) BIND.invokeExact(state, fd, address, length), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  static int getsockname(MemorySegment state, int fd, MemorySegment address, MemorySegment length) {
    try {
      return outcome((int) GETSOCKNAME.invokeExact(state, fd, address, length), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  static int setsockopt(MemorySegment state, int fd, int level, int option, MemorySegment value) {
    try {
      int result =
          (int) SETSOCKOPT.invokeExact(state, fd, level, option, value, (int) value.byteSize());
      return outcome(result, state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  static int send(MemorySegment state, int fd, MemorySegment bytes, long length) {
    try {
      return outcome((int) (long) SEND.invokeExact(state, fd, bytes, length, 0), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  static int recv(MemorySegment state, int fd, MemorySegment into, int flags) {
    try {
      long result = (long) RECV.invokeExact(state, fd, into, into.byteSize(), flags);
      return outcome((int) result, state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  static int poll(MemorySegment state, MemorySegment descriptors, long count, int timeoutMillis) {
    try {
      return outcome((int) POLL.invokeExact(state, descriptors, count, timeoutMillis), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }

  static int eventfd(MemorySegment state, int initial, int flags) {
    try {
      return outcome((int) EVENTFD.invokeExact(state, initial, flags), state);
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

  static int close(MemorySegment state, int fd) {
    try {
      return outcome((int) CLOSE.invokeExact(state, fd), state);
    } catch (Throwable thrown) {
      throw broken(thrown);
    }
  }
}
