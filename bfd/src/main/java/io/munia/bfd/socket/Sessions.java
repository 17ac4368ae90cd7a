package io.munia.bfd.socket;

import io.munia.bfd.BfdPacket;
import io.munia.bfd.BfdSession;
import io.munia.bfd.Discard;
import io.munia.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All sessions, and which one a packet belongs to ([RFC 5880
/// §6.3](https://www.rfc-editor.org/rfc/rfc5880#section-6.3)). Owned by the BFD thread.
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  /// Sessions in all. At 100 ms these are 20,000 packets a second.
  static final int SESSIONS_MAX = 1_024;

  /// [RFC 5881 §5](https://www.rfc-editor.org/rfc/rfc5881#section-5).
  private static final int TTL = 255;

  /// Late by so much is a stall.
  private static final long STALL_NANOS = 20_000_000;

  private final RandomGenerator chance;
  private final Receivers receivers = new Receivers();
  private final Map<String, Watched> byName = new HashMap<>();
  private final Map<Integer, Watched> byDiscriminator = new HashMap<>();
  private final Map<Path, Watched> byPath = new HashMap<>();

  /// Those that are told that it is over, with the time when that has been long enough.
  private final Map<Watched, Long> leaving = new HashMap<>();

  private final Map<Discard, Long> discarded = new EnumMap<>(Discard.class);
  private long stalls;
  private long stallMax;

  /// No deadline is earlier; looked at again when it has come.
  private long armed = BfdSession.NEVER;

  private record Path(IpAddress remote, Hops hops) {
    static Path of(BfdTarget target) {
      return new Path(target.remote(), target.hops());
    }
  }

  Sessions(RandomGenerator chance) {
    this.chance = chance;
  }

  void watch(String name, BfdTarget target, BfdListener listener, long now) {
    Watched there = byName.get(name);
    if (there != null && there.target().samePath(target)) {
      there.change(target.timers(), listener, now);
      arm(there.nextDeadlineNanos());
      return;
    }
    forget(name, now);
    Watched same = byPath.get(Path.of(target));
    if (same != null) {
      // What we still say of the session before would be taken for this one's.
      remove(same);
    }
    if (byPath.size() >= SESSIONS_MAX) {
      LOG.error("{}: there are {} BFD sessions, and no room for another", name, SESSIONS_MAX);
      return;
    }
    Watched watched = new Watched(name, target, listener, discriminator(), chance, now);
    byName.put(name, watched);
    byDiscriminator.put(watched.discriminator(), watched);
    byPath.put(Path.of(target), watched);
    receivers.need(target.remote().version(), target.hops(), now);
    arm(watched.nextDeadlineNanos());
    arm(receivers.nextDeadlineNanos());
    watched.tellAgain();
  }

  private int discriminator() {
    int drawn = 0;
    while (drawn == 0 || byDiscriminator.containsKey(drawn)) {
      drawn = chance.nextInt();
    }
    return drawn;
  }

  void forget(String name, long now) {
    Watched watched = byName.remove(name);
    if (watched == null) {
      return;
    }
    long wait = watched.leave(now);
    if (wait == 0) {
      remove(watched);
    } else {
      leaving.put(watched, now + wait);
      arm(now + wait);
      arm(watched.nextDeadlineNanos());
    }
  }

  private void remove(Watched watched) {
    byName.remove(watched.name(), watched);
    byDiscriminator.remove(watched.discriminator(), watched);
    byPath.remove(Path.of(watched.target()), watched);
    leaving.remove(watched);
    watched.close();
  }

  /// @param ttl that the packet came with
  void received(byte[] bytes, int length, IpAddress source, Hops hops, int ttl, long now) {
    if (hops == Hops.SINGLE && ttl != TTL) {
      discard(Discard.TTL);
      return;
    }
    switch (BfdPacket.decode(bytes, length)) {
      case BfdPacket.Decoded.Discarded(Discard why) -> discard(why);
      case BfdPacket.Decoded.Packet(BfdPacket packet) -> {
        Watched watched = find(packet, source, hops);
        if (watched != null) {
          watched.received(packet, now);
          arm(watched.nextDeadlineNanos());
        }
      }
    }
  }

  /// A discriminator of ours decides, but not for packets that come from elsewhere: over several
  /// hops nothing else would keep strangers out.
  private @Nullable Watched find(BfdPacket packet, IpAddress source, Hops hops) {
    Watched watched =
        packet.yourDiscriminator() == 0
            ? byPath.get(new Path(source, hops))
            : byDiscriminator.get(packet.yourDiscriminator());
    if (watched == null) {
      discard(Discard.NO_SESSION);
      return null;
    }
    if (!watched.target().remote().equals(source) || watched.target().hops() != hops) {
      discard(Discard.ADDRESS);
      return null;
    }
    return watched;
  }

  private void discard(Discard why) {
    discarded.merge(why, 1L, Long::sum);
  }

  private void arm(long deadline) {
    if (deadline != BfdSession.NEVER && (armed == BfdSession.NEVER || deadline - armed < 0)) {
      armed = deadline;
    }
  }

  long nextDeadlineNanos() {
    return armed;
  }

  /// Nobody was here when the time came.
  void late(long nanos, long now) {
    if (nanos < STALL_NANOS) {
      return;
    }
    stalls++;
    stallMax = Math.max(stallMax, nanos);
    byPath.values().forEach(watched -> watched.stalled(nanos, now));
  }

  /// Does what is due, if anything is.
  ///
  /// @param now a time after which all packets that had come were handed over
  void due(long now) {
    if (armed == BfdSession.NEVER || armed - now > 0) {
      return;
    }
    receivers.due(now);
    for (Map.Entry<Watched, Long> left : List.copyOf(leaving.entrySet())) {
      if (left.getValue() - now <= 0) {
        remove(left.getKey());
      }
    }
    armed = BfdSession.NEVER;
    for (Watched watched : byPath.values()) {
      watched.due(now);
      arm(watched.nextDeadlineNanos());
    }
    leaving.values().forEach(this::arm);
    arm(receivers.nextDeadlineNanos());
  }

  Receivers receivers() {
    return receivers;
  }

  BfdView view(long now) {
    List<BfdView.Session> sessions = new ArrayList<>();
    byName.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .forEach(watched -> {
          BfdTarget target = watched.target();
          String problem = receivers.problem(target.remote().version(), target.hops());
          sessions.add(watched.view(problem, now));
        });
    return new BfdView(sessions, discarded, stalls, Duration.ofNanos(stallMax));
  }

  /// Every neighbour is told once.
  void stop(long now) {
    for (String name : List.copyOf(byName.keySet())) {
      forget(name, now);
    }
    for (Watched watched : List.copyOf(byPath.values())) {
      remove(watched);
    }
    receivers.close();
  }
}
