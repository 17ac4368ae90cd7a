package io.munia.fib.netlink.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers in byte arrays: netlink's own in the machine's order, addresses in network order.
final class Fields {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle NETWORK_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle NETWORK_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Fields() {}

  static int unsignedByte(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  static int unsignedShort(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at) & 0xffff;
  }

  static int int32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static int networkInt(byte[] bytes, int at) {
    return (int) NETWORK_INT.get(bytes, at);
  }

  static long networkLong(byte[] bytes, int at) {
    return (long) NETWORK_LONG.get(bytes, at);
  }

  static void putShort(byte[] bytes, int at, int value) {
    SHORT.set(bytes, at, (short) value);
  }

  static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  static void putNetworkInt(byte[] bytes, int at, int value) {
    NETWORK_INT.set(bytes, at, value);
  }

  static void putNetworkLong(byte[] bytes, int at, long value) {
    NETWORK_LONG.set(bytes, at, value);
  }
}
