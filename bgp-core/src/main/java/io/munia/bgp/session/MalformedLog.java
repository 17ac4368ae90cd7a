package io.munia.bgp.session;

import io.munia.bgp.codec.NlriCursor;
import io.munia.bgp.codec.OpaqueCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.net.AddressFamily;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Says what was wrong with an UPDATE, which routes that concerns, and the message itself ([RFC
/// 7606 §6](https://www.rfc-editor.org/rfc/rfc7606#section-6)): the first at once, later ones at
/// most so often, with how many were left out. A neighbour that sends nothing else fills no disk.
/// Owned by the driver's loop.
final class MalformedLog {
  private static final long INTERVAL_NANOS = 10_000_000_000L;
  private static final int PREFIXES_SHOWN_MAX = 8;

  /// Bytes of the message that are shown: all of it but where both sides take longer ones.
  private static final int BYTES_SHOWN_MAX = 4096;

  private boolean said;
  private long saidAt;
  private long leftOut;

  /// The line to log, or null where it is too soon for another one.
  ///
  /// @param bytes holds the message at `[from, to)`
  /// @param update has read it
  @Nullable String line(
      String peer,
      Verdict verdict,
      UpdateReader update,
      byte[] bytes,
      int from,
      int to,
      long nowNanos) {
    if (said && nowNanos - saidAt < INTERVAL_NANOS) {
      leftOut++;
      return null;
    }
    String what =
        switch (verdict) {
          case Verdict.Intact _ -> "";
          case Verdict.AttributeDiscarded(int _, String why) -> "attribute discarded: " + why;
          case Verdict.TreatAsWithdraw(int _, String why) -> "treated as withdraw: " + why;
          case Verdict.ResetSession(var _, String why) -> "session reset: " + why;
        };
    int shown = Math.min(to, from + BYTES_SHOWN_MAX);
    String line =
        "%s: UPDATE %s;%s %sthe message: %s%s"
            .formatted(
                peer,
                what,
                prefixes(update),
                leftOut == 0 ? "" : "(" + leftOut + " malformed ones since the last shown) ",
                HexFormat.of().formatHex(bytes, from, shown),
                shown < to ? "…" : "");
    said = true;
    saidAt = nowNanos;
    leftOut = 0;
    return line;
  }

  private static String prefixes(UpdateReader update) {
    NlriCursor cursor = new NlriCursor();
    StringBuilder shown = new StringBuilder();
    int count = 0;
    for (AddressFamily family : AddressFamily.UNICAST) {
      if (update.announced(family, cursor)) {
        while (count <= PREFIXES_SHOWN_MAX && cursor.next()) {
          shown.append(' ').append(count < PREFIXES_SHOWN_MAX ? cursor.prefix() : "…");
          count++;
        }
      }
    }
    OpaqueCursor opaque = new OpaqueCursor();
    if (update.announced(opaque) != null) {
      while (count <= PREFIXES_SHOWN_MAX && opaque.next()) {
        shown.append(' ').append(count < PREFIXES_SHOWN_MAX ? opaque.text() : "…");
        count++;
      }
    }
    return count == 0 ? "" : " announced in it:" + shown + ";";
  }
}
