package io.munia.fib.netlink.message;

import static io.munia.fib.netlink.message.Rtnetlink.ATTRIBUTE_HEADER_BYTES;
import static io.munia.fib.netlink.message.Rtnetlink.align;

/// Walks attributes: every step advances by at least a header, and none reaches beyond the limit.
final class AttributeCursor {
  private byte[] bytes = new byte[0];
  private int next;
  private int limit;
  private int start;
  private int end;
  private boolean damaged;

  void reset(byte[] in, int from, int to) {
    bytes = in;
    next = from;
    limit = to;
    damaged = from > to;
  }

  boolean next() {
    if (next >= limit) {
      return false;
    }
    int length = limit - next < ATTRIBUTE_HEADER_BYTES ? 0 : Fields.unsignedShort(bytes, next);
    if (length < ATTRIBUTE_HEADER_BYTES || length > limit - next) {
      damaged = true;
      next = limit;
      return false;
    }
    start = next;
    end = start + length;
    next = Math.min(limit, start + align(length));
    return true;
  }

  /// A length did not fit.
  boolean damaged() {
    return damaged;
  }

  int type() {
    return Fields.unsignedShort(bytes, start + 2) & Rtnetlink.NLA_TYPE_MASK;
  }

  int start() {
    return start + ATTRIBUTE_HEADER_BYTES;
  }

  int end() {
    return end;
  }

  int length() {
    return end - start();
  }
}
