package io.munia.peering.router;

import io.munia.bgp.session.RestartOffer;
import io.munia.net.AddressFamily;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.Restart;
import io.munia.peering.model.Restart.Mode;
import io.munia.rib.Fib;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// How this process began, and what follows from that: what neighbours are told, and whether
/// announcements wait. Without a forwarding table packets do not pass here: a reflector has lost
/// nothing by starting, and every start counts as a restart.
///
/// @param startNanos when it began
/// @param kept families of which packets are forwarded as before
/// @param deferred families whose announcements wait at first
record Restarting(long startNanos, Set<AddressFamily> kept, Set<AddressFamily> deferred) {
  private static final long SECOND = 1_000_000_000L;

  /// Only neighbours that keep our routes meanwhile make waiting worth it.
  static Restarting of(PeeringConfig config, Optional<Fib> fib, long startNanos) {
    Set<AddressFamily> kept = fib.map(Fib::kept).orElse(EnumSet.allOf(AddressFamily.class));
    Set<AddressFamily> deferred = EnumSet.noneOf(AddressFamily.class);
    if (!kept.isEmpty()) {
      options(config)
          .filter(options -> options.restart().mode() == Mode.FULL)
          .forEach(options -> deferred.addAll(options.families()));
    }
    return new Restarting(startNanos, kept, deferred);
  }

  /// What a neighbour of these options is told. The R bit stands as long as announcements may wait
  /// at least: whoever waits has said so.
  RestartOffer offer(PeeringConfig config, PeerOptions options) {
    Restart restart = options.restart();
    boolean longLived = restart.longLivedSeconds() > 0;
    long told = Math.max(restart.restartSeconds(), config.selectionDeferralSeconds());
    RestartOffer.Start start =
        new RestartOffer.Start(true, startNanos + SECOND * told, !deferred.isEmpty(), kept);
    return switch (restart.mode()) {
      case OFF -> RestartOffer.OFF;
      case HELPER -> new RestartOffer(true, 0, Set.of(), longLived, 0, start);
      case FULL ->
          new RestartOffer(
              true,
              restart.restartSeconds(),
              options.families(),
              longLived,
              restart.longLivedSeconds(),
              start);
    };
  }

  /// Waits for all who know graceful restart.
  Deferral deferral(PeeringConfig config, BiConsumer<AddressFamily, List<String>> over) {
    if (deferred.isEmpty()) {
      return Deferral.none();
    }
    Map<String, Set<AddressFamily>> roster = new TreeMap<>();
    for (PeerConfig peer : config.peers()) {
      if (peer.options().restart().mode() != Mode.OFF) {
        roster.put(peer.name(), peer.options().families());
      }
    }
    boolean ranges =
        config.dynamic().stream().anyMatch(range -> range.options().restart().mode() != Mode.OFF);
    return new Deferral(
        roster, ranges, deferred, config.selectionDeferralSeconds(), startNanos, over);
  }

  private static Stream<PeerOptions> options(PeeringConfig config) {
    return Stream.concat(
        config.peers().stream().map(PeerConfig::options),
        config.dynamic().stream().map(DynamicRange::options));
  }
}
