package io.munia.rib;

import java.time.Duration;
import java.util.Locale;

/// How many prefixes of one family a neighbour may bring, or be brought, and what happens at that
/// number. Where several paths of a prefix are exchanged (add-path), each counts.
///
/// @param max prefixes, at least 1
/// @param warnPercent of it, 1 to 100: one warning when that is reached
/// @param action what happens to what comes on top
/// @param pause with [Action#RESTART]: for how long there is no session then
/// @param counts which of the prefixes that come in count
public record PrefixLimit(int max, int warnPercent, Action action, Duration pause, Counts counts) {

  public PrefixLimit {
    if (max < 1 || warnPercent < 1 || warnPercent > 100 || pause.isNegative()) {
      throw new IllegalArgumentException("max " + max + ", warn " + warnPercent + " %");
    }
  }

  /// What happens at the limit.
  public enum Action {
    /// It is said.
    WARN,
    /// What comes on top is left out; what is there stays.
    BLOCK,
    /// The session ends, and comes back after a pause.
    RESTART;

    /// As configurations spell it.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Which way prefixes go.
  public enum Direction {
    /// From the neighbour.
    IN,
    /// To it.
    OUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Which prefixes count.
  public enum Counts {
    /// All that the neighbour announces.
    RECEIVED,
    /// Those that import policy accepts and that are no loops.
    ACCEPTED
  }

  /// Where the warning is due.
  int warnAt() {
    return (int) Math.max(1, (long) max * warnPercent / 100);
  }
}
