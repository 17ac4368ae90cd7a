package io.munia.rib;

import io.munia.bgp.message.Notification;
import io.munia.bgp.session.Cease;
import io.munia.net.AddressFamily;
import io.munia.rib.PrefixLimit.Action;
import io.munia.rib.PrefixLimit.Direction;

/// Watches the number of a neighbour's prefixes in one direction of one family against its limit:
/// warns once for each time a threshold is crossed, and ends the session where that is asked for.
/// Owned by the RIB's loop.
final class PrefixGauge {
  private final AddressFamily family;
  private final Direction direction;
  private final PrefixLimit limit;
  private final PeerHost host;
  private boolean warned;
  private boolean full;
  private boolean ended;
  private long refused;
  private long leftOutBefore;

  PrefixGauge(AddressFamily family, Direction direction, PrefixLimit limit, PeerHost host) {
    this.family = family;
    this.direction = direction;
    this.limit = limit;
    this.host = host;
  }

  PrefixLimit limit() {
    return limit;
  }

  /// Whether one more is to be left out at this number.
  boolean blocks(int count) {
    return limit.action() == Action.BLOCK && count >= limit.max();
  }

  /// One was left out.
  void refused() {
    refused++;
  }

  /// Looks at the number, which has changed.
  ///
  /// @param leftOut how many were left out so far
  void read(int count, long leftOut) {
    boolean overflows =
        limit.action() == Action.BLOCK ? leftOut > leftOutBefore : count > limit.max();
    leftOutBefore = leftOut;
    if (overflows && !full) {
      full = true;
      atLimit(count);
    } else if (count >= limit.warnAt() && !warned) {
      host.warn(
          "%s %d %s prefixes, %d %% of its limit of %d"
              .formatted(verb(), count, family, 100L * count / limit.max(), limit.max()));
    }
    warned |= count >= limit.warnAt();
    // A neighbour that goes back and forth at a threshold must not fill the log.
    int slack = Math.max(1, limit.max() / 10);
    warned &= count > limit.warnAt() - slack;
    full &= count > limit.max() - slack;
  }

  /// The same, where this gauge itself was told of what was left out.
  void read(int count) {
    read(count, refused);
  }

  private void atLimit(int count) {
    String over = "%s more %s prefixes than its limit of %d".formatted(verb(), family, limit.max());
    switch (limit.action()) {
      case WARN -> host.warn(over + "; they are taken all the same");
      case BLOCK -> host.warn(over + "; what comes on top is left out");
      case RESTART -> {
        if (!ended) {
          ended = true;
          host.end(notification(), over + " (" + count + ")", limit.pause());
        }
      }
    }
  }

  private String verb() {
    return direction == Direction.IN ? "it announces" : "it is announced";
  }

  private Notification notification() {
    return direction == Direction.IN
        ? Cease.maximumPrefixes(family, limit.max())
        : Cease.administrativeReset(
            family + ": more prefixes for you than the limit of " + limit.max());
  }

  /// @param leftOut how many were left out so far
  RibPeer.Limited picture(int count, long leftOut) {
    return new RibPeer.Limited(
        family, direction, count, limit, limit.action() == Action.BLOCK ? leftOut : 0);
  }

  RibPeer.Limited picture(int count) {
    return picture(count, refused);
  }
}
