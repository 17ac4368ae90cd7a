package io.munia.peering.router;

import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerSettings.Passive;
import io.munia.net.IpAddress;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.Password;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeerPaths.FirstAs;
import io.munia.peering.model.PeeringConfig;
import java.util.Set;

/// The configuration of a neighbour as its session wants it.
final class Settings {
  private Settings() {}

  static PeerSettings of(PeeringConfig config, PeerConfig peer, Restarting start) {
    return of(config, peer.name(), peer.address(), peer.options(), peer.options().passive())
        .but()
        .restart(start.offer(config, peer.options()))
        .build();
  }

  static io.munia.bgp.transport.DynamicRange of(
      PeeringConfig config, DynamicRange range, Restarting start) {
    return new io.munia.bgp.transport.DynamicRange(
        range.name(),
        range.range(),
        range.limit(),
        of(config, range.name(), range.range().address(), range.options(), Passive.YES)
            .but()
            .restart(start.offer(config, range.options()))
            .build());
  }

  private static PeerSettings of(
      PeeringConfig config, String name, IpAddress address, PeerOptions options, Passive passive) {
    return PeerSettings.with(name, address, config.asTowards(options.remoteAs()), config.routerId())
        .remotePort(options.port())
        .localAddress(options.localAddress().orElse(null))
        .remoteAs(options.remoteAs())
        .holdTimeSeconds(options.holdTimeSeconds())
        .connectRetrySeconds(options.connectRetrySeconds())
        .passive(passive)
        .families(options.families())
        .addPathReceive(options.paths().addPath().receives() ? options.families() : Set.of())
        .addPathSend(options.paths().addPath().sends() ? options.families() : Set.of())
        .extendedMessage(true)
        .password(options.password().map(Password::key).orElse(null))
        .anyFirstAs(options.paths().firstAs() == FirstAs.ANY)
        .build();
  }
}
