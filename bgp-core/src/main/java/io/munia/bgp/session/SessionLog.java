package io.munia.bgp.session;

import org.jspecify.annotations.Nullable;

/// Which lines about sessions that begin and end are worth their place: a few at once, then one
/// from time to time that says how many were left out. A neighbour that comes and goes hundreds of
/// times a second fills no disk; [PeerStatus] counts every session. Owned by the driver's loop.
public final class SessionLog {
  static final int LINES_MAX = 20;

  /// One more line is given back after this, up to [#LINES_MAX].
  static final long INTERVAL_NANOS = 5_000_000_000L;

  private int left = LINES_MAX;
  private long givenBackAt;
  private long leftOut;

  public SessionLog() {}

  /// The line to log, or null where there were too many.
  @Nullable String line(String line, long nowNanos) {
    giveBack(nowNanos);
    if (left == 0) {
      leftOut++;
      return null;
    }
    left--;
    String shown =
        leftOut == 0 ? line : line + " (" + leftOut + " such lines left out before this one)";
    leftOut = 0;
    return shown;
  }

  private void giveBack(long nowNanos) {
    long back = left == LINES_MAX ? 0 : (nowNanos - givenBackAt) / INTERVAL_NANOS;
    if (back >= LINES_MAX - left) {
      left = LINES_MAX;
      givenBackAt = nowNanos;
    } else {
      left += (int) back;
      givenBackAt += back * INTERVAL_NANOS;
    }
  }
}
