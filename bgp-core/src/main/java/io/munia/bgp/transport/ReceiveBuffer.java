package io.munia.bgp.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/// One direct buffer of 64 KiB for every read of every socket of a loop: what was read is copied
/// out and the buffer given back before the next read, so nothing is allocated for a read and no
/// connection holds a buffer of its own. Owned by the endpoint's loop.
final class ReceiveBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
  static final int RECEIVE_BYTES = 65_536;

  /// A connection with much to read lets others in after this many reads.
  private static final int READS_PER_WAKE_UP = 4;

  private final ByteBuf buffer =
      UnpooledByteBufAllocator.DEFAULT.directBuffer(RECEIVE_BYTES, RECEIVE_BYTES);

  ReceiveBuffer() {
    super(READS_PER_WAKE_UP);
  }

  @Override
  public MaxMessageHandle newHandle() {
    return new MaxMessageHandle() {
      @Override
      public int guess() {
        return RECEIVE_BYTES;
      }

      @Override
      public ByteBuf allocate(ByteBufAllocator ignored) {
        if (buffer.refCnt() != 1) {
          throw new IllegalStateException("the receive buffer is still in use");
        }
        return buffer.retain().clear();
      }
    };
  }
}
