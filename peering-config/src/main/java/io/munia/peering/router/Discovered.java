package io.munia.peering.router;

import io.munia.bgp.message.Notification;
import io.munia.bgp.session.Cease;
import io.munia.bgp.session.PeerListener;
import io.munia.net.IpAddress;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.router.NeighbourDiscovery.Found;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Neighbours without an address: each is held until it is found on its interface, begins where it
/// was found, moves where it is found elsewhere, and is held again while its link is gone. Owned by
/// the router's loop.
final class Discovered {
  private static final String FOUND = "found by its router advertisements";
  private static final Found NOTHING = new Found(Optional.empty(), "not looked for yet");

  private final Optional<NeighbourDiscovery> discovery;
  private final Sessions sessions;
  private final Map<String, Link> links = new HashMap<>();

  /// What is to be done with sessions.
  interface Sessions {
    /// There is to be a session with this neighbour, which has an address now.
    void begin(PeerConfig found, PeerListener listener);

    /// It is where it was before, and its link is back.
    void resume(PeerConfig found);

    /// There is to be none with this one, which has never been found, until it begins.
    void wait(PeerConfig peer, PeerListener listener, String why);

    /// What there is with it ends, and there is to be nothing until it is resumed or begins.
    void hold(PeerConfig peer, Notification notification, String why);
  }

  /// One neighbour's link.
  private static final class Link {
    private PeerConfig peer;
    private PeerListener listener;

    /// Where its session goes, or went to the last time.
    private @Nullable IpAddress address;

    private boolean held = true;
    private String why = "";
    private Found found = NOTHING;

    Link(PeerConfig peer, PeerListener listener) {
      this.peer = peer;
      this.listener = listener;
    }

    PeerConfig placed() {
      IpAddress at = address;
      return at == null ? peer : peer.at(at);
    }
  }

  Discovered(Optional<NeighbourDiscovery> discovery, Sessions sessions) {
    this.discovery = discovery;
    this.sessions = sessions;
  }

  /// Looks for a neighbour, instead of one of its name that was there before.
  void added(PeerConfig peer, PeerListener listener) {
    Link before = links.get(peer.name());
    Link link = new Link(peer, listener);
    links.put(peer.name(), link);
    if (before != null && !before.peer.device().equals(peer.device())) {
      leave(before.peer.device());
    }
    String why =
        discovery.isPresent()
            ? peer.device() + " is looked at"
            : "nobody here listens for router advertisements";
    link.found = new Found(Optional.empty(), why);
    sessions.wait(peer, listener, why);
    discovery.ifPresent(
        port -> port.discover(peer.device(), found -> saw(peer.name(), link, found)));
  }

  /// It is configured no longer, or has an address.
  void removed(String name) {
    Link link = links.remove(name);
    if (link != null) {
      leave(link.peer.device());
    }
  }

  /// Two neighbours may have changed places.
  private void leave(String device) {
    if (links.values().stream().noneMatch(link -> link.peer.device().equals(device))) {
      discovery.ifPresent(port -> port.forget(device));
    }
  }

  /// Its options have changed, its interface has not.
  ///
  /// @return the neighbour as it is met now; empty where it is not met
  Optional<PeerConfig> configured(PeerConfig peer) {
    Link link = links.get(peer.name());
    if (link == null) {
      return peer.unnumbered() ? Optional.empty() : Optional.of(peer);
    }
    link.peer = peer;
    return link.held ? Optional.empty() : Optional.of(link.placed());
  }

  /// Sessions to come tell somebody else.
  ///
  /// @return the neighbour as it is met now, or was the last time
  PeerConfig configured(PeerConfig peer, PeerListener listener) {
    Link link = links.get(peer.name());
    if (link == null) {
      return peer;
    }
    link.peer = peer;
    link.listener = listener;
    return link.placed();
  }

  private void saw(String name, Link link, Found found) {
    if (links.get(name) != link) {
      return;
    }
    link.found = found;
    found.neighbour().ifPresentOrElse(address -> met(link, address), () -> lost(link));
  }

  private void met(Link link, IpAddress address) {
    if (!address.equals(link.address)) {
      link.address = address;
      link.held = false;
      sessions.begin(link.placed(), link.listener);
    } else if (link.held) {
      link.held = false;
      sessions.resume(link.placed());
    }
  }

  /// One that is held already is told why anew: whoever connects meanwhile hears the reason.
  private void lost(Link link) {
    if (!link.held || !link.why.equals(link.found.sentence())) {
      link.held = true;
      link.why = link.found.sentence();
      sessions.hold(
          link.peer, Cease.administrativeReset(link.found.sentence()), link.found.sentence());
    }
  }

  void established(String name) {
    use(name, true);
  }

  void closed(String name) {
    use(name, false);
  }

  private void use(String name, boolean yes) {
    Link link = links.get(name);
    if (link != null) {
      discovery.ifPresent(port -> port.inUse(link.peer.device(), yes));
    }
  }

  /// What is found from now on is of no use to anybody.
  void stop() {
    links.values().forEach(link -> discovery.ifPresent(port -> port.forget(link.peer.device())));
    links.clear();
  }

  boolean holds(String name) {
    Link link = links.get(name);
    return link != null && link.held;
  }

  /// For people; empty where it has an address of its own.
  String text(String name) {
    Link link = links.get(name);
    if (link == null) {
      return "";
    }
    return link.found.sentence().isEmpty() ? FOUND : link.found.sentence();
  }
}
