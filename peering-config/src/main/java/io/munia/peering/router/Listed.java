package io.munia.peering.router;

import io.munia.bgp.message.Notification;
import io.munia.bgp.session.PeerListener;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.transport.BgpEndpoint;
import io.munia.peering.model.PeerConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The sessions of listed neighbours, from their configuration to the endpoint: whether there is to
/// be one yet, with which settings, and what waits until the one that stands has ended. Owned by
/// the router's loop.
final class Listed {
  private final BgpEndpoint endpoint;
  private final Neighbours neighbours;
  private final WatchedPaths paths;
  private final Discovered discovered;
  private final Function<PeerConfig, PeerSettings> settings;
  private final Map<String, PeerConfig> nextSession = new HashMap<>();

  /// @param settings of a neighbour, as the configuration that holds has it
  Listed(
      BgpEndpoint endpoint,
      Neighbours neighbours,
      WatchedPaths paths,
      Optional<NeighbourDiscovery> discovery,
      Function<PeerConfig, PeerSettings> settings) {
    this.endpoint = endpoint;
    this.neighbours = neighbours;
    this.paths = paths;
    this.discovered = new Discovered(discovery, new OfDiscovered());
    this.settings = settings;
  }

  /// A neighbour, instead of one of its name that was there before.
  void add(PeerConfig peer, PeerListener listener) {
    if (peer.unnumbered()) {
      discovered.added(peer, listener);
    } else {
      discovered.removed(peer.name());
      begin(peer, listener);
    }
  }

  /// One that has to wait for its path is added as one that waits.
  private void begin(PeerConfig peer, PeerListener listener) {
    PeerSettings wanted = settings.apply(peer);
    // What waited for the next session is in these settings.
    nextSession.remove(peer.name());
    paths
        .added(peer)
        .ifPresentOrElse(
            why -> endpoint.addHeld(wanted, listener, why), () -> endpoint.add(wanted, listener));
  }

  void remove(String name) {
    discovered.removed(name);
    // Else the end of the session would begin the next one.
    nextSession.remove(name);
    endpoint.remove(name, "");
    paths.removed(name);
  }

  /// A description has changed, or policies, or how its path is watched; what waits for the next
  /// session has them, too.
  void changed(PeerConfig after) {
    nextSession.computeIfPresent(after.name(), (_, _) -> after);
    discovered.configured(after).ifPresent(paths::configured);
  }

  /// Something has changed that waits for the end of the session, if one stands.
  void changedForNextSession(PeerConfig after) {
    discovered.configured(after).ifPresent(paths::configured);
    if (neighbours.find(after.name()).isPresent()) {
      nextSession.put(after.name(), after);
    } else {
      change(after);
    }
  }

  /// A neighbour that is paused, or held, stays so: what changed has nothing to do with it.
  private void change(PeerConfig peer) {
    PeerListener listener = neighbours.listener(peer.name(), peer.group(), peer.options());
    PeerSettings wanted = settings.apply(discovered.configured(peer, listener));
    if (discovered.holds(peer.name())) {
      endpoint.addHeld(wanted, listener, discovered.text(peer.name()));
    } else {
      endpoint.change(wanted, listener);
    }
  }

  void established(String name) {
    discovered.established(name);
  }

  void closed(String name) {
    PeerConfig next = nextSession.remove(name);
    if (next != null) {
      change(next);
    }
    paths.closed(name);
    discovered.closed(name);
  }

  /// Nobody is looked for any longer: the speaker stops.
  void stop() {
    discovered.stop();
  }

  /// Whether something of ours keeps the session from beginning.
  boolean holds(String name) {
    return paths.holds(name) || discovered.holds(name);
  }

  /// Whether it has no address of its own, and was not found.
  boolean isLost(String name) {
    return discovered.holds(name);
  }

  /// How the neighbour is found, for people; empty where it has an address of its own.
  String discovery(String name) {
    return discovered.text(name);
  }

  private final class OfDiscovered implements Discovered.Sessions {
    @Override
    public void begin(PeerConfig found, PeerListener listener) {
      Listed.this.begin(found, listener);
    }

    @Override
    public void resume(PeerConfig found) {
      if (paths.added(found).isEmpty()) {
        endpoint.release(found.name());
      }
    }

    @Override
    public void wait(PeerConfig peer, PeerListener listener, String why) {
      nextSession.remove(peer.name());
      paths.left(peer.name());
      endpoint.addHeld(settings.apply(peer), listener, why);
    }

    @Override
    public void hold(PeerConfig peer, Notification notification, String why) {
      paths.left(peer.name());
      endpoint.hold(peer.name(), notification, why);
    }
  }
}
