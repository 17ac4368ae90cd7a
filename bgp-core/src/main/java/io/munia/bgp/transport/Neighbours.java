package io.munia.bgp.transport;

import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.message.Notification;
import io.munia.bgp.session.Cease;
import io.munia.bgp.session.Pause;
import io.munia.bgp.session.Peer;
import io.munia.bgp.session.PeerListener;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerStatus;
import io.munia.bgp.session.Quarantined;
import io.munia.bgp.session.SessionLog;
import io.munia.bgp.session.SocketOptions;
import io.munia.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Who we speak with: neighbours by name, and ranges from which more may come. Owned by the
/// endpoint's loop.
final class Neighbours {
  /// A pause until somebody ends it: a hundred years.
  static final Duration HELD = Duration.ofDays(36_500);

  private static final Duration HELD_MIN = HELD.dividedBy(2);

  private final Turn turn;
  private final LinkRegister register;
  private final SplittableRandom seeds;
  private final UpdateReader reader = new UpdateReader();
  private final Map<String, Neighbour> neighbours = new LinkedHashMap<>();
  private final Map<String, Range> ranges = new LinkedHashMap<>();
  private final SessionLogs logs = new SessionLogs();

  /// Of neighbours that are held.
  private final Map<String, Paused> paused = new HashMap<>();

  /// @param range name of the range it comes from, or null where it is listed
  private record Neighbour(Peer peer, SocketTransport transport, @Nullable String range) {}

  /// What was left of a pause at a time, when the neighbour was held.
  private record Paused(Pause pause, long since) {
    Optional<Pause> left(long now) {
      Duration left = pause.left().minusNanos(now - since);
      return left.toSeconds() < 1
          ? Optional.empty()
          : Optional.of(new Pause(Duration.ofSeconds(left.toSeconds()), pause.why()));
    }
  }

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
    SessionLog log = range == null ? new SessionLog() : logs.of(settings.name());
    Peer peer = new Peer(settings, listener, transport, reader, seeds.nextLong(), log);
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

  /// Ends what there is with this neighbour, and lets nothing begin until [#release].
  void hold(String name, Notification notification, String why) {
    Neighbour neighbour = neighbours.get(name);
    if (neighbour == null) {
      return;
    }
    long now = turn.nowNanos();
    neighbour
        .peer
        .pauseLeft(now)
        .filter(pause -> !holds(pause))
        .ifPresent(pause -> paused.put(name, new Paused(pause, now)));
    neighbour.peer.stop(notification, why, now);
    // Whoever heard that the session is over may have put another one in its place.
    if (neighbour.equals(neighbours.get(name))) {
      neighbour.peer.start(new Pause(HELD, why), now);
    }
  }

  private static boolean holds(Pause pause) {
    return pause.left().compareTo(HELD_MIN) >= 0;
  }

  /// Begins, where it is held; a pause that was there before the hold goes on.
  void release(String name) {
    Paused before = paused.remove(name);
    Neighbour neighbour = neighbours.get(name);
    long now = turn.nowNanos();
    if (neighbour == null || neighbour.peer.pauseLeft(now).filter(Neighbours::holds).isEmpty()) {
      return;
    }
    neighbour.peer.stop(Cease.connectionRejected(), "held no longer", now);
    Optional<Pause> left = before == null ? Optional.empty() : before.left(now);
    left.ifPresentOrElse(
        pause -> neighbour.peer.start(pause, now), () -> neighbour.peer.start(now));
  }

  void add(DynamicRange range, PeerListener listener) {
    ranges.put(range.name(), new Range(range, listener));
  }

  void change(DynamicRange range) {
    ranges.computeIfPresent(range.name(), (_, old) -> new Range(range, old.listener));
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
    paused.remove(neighbour.peer.settings().name());
    neighbour.peer.stop(notification, why, turn.nowNanos());
    neighbour.transport.disarm();
  }

  /// The peers of ranges live as long as their connections, and as long as none may come.
  void forgetIdle() {
    for (Neighbour neighbour : List.copyOf(neighbours.values())) {
      if (isIdle(neighbour)) {
        forget(neighbour);
      }
    }
  }

  private static boolean isIdle(Neighbour neighbour) {
    return neighbour.range != null && !neighbour.peer.busy();
  }

  private void forget(Neighbour neighbour) {
    neighbours.remove(neighbour.peer.settings().name());
    neighbour.transport.disarm();
  }

  /// The neighbour, or the peer of a range that is there already, that a connection from `origin`
  /// to `local` belongs to.
  @Nullable Peer listed(Origin origin, IpAddress local) {
    for (Neighbour neighbour : neighbours.values()) {
      PeerSettings settings = neighbour.peer.settings();
      IpAddress ours = settings.localAddress();
      if (settings.remoteAddress().equals(origin.address())
          && (ours == null || ours.equals(local))
          && !isIdle(neighbour)
          && origin.suits(settings)) {
        return neighbour.peer;
      }
    }
    return null;
  }

  private @Nullable Range range(Origin origin) {
    Range longest = null;
    for (Range range : ranges.values()) {
      if (range.settings.range().contains(origin.address())
          && origin.suits(range.settings.template())
          && (longest == null
              || range.settings.range().length() > longest.settings.range().length())) {
        longest = range;
      }
    }
    return longest;
  }

  /// The settings of the range that a connection from there falls into, if there is one.
  Optional<PeerSettings> template(Origin origin) {
    return Optional.ofNullable(range(origin)).map(range -> range.settings.template());
  }

  /// A peer made just now, where a range holds the origin and has room for it; else null.
  @Nullable Peer ofRange(Origin origin) {
    Range longest = range(origin);
    if (longest == null) {
      return null;
    }
    if (full(longest)) {
      // One that was paused may have been kept longer than it had to.
      forgetIdle();
      if (full(longest)) {
        return null;
      }
    }
    PeerSettings settings = dynamic(longest.settings.template(), origin.address());
    Neighbour before = neighbours.get(settings.name());
    if (before != null && !isIdle(before)) {
      // Somebody else goes by what this one would be called.
      return null;
    }
    if (before != null) {
      // Whoever comes back at once finds the range as it is now.
      forget(before);
    }
    Peer peer = made(settings, longest.listener, longest.settings.name());
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
    SocketOptions socket = template.socket();
    String zone = remote.isLinkLocal() ? socket.boundTo() : socket.vrf();
    return template
        .but()
        .name(zone.isEmpty() ? remote.toString() : remote + "%" + zone)
        .remoteAddress(remote)
        .passive(PeerSettings.Passive.YES)
        .build();
  }

  /// The TCP-MD5 keys that listening sockets must know: those of neighbours that are listed, and of
  /// ranges.
  List<Md5Key> keys() {
    List<Md5Key> keys = new ArrayList<>();
    for (Neighbour neighbour : neighbours.values()) {
      if (neighbour.range == null) {
        Md5Key.of(neighbour.peer.settings()).ifPresent(keys::add);
      }
    }
    ranges.values().forEach(range -> Md5Key.of(range.settings).ifPresent(keys::add));
    return keys;
  }

  /// The least TTL that a packet of any neighbour can have at this listener; 0 where one of them
  /// has no limit, or where there is none.
  int ttlMin(ListenerState listener) {
    int least = SocketOptions.TTL_MAX + 1;
    for (Neighbour neighbour : neighbours.values()) {
      PeerSettings settings = neighbour.peer.settings();
      if (listener.meets(settings.remoteAddress().version(), settings.socket())) {
        least = Math.min(least, settings.socket().ttlMin());
      }
    }
    for (Range range : ranges.values()) {
      SocketOptions options = range.settings.template().socket();
      if (listener.meets(range.settings.range().version(), options)) {
        least = Math.min(least, options.ttlMin());
      }
    }
    return least > SocketOptions.TTL_MAX ? 0 : least;
  }

  List<Quarantined> quarantined(String name) {
    Neighbour neighbour = neighbours.get(name);
    return neighbour == null ? List.of() : neighbour.peer.quarantined(turn.nowNanos());
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
