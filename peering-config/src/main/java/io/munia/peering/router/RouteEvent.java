package io.munia.peering.router;

import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.util.List;
import java.util.stream.Collectors;

/// A destination was chosen anew.
///
/// @param nextHops where packets go; none where the destination is gone
public record RouteEvent(Prefix prefix, List<IpAddress> nextHops) {
  public RouteEvent {
    nextHops = List.copyOf(nextHops);
  }

  /// `10.0.0.0/8 via 127.0.0.2`, or `10.0.0.0/8 is gone`.
  @Override
  public String toString() {
    return nextHops.isEmpty()
        ? prefix + " is gone"
        : prefix
            + " via "
            + nextHops.stream().map(IpAddress::toString).collect(Collectors.joining(", "));
  }
}
