package io.munia.bgp.transport;

import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.message.Notification;
import io.munia.bgp.session.Pause;
import io.munia.bgp.session.Peer;
import io.munia.bgp.session.PeerListener;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerStatus;
import io.munia.net.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Who we speak with: neighbours by name, and ranges from which more may come. Owned by the
/// endpoint's loop.
final class Neighbours {
  private final Turn turn;
  private final LinkRegister register;
  private final SplittableRandom seeds;
  private final UpdateReader reader = new UpdateReader();
  private final Map<String, Neighbour> neighbours = new LinkedHashMap<>();
  private final Map<String, Range> ranges = new LinkedHashMap<>();

  /// @param range name of the range it comes from, or null where it is listed
  private record Neighbour(Peer peer, SocketTransport transport, @Nullable String range) {}

  private record Range(DynamicRange settings, PeerListener listener) {}

  Neighbours(Turn turn, LinkRegister register, long seed) {
    this.turn = turn;
    this.register = register;
    this.seeds = new SplittableRandom(seed);
  }

  void add(PeerSettings settings, PeerListener listener) {
    made(settings, listener, null).start(turn.nowNanos());
  }

  void add(PeerSettings settings, PeerListener listener, Pause pause) {
    made(settings, listener, null).start(pause, turn.nowNanos());
  }

  private Peer made(PeerSettings settings, PeerListener listener, @Nullable String range) {
    SocketTransport transport = new SocketTransport(settings, turn, register);
    Peer peer = new Peer(settings, listener, transport, reader, seeds.nextLong());
    transport.serve(peer);
    neighbours.put(settings.name(), new Neighbour(peer, transport, range));
    return peer;
  }

  /// What is left of the neighbour's pause, if it is paused.
  Optional<Pause> pauseLeft(String name) {
    return Optional.ofNullable(neighbours.get(name))
        .flatMap(neighbour -> neighbour.peer.pauseLeft(turn.nowNanos()));
  }

  /// Ends what there is with this neighbour and begins anew, whatever it was waiting for; false
  /// where there is none of this name. One of a range is forgotten: it comes by itself.
  boolean reset(String name, Notification notification, String why) {
    Neighbour neighbour = neighbours.get(name);
    if (neighbour == null) {
      return false;
    }
    if (neighbour.range != null) {
      stop(neighbour, notification, why);
      return true;
    }
    neighbour.peer.stop(notification, why, turn.nowNanos());
    // Whoever heard that the session is over may have put another one in its place.
    if (neighbour.equals(neighbours.get(name))) {
      neighbour.peer.start(turn.nowNanos());
    }
    return true;
  }

  void add(DynamicRange range, PeerListener listener) {
    ranges.put(range.name(), new Range(range, listener));
  }

  /// Ends the neighbour, or the range and all that came from it.
  void remove(String name, Notification notification, String why) {
    ranges.remove(name);
    for (Neighbour neighbour : List.copyOf(neighbours.values())) {
      if (neighbour.peer.settings().name().equals(name) || name.equals(neighbour.range)) {
        stop(neighbour, notification, why);
      }
    }
  }

  void removeAll(Notification notification, String why) {
    ranges.clear();
    for (Neighbour neighbour : List.copyOf(neighbours.values())) {
      stop(neighbour, notification, why);
    }
  }

  /// [#removeAll], where we shall be back soon.
  void leaveAll(Notification notification, String why) {
    ranges.clear();
    for (Neighbour neighbour : List.copyOf(neighbours.values())) {
      neighbours.remove(neighbour.peer.settings().name());
      neighbour.peer.stopForRestart(notification, why, turn.nowNanos());
      neighbour.transport.disarm();
    }
  }

  private void stop(Neighbour neighbour, Notification notification, String why) {
    neighbours.remove(neighbour.peer.settings().name());
    neighbour.peer.stop(notification, why, turn.nowNanos());
    neighbour.transport.disarm();
  }

  /// The peers of ranges live as long as their connections, and as long as none may come.
  void forgetIdle() {
    for (Neighbour neighbour : List.copyOf(neighbours.values())) {
      if (neighbour.range != null && !neighbour.peer.busy()) {
        neighbours.remove(neighbour.peer.settings().name());
        neighbour.transport.disarm();
      }
    }
  }

  /// The neighbour, or the peer of a range that is there already, that a connection from `remote`
  /// to `local` belongs to.
  @Nullable Peer listed(IpAddress remote, IpAddress local) {
    for (Neighbour neighbour : neighbours.values()) {
      PeerSettings settings = neighbour.peer.settings();
      IpAddress ours = settings.localAddress();
      if (settings.remoteAddress().equals(remote) && (ours == null || ours.equals(local))) {
        return neighbour.peer;
      }
    }
    return null;
  }

  /// A peer made just now, where a range holds `remote` and has room for it; else null.
  @Nullable Peer ofRange(IpAddress remote) {
    Range longest = null;
    for (Range range : ranges.values()) {
      if (range.settings.range().contains(remote)
          && (longest == null
              || range.settings.range().length() > longest.settings.range().length())) {
        longest = range;
      }
    }
    if (longest != null && full(longest)) {
      // One that was paused may have been kept longer than it had to.
      forgetIdle();
    }
    if (longest == null || full(longest)) {
      return null;
    }
    Peer peer =
        made(
            dynamic(longest.settings.template(), remote),
            longest.listener,
            longest.settings.name());
    peer.start(turn.nowNanos());
    return peer;
  }

  private boolean full(Range range) {
    int count = 0;
    for (Neighbour neighbour : neighbours.values()) {
      if (range.settings.name().equals(neighbour.range)) {
        count++;
      }
    }
    return count >= range.settings.limit();
  }

  private static PeerSettings dynamic(PeerSettings template, IpAddress remote) {
    return template
        .but()
        .name(remote.toString())
        .remoteAddress(remote)
        .passive(PeerSettings.Passive.YES)
        .password(null)
        .build();
  }

  /// All that have a password, which listening sockets must know.
  List<PeerSettings> withPassword() {
    return neighbours.values().stream()
        .map(neighbour -> neighbour.peer.settings())
        .filter(settings -> settings.password() != null)
        .toList();
  }

  List<PeerStatus> status() {
    long now = turn.nowNanos();
    List<PeerStatus> list = new ArrayList<>(neighbours.size());
    for (Neighbour neighbour : neighbours.values()) {
      list.add(neighbour.peer.status(now));
    }
    return list;
  }
}
