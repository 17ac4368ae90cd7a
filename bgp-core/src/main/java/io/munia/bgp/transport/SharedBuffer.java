package io.munia.bgp.transport;

import io.munia.bgp.codec.MessageFrame;
import io.munia.bgp.session.MessageSink.SharedMessages;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/// Encoded messages in one direct buffer of exactly their size, counted by references. Owned by the
/// endpoint's loop.
final class SharedBuffer implements SharedMessages {
  private static final int LENGTH_AT = 16;

  private final ByteBuf buffer;
  private final int messages;

  SharedBuffer(byte[] bytes, int length) {
    buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer(length, length);
    buffer.writeBytes(bytes, 0, length);
    messages = count(0, length);
  }

  @Override
  public int length() {
    return buffer.capacity();
  }

  @Override
  public void release() {
    buffer.release();
  }

  /// Has to be released once more.
  SharedBuffer retain() {
    buffer.retain();
    return this;
  }

  /// Whether there is an [#address].
  boolean hasAddress() {
    return buffer.hasMemoryAddress();
  }

  /// Where its bytes are in memory, as long as it is held.
  long address() {
    return buffer.memoryAddress();
  }

  /// A view of its own on `[from, to)` that must be released.
  ByteBuf slice(int from, int to) {
    return buffer.retainedSlice(from, to - from);
  }

  int messages(int from, int to) {
    return from == 0 && to == length() ? messages : count(from, to);
  }

  private int count(int from, int to) {
    int count = 0;
    int at = from;
    while (at + MessageFrame.HEADER_BYTES <= to) {
      at += Math.max(MessageFrame.HEADER_BYTES, buffer.getUnsignedShort(at + LENGTH_AT));
      count++;
    }
    return count;
  }
}
