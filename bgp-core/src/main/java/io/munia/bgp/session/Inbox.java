package io.munia.bgp.session;

import io.munia.bgp.codec.MessageFrame;
import java.util.Arrays;

/// Cuts one connection's bytes into messages. A message that has arrived whole is handed over where
/// it lies; what is left of one at the end is carried over to the next bytes, in an array that
/// never holds more than one message of the longest kind. Owned by the driver's loop.
final class Inbox {
  private static final int CARRY_BYTES_MIN = 512;
  private static final byte[] NONE = {};

  private byte[] carry = NONE;
  private int carried;

  /// Who takes the messages.
  interface Reader {
    /// The longest message that may come now.
    int messageBytesMax();

    /// A message in place: the array is not to be kept.
    ///
    /// @return whether to go on
    boolean message(byte[] bytes, int from, int to);

    /// A header that no message has begins at `from`; nothing more is read.
    void malformed(byte[] bytes, int from);
  }

  void take(byte[] bytes, int from, int to, Reader reader) {
    int at = from;
    if (carried > 0) {
      at = complete(bytes, from, to, reader);
    }
    while (at < to) {
      int max = reader.messageBytesMax();
      int length = MessageFrame.length(bytes, at, to, max);
      if (length == MessageFrame.MALFORMED) {
        reader.malformed(bytes, at);
        return;
      }
      if (length == MessageFrame.NEED_MORE) {
        keep(bytes, at, to, max);
        return;
      }
      if (!reader.message(bytes, at, at + length)) {
        return;
      }
      at += length;
    }
  }

  /// Completes the carried message, if the new bytes do.
  ///
  /// @return where to go on; `to` where nothing is left to do
  private int complete(byte[] bytes, int from, int to, Reader reader) {
    int max = reader.messageBytesMax();
    int before = carried;
    keep(bytes, from, from + Math.min(to - from, max - carried), max);
    int length = MessageFrame.length(carry, 0, carried, max);
    if (length == MessageFrame.MALFORMED) {
      reader.malformed(carry, 0);
      return to;
    }
    if (length == MessageFrame.NEED_MORE) {
      return to;
    }
    carried = 0;
    return reader.message(carry, 0, length) ? from + length - before : to;
  }

  private void keep(byte[] bytes, int from, int to, int max) {
    int size = carried + to - from;
    if (size > carry.length) {
      int room = Math.max(CARRY_BYTES_MIN, Integer.highestOneBit(size - 1) << 1);
      carry = Arrays.copyOf(carry, Math.clamp(room, size, Math.max(size, max)));
    }
    System.arraycopy(bytes, from, carry, carried, to - from);
    carried = size;
  }
}
