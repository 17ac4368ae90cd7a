package io.munia.peering.router;

import io.munia.bgp.codec.LinkLocalForm;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerSettings.Passive;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.Password;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeerPaths.FirstAs;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.Relation;
import io.munia.peering.model.Relation.LocalAs;
import java.util.Set;

/// The configuration of a neighbour as its session wants it.
final class Settings {
  private Settings() {}

  /// Of a neighbour that was not found yet: with none there is ever a session.
  private static final IpAddress NOWHERE = IpAddress.v6(0, 0);

  /// Without what is said of our own restarts.
  static PeerSettings of(PeeringConfig config, PeerConfig peer) {
    IpAddress address = peer.address().orElse(NOWHERE);
    return of(config, peer.name(), address, peer.options(), peer.options().passive());
  }

  static PeerSettings of(PeeringConfig config, PeerConfig peer, Restarting start) {
    return of(config, peer).but().restart(start.offer(config, peer.options())).build();
  }

  /// Without what is said of our own restarts.
  static io.munia.bgp.transport.DynamicRange of(PeeringConfig config, DynamicRange range) {
    return of(range, template(config, range));
  }

  static io.munia.bgp.transport.DynamicRange of(
      PeeringConfig config, DynamicRange range, Restarting start) {
    return of(
        range, template(config, range).but().restart(start.offer(config, range.options())).build());
  }

  private static io.munia.bgp.transport.DynamicRange of(DynamicRange range, PeerSettings template) {
    return new io.munia.bgp.transport.DynamicRange(
        range.name(), range.range(), range.limit(), template);
  }

  private static PeerSettings template(PeeringConfig config, DynamicRange range) {
    return of(config, range.name(), range.range().address(), range.options(), Passive.YES);
  }

  private static PeerSettings of(
      PeeringConfig config, String name, IpAddress address, PeerOptions options, Passive passive) {
    Relation relation = options.relation();
    Asn as = relation.localAs().map(LocalAs::as).orElse(config.asTowards(options.remoteAs()));
    return PeerSettings.with(name, address, as, config.routerId())
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
        .attributes(relation.attributes())
        .role(relation.localRole())
        .connectRetrySecondsMax(options.session().connectRetrySecondsMax())
        .delayOpenSeconds(options.session().delayOpenSeconds())
        .extendedNextHop(options.session().extendedNextHop().orElse(address.isLinkLocal()))
        .linkLocalNextHop(
            options
                .session()
                .linkLocalNextHop()
                .filter(form -> form != LinkLocalForm.NATIVE)
                .isEmpty())
        .openTerms(options.session().terms())
        .socket(options.session().socket())
        .build();
  }
}
