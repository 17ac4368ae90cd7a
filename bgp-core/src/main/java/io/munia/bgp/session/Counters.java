package io.munia.bgp.session;

import io.munia.bgp.codec.MessageFrame;

/// Messages of one direction, by type. Owned by the driver's loop.
final class Counters {
  private final long[] messages = new long[MessageFrame.ROUTE_REFRESH + 1];
  private long bytes;

  void add(int type, int length) {
    messages[type]++;
    bytes += length;
  }

  /// UPDATEs that were encoded elsewhere.
  void addUpdates(int count, int length) {
    messages[MessageFrame.UPDATE] += count;
    bytes += length;
  }

  MessageCounts counts() {
    return new MessageCounts(
        messages[MessageFrame.OPEN],
        messages[MessageFrame.UPDATE],
        messages[MessageFrame.NOTIFICATION],
        messages[MessageFrame.KEEPALIVE],
        messages[MessageFrame.ROUTE_REFRESH],
        bytes);
  }
}
