package io.munia.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// `struct msghdr` with room for one datagram, its source and its control messages. Not
/// thread-safe.
public final class Msghdr {
  private static final int CONTROL_BYTES = 128;
  private static final int CONTROL_HEADER_BYTES = 16;
  private static final int BYTES = 56;
  private static final int NAME_LENGTH_AT = 8;
  private static final int CONTROL_LENGTH_AT = 40;

  private final MemorySegment name;
  private final MemorySegment bytes;
  private final MemorySegment control;
  private final MemorySegment header;

  /// @param nameBytes of the longest source address
  /// @param bytesMax what is longer is cut off
  public Msghdr(Arena arena, int nameBytes, int bytesMax) {
    this.name = arena.allocate(nameBytes, 8);
    this.bytes = arena.allocate(bytesMax, 8);
    this.control = arena.allocate(CONTROL_BYTES, 8);
    MemorySegment vector = arena.allocate(16, 8);
    vector.set(ADDRESS, 0, bytes);
    vector.set(JAVA_LONG, 8, bytesMax);
    this.header = arena.allocate(BYTES, 8);
    header.set(ADDRESS, 0, name);
    header.set(ADDRESS, 16, vector);
    header.set(JAVA_LONG, 24, 1);
    header.set(ADDRESS, 32, control);
  }

  /// Takes the next datagram.
  ///
  /// @param into as long as the longest
  /// @return its length in bytes, or minus errno
  public int receive(MemorySegment state, int fd, byte[] into) {
    header.set(JAVA_INT, NAME_LENGTH_AT, (int) name.byteSize());
    header.set(JAVA_LONG, CONTROL_LENGTH_AT, CONTROL_BYTES);
    int length = Libc.recvmsg(state, fd, header);
    int copied = (int) Math.min(length, bytes.byteSize());
    if (copied > 0) {
      MemorySegment.copy(bytes, JAVA_BYTE, 0, into, 0, copied);
    }
    return copied;
  }

  /// Where the last datagram came from, a `struct sockaddr`.
  public MemorySegment name() {
    return name;
  }

  /// The number that a control message of the last datagram holds; 0 where there is none of this
  /// kind.
  public int control(int level, int type) {
    long end = Math.min(header.get(JAVA_LONG, CONTROL_LENGTH_AT), CONTROL_BYTES);
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
}
