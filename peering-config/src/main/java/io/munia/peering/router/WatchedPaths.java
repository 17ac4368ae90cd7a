package io.munia.peering.router;

import io.munia.bgp.session.Cease;
import io.munia.bgp.session.PeerSession;
import io.munia.bgp.transport.BgpEndpoint;
import io.munia.net.IpAddress;
import io.munia.peering.model.Bfd;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.router.PathWatch.Seen;
import io.munia.peering.router.PathWatch.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Joins paths that are watched and sessions ([RFC 5882](https://www.rfc-editor.org/rfc/rfc5882)):
/// a path that was up and is lost ends the session; a strict neighbour has none while its path is
/// not up. Listed neighbours are watched from their configuration on, those of ranges from
/// Established to the end. Owned by the router's loop.
final class WatchedPaths {
  private static final Seen NOTHING = new Seen(State.DOWN, "not up yet");

  private final Optional<PathWatch> watch;
  private final BgpEndpoint endpoint;
  private final Function<String, Optional<PeerSession>> sessions;
  private final Map<String, Watched> watched = new HashMap<>();
  private final Map<String, Bfd> ofRanges = new HashMap<>();

  /// @param sessions those that are established, by name
  WatchedPaths(
      Optional<PathWatch> watch,
      BgpEndpoint endpoint,
      Function<String, Optional<PeerSession>> sessions) {
    this.watch = watch;
    this.endpoint = endpoint;
    this.sessions = sessions;
  }

  private static final class Watched {
    /// The range that the neighbour is of; empty where it is listed.
    private final String range;

    private final IpAddress remote;
    private final Optional<IpAddress> local;
    private Bfd how;
    private Seen seen = NOTHING;
    private boolean held;

    Watched(String range, IpAddress remote, Optional<IpAddress> local, Bfd how) {
      this.range = range;
      this.remote = remote;
      this.local = local;
      this.how = how;
    }

    boolean waits() {
      return how.strict() == Bfd.Strict.YES && seen.state() == State.DOWN;
    }

    String why() {
      return "BFD is strict, and not up: " + seen.sentence();
    }
  }

  /// Whether there is to be no session with this neighbour yet, and why; to be asked, and done,
  /// where it is added. It has an address.
  Optional<String> added(PeerConfig peer) {
    configured(peer);
    Watched path = watched.get(peer.name());
    if (path == null || !path.waits()) {
      return Optional.empty();
    }
    path.held = true;
    return Optional.of(path.why());
  }

  /// A listed neighbour is watched as its configuration says now.
  void configured(PeerConfig peer) {
    Optional<Bfd> how = peer.options().bfd();
    if (how.isEmpty() || watch.isEmpty()) {
      removed(peer.name());
      return;
    }
    Watched before = watched.get(peer.name());
    String device = peer.device();
    Optional<IpAddress> local = peer.options().localAddress().map(it -> onLink(it, device));
    IpAddress remote = onLink(peer.address().orElseThrow(), device);
    if (before != null && before.remote.equals(remote) && before.local.equals(local)) {
      change(peer.name(), before, how.get());
    } else {
      begin(peer.name(), new Watched("", remote, local, how.get()));
    }
  }

  /// A link-local address is one on an interface.
  private static IpAddress onLink(IpAddress address, String device) {
    return address.inZone(device.isEmpty() ? 0 : LinkAddresses.index(device));
  }

  /// Neighbours of a range are watched as its configuration says now.
  void configured(DynamicRange range) {
    range
        .options()
        .bfd()
        .ifPresentOrElse(
            how -> ofRanges.put(range.name(), how), () -> ofRanges.remove(range.name()));
    for (Map.Entry<String, Watched> each : List.copyOf(watched.entrySet())) {
      if (each.getValue().range.equals(range.name())) {
        range
            .options()
            .bfd()
            .ifPresentOrElse(
                how -> change(each.getKey(), each.getValue(), how), () -> removed(each.getKey()));
      }
    }
  }

  private void begin(String name, Watched path) {
    watched.put(name, path);
    ask(name, path);
  }

  private void change(String name, Watched path, Bfd how) {
    path.how = how;
    ask(name, path);
    settle(name, path);
  }

  private void ask(String name, Watched path) {
    watch.ifPresent(
        port -> port.watch(name, path.remote, path.local, path.how, seen -> saw(name, path, seen)));
  }

  /// A neighbour or a range is not configured any longer, or its path is not to be watched.
  void removed(String name) {
    ofRanges.remove(name);
    if (left(name)) {
      endpoint.release(name);
    }
  }

  /// A neighbour's path is no longer watched, until it is added again. Whether there is to be a
  /// session is left to the caller.
  ///
  /// @return whether the session waited for it
  boolean left(String name) {
    Watched path = watched.remove(name);
    if (path != null) {
      watch.ifPresent(port -> port.forget(name));
    }
    return path != null && path.held;
  }

  /// @param configured name of the neighbour, or of the range that it is of
  void established(PeerSession session, String configured) {
    String name = session.settings().name();
    Bfd how = ofRanges.get(configured);
    if (how != null && !watched.containsKey(name)) {
      String device = session.settings().socket().device();
      begin(
          name,
          new Watched(
              configured,
              onLink(session.remoteAddress(), device),
              Optional.of(onLink(session.localAddress(), device)),
              how));
    }
  }

  void closed(String name) {
    Watched path = watched.get(name);
    if (path == null) {
      return;
    }
    if (path.range.isEmpty()) {
      settle(name, path);
    } else {
      removed(name);
    }
  }

  private void saw(String name, Watched path, Seen seen) {
    if (watched.get(name) != path) {
      return;
    }
    boolean lost = path.seen.state() == State.UP && seen.state() == State.DOWN;
    path.seen = seen;
    if (lost) {
      sessions.apply(name).ifPresent(session -> session.close(Cease.bfdDown(), seen.sentence()));
    }
    settle(name, path);
  }

  /// A session that is there is left alone: what ends it is the loss of a path, not the lack of
  /// one.
  private void settle(String name, Watched path) {
    boolean hold = path.waits() && (path.held || sessions.apply(name).isEmpty());
    if (hold && !path.held) {
      path.held = true;
      endpoint.hold(name, Cease.bfdDown(), path.why());
    } else if (!hold && path.held) {
      path.held = false;
      endpoint.release(name);
    }
  }

  boolean holds(String name) {
    Watched path = watched.get(name);
    return path != null && path.held;
  }

  /// For people; empty where it is not watched.
  String text(String name) {
    Watched path = watched.get(name);
    if (path == null) {
      return "";
    }
    return path.held ? path.seen.sentence() + "; the session waits for it" : path.seen.sentence();
  }
}
