package io.munia.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The descriptors of one turn of a [PollThread], and which of them can be read. Owned by that
/// thread.
public final class Poll {
  private static final long BYTES = Libc.POLLFD.byteSize();

  /// Where the thread is woken, in front of all that its owner waits for.
  private static final int WAKEUP = -1;

  private MemorySegment descriptors = Arena.ofAuto().allocate(4 * BYTES, 8);
  private int count = WAKEUP;

  Poll() {}

  /// Begins anew.
  void begin(int wakeup) {
    count = WAKEUP;
    add(wakeup);
  }

  boolean isWoken() {
    return isReady(WAKEUP);
  }

  /// Waits for this one as well. Its place is 0, 1 and so on, in the order of these calls.
  ///
  /// @param fd a negative one is never readable
  public void add(int fd) {
    if ((count + 2) * BYTES > descriptors.byteSize()) {
      MemorySegment more = Arena.ofAuto().allocate(2 * descriptors.byteSize(), 8);
      descriptors = more.copyFrom(descriptors);
    }
    long at = (count + 1) * BYTES;
    descriptors.set(JAVA_INT, at, fd);
    descriptors.set(JAVA_SHORT, at + 4, Libc.POLLIN);
    descriptors.set(JAVA_SHORT, at + 6, (short) 0);
    count++;
  }

  /// Whether there is something at this place, an error among others.
  public boolean isReady(int place) {
    return descriptors.get(JAVA_SHORT, (place + 1) * BYTES + 6) != 0;
  }

  /// @param timeout `struct timespec`, or null for none
  void await(MemorySegment state, MemorySegment timeout) {
    Libc.ppoll(state, descriptors, count + 1, timeout);
  }
}
