package io.munia.fib.netlink.message;

import static io.munia.fib.netlink.message.Rtnetlink.NLMSG_HDRLEN;
import static io.munia.fib.netlink.message.Rtnetlink.align;

/// Walks the messages of one receive. A length that does not fit ends the walk and leaves
/// [#damaged] true: what follows it cannot be trusted.
public final class MessageCursor {
  private byte[] bytes = new byte[0];
  private int next;
  private int limit;
  private int start;
  private int end;
  private boolean damaged;

  public MessageCursor() {}

  public void reset(byte[] received, int length) {
    bytes = received;
    next = 0;
    limit = length;
    damaged = false;
  }

  /// Steps to the next message.
  public boolean next() {
    if (next >= limit) {
      return false;
    }
    if (limit - next < NLMSG_HDRLEN) {
      damaged = true;
      next = limit;
      return false;
    }
    int length = Fields.int32(bytes, next);
    if (length < NLMSG_HDRLEN || length > limit - next) {
      damaged = true;
      next = limit;
      return false;
    }
    start = next;
    end = start + length;
    next = Math.min(limit, start + align(length));
    return true;
  }

  public boolean damaged() {
    return damaged;
  }

  public int type() {
    return Fields.unsignedShort(bytes, start + 4);
  }

  public int flags() {
    return Fields.unsignedShort(bytes, start + 6);
  }

  public int sequence() {
    return Fields.int32(bytes, start + 8);
  }

  public int portId() {
    return Fields.int32(bytes, start + 12);
  }

  public byte[] bytes() {
    return bytes;
  }

  /// Where the payload begins.
  public int start() {
    return start + NLMSG_HDRLEN;
  }

  /// Where the payload ends.
  public int end() {
    return end;
  }
}
