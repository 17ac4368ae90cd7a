package io.munia.bgp.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A hash of canonical attribute sections (see [UpdateReader]) that depends on a key: which of them
/// collide is not for neighbours to choose, who do not know it.
public final class SectionHash {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private SectionHash() {}

  /// Of the section at `section[from, to)` and a number that belongs to it: eight bytes at a time,
  /// each folded with the key by a multiplication of full width.
  ///
  /// @param key odd
  public static long of(byte[] section, int from, int to, int number, long key) {
    long hash = key ^ ((long) number << 32 | to - from);
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = folded(hash ^ (long) EIGHT_BYTES.get(section, at), key);
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = rest << Byte.SIZE | section[at] & 0xff;
    }
    return folded(hash ^ rest, key);
  }

  private static long folded(long bits, long key) {
    return bits * key ^ Math.unsignedMultiplyHigh(bits, key);
  }
}
