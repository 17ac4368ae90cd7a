package io.munia.bgp.session;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last messages of a neighbour that were not as they should be ([RFC 7606
/// §6](https://www.rfc-editor.org/rfc/rfc7606#section-6)): so many, and so many bytes, the oldest
/// go first; one message is kept however long it is. Owned by the driver's loop.
final class Quarantine {
  static final int MESSAGES_MAX = 16;
  static final int BYTES_MAX = 64 * 1024;

  private final Deque<Kept> kept = new ArrayDeque<>();
  private int bytes;

  @SuppressWarnings("ArrayRecordComponent")
  private record Kept(
      byte[] message, Verdict verdict, @Nullable Negotiated negotiated, long atNanos) {}

  /// @param bytes holds the message at `[from, to)`; copied
  void add(
      byte[] bytes,
      int from,
      int to,
      Verdict verdict,
      @Nullable Negotiated negotiated,
      long nowNanos) {
    kept.addFirst(new Kept(Arrays.copyOfRange(bytes, from, to), verdict, negotiated, nowNanos));
    this.bytes += to - from;
    while (kept.size() > MESSAGES_MAX || kept.size() > 1 && this.bytes > BYTES_MAX) {
      this.bytes -= kept.removeLast().message.length;
    }
  }

  /// The latest first.
  List<Quarantined> list(long nowNanos) {
    List<Quarantined> list = new ArrayList<>(kept.size());
    for (Kept one : kept) {
      list.add(
          new Quarantined(
              one.message, one.verdict, one.negotiated, Duration.ofNanos(nowNanos - one.atNanos)));
    }
    return list;
  }
}
