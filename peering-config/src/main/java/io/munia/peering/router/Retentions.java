package io.munia.peering.router;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.session.CloseReason;
import io.munia.net.AddressFamily;
import io.munia.peering.model.Restart;
import io.munia.rib.Retention;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// What stays of a neighbour when its session ends: what it asked for, and no longer than is
/// configured. Pure.
final class Retentions {
  private Retentions() {}

  static Retention of(Restart ours, Negotiated agreed, CloseReason reason) {
    if (ours.mode() == Restart.Mode.OFF || !reason.keepsRoutes(agreed)) {
      return Retention.NONE;
    }
    Map<AddressFamily, Duration> longLived = new EnumMap<>(AddressFamily.class);
    agreed
        .longLived()
        .staleSeconds()
        .forEach((family, seconds) -> {
          int kept = Math.min(seconds, ours.longLivedSeconds());
          if (kept > 0) {
            longLived.put(family, Duration.ofSeconds(kept));
          }
        });
    return new Retention(
        agreed.restart().families(),
        Duration.ofSeconds(agreed.restart().seconds()),
        Duration.ofSeconds(ours.staleSeconds()),
        longLived);
  }
}
