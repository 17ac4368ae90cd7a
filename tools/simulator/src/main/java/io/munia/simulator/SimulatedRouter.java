package io.munia.simulator;

import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.RouteRefresh;
import io.munia.bgp.session.CloseReason;
import io.munia.bgp.session.Peer;
import io.munia.bgp.session.PeerListener;
import io.munia.bgp.session.PeerSession;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.Transport;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.rib.LinkNextHops;
import io.munia.rib.NextHops;
import io.munia.rib.PathsSent;
import io.munia.rib.PeerHost;
import io.munia.rib.PeerLimits;
import io.munia.rib.PeerProfile;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.PeerRules;
import io.munia.rib.Rib;
import io.munia.rib.RibPeer;
import io.munia.rib.RouteSource.Originations;
import io.munia.rib.policy.Policy;
import io.munia.rib.route.LocalRoute;
import io.munia.rib.route.PathOrigin;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One speaker: the same sessions and tables that the daemon runs, inline on the simulator's
/// thread.
final class SimulatedRouter {
  /// How it sees a neighbour.
  record Neighbour(SimulatedRouter router, Role role) {}

  private final VirtualTime time;
  private final RandomGenerator chance;
  private final Network network;
  private final String name;
  private final Asn as;
  private final IpAddress address;
  private final IpAddress addressV6;
  private final Map<IpAddress, Neighbour> neighbours = new LinkedHashMap<>();
  private final Map<IpAddress, Peer> peers = new LinkedHashMap<>();
  private final Set<Prefix> own = new TreeSet<>();
  private final UpdateReader reader = new UpdateReader();
  private Rib rib;
  private Originations originations;

  SimulatedRouter(
      VirtualTime time, RandomGenerator chance, Network network, String name, Asn as, int number) {
    this.time = time;
    this.chance = chance;
    this.network = network;
    this.name = name;
    this.as = as;
    this.address = IpAddress.v4(0x0a_00_00_00 + number);
    this.addressV6 = IpAddress.v6(0xfd00_0000_0000_0000L, number);
    this.rib = newRib();
    this.originations = rib.originations("static");
  }

  String name() {
    return name;
  }

  Asn as() {
    return as;
  }

  IpAddress address() {
    return address;
  }

  Rib rib() {
    return rib;
  }

  Set<Prefix> own() {
    return own;
  }

  void meet(SimulatedRouter other, Role role) {
    neighbours.put(other.address, new Neighbour(other, role));
  }

  void start() {
    for (Neighbour neighbour : neighbours.values()) {
      Peer peer =
          new Peer(
              settings(neighbour),
              new Listener(neighbour),
              new Wire(neighbour),
              reader,
              chance.nextLong());
      peers.put(neighbour.router().address, peer);
    }
    peers.values().forEach(peer -> peer.start(time.nowNanos()));
  }

  /// Dies without a word, and comes back with nothing but its own routes.
  void restart() {
    network.cutAll(this);
    peers.clear();
    rib = newRib();
    originations = rib.originations("static");
    own.forEach(this::announceNow);
    start();
  }

  void announce(Prefix prefix) {
    own.add(prefix);
    announceNow(prefix);
  }

  void withdraw(Prefix prefix) {
    own.remove(prefix);
    originations.withdraw(prefix);
  }

  void askForEverythingAgain(IpAddress neighbour) {
    listeners.getOrDefault(neighbour, () -> {}).run();
  }

  private final Map<IpAddress, Runnable> listeners = new LinkedHashMap<>();

  @Nullable Peer peer(IpAddress neighbour) {
    return peers.get(neighbour);
  }

  private void announceNow(Prefix prefix) {
    originations.announce(
        new LocalRoute(
            prefix,
            PathOrigin.STATIC,
            LocalRoute.Discard.NO,
            LocalRoute.Announce.AT_ONCE,
            Set.of()));
  }

  private Rib newRib() {
    return new Rib(
        new Rib.Settings(as, new RouterId(address.v4Bits())),
        NextHops.assumed(),
        work -> time.after(0, work),
        (delay, work) -> time.after(delay.toNanos(), work));
  }

  private PeerSettings settings(Neighbour neighbour) {
    return PeerSettings.with(
            neighbour.router().name, neighbour.router().address, as, new RouterId(address.v4Bits()))
        .localAddress(address)
        .remoteAs(new PeerSettings.RemoteAs.Exactly(neighbour.router().as))
        .holdTimeSeconds(9)
        .connectRetrySeconds(1)
        .families(EnumSet.allOf(AddressFamily.class))
        .build();
  }

  /// Joins one neighbour's sessions to the tables, as the daemon's router does.
  private final class Listener implements PeerListener {
    private final Neighbour neighbour;
    private @Nullable RibPeer peer;

    Listener(Neighbour neighbour) {
      this.neighbour = neighbour;
    }

    @Override
    public void established(PeerSession session) {
      PeerProfile profile =
          new PeerProfile(
              neighbour.router().name,
              "",
              neighbour.router().address,
              neighbour.role(),
              session.negotiated(),
              false,
              address,
              addressV6,
              new RouterId(address.v4Bits()),
              Policy.ACCEPT_ALL,
              Policy.ACCEPT_ALL,
              true,
              Duration.ZERO,
              null,
              PeerLimits.NONE,
              PathsSent.BEST,
              PeerRules.USUAL,
              LinkNextHops.NONE);
      peer = rib.peerUp(profile, session.sink(), new Host(session));
      listeners.put(
          neighbour.router().address,
          () -> {
            for (AddressFamily family : AddressFamily.UNICAST) {
              session.requestRefresh(family);
            }
          });
      rib.serve();
    }

    @Override
    public void update(PeerSession session, UpdateReader update, Verdict verdict) {
      if (!(verdict instanceof Verdict.Intact)) {
        throw new IllegalStateException(name + " from " + neighbour.router().name + ": " + verdict);
      }
      if (peer != null) {
        peer.received(update, verdict);
      }
    }

    @Override
    public void refresh(PeerSession session, RouteRefresh request) {
      if (peer != null) {
        peer.refresh(request);
      }
      rib.serve();
    }

    @Override
    public void closed(PeerSession session, CloseReason reason) {
      listeners.remove(neighbour.router().address);
      if (peer != null) {
        peer.down();
        peer = null;
      }
      rib.serve();
    }

    @Override
    public void readComplete(PeerSession session) {
      rib.serve();
    }

    @Override
    public void writable(PeerSession session) {
      if (peer != null) {
        peer.writable();
      }
      rib.serve();
    }
  }

  /// A session as the tables see it.
  private record Host(PeerSession session) implements PeerHost {
    @Override
    public void end(Notification notification, String why, Duration pause) {
      session.close(notification, why, pause);
    }

    @Override
    public void warn(String sentence) {
      throw new IllegalStateException(session.settings().name() + ": " + sentence);
    }
  }

  /// A peer's way to the network.
  private final class Wire implements Transport {
    private final Neighbour neighbour;
    private int attempt;
    private long armed;

    Wire(Neighbour neighbour) {
      this.neighbour = neighbour;
    }

    @Override
    public void connect() {
      int mine = ++attempt;
      Peer peer = peers.get(neighbour.router().address);
      time.after(
          1 + chance.nextLong(5_000_000),
          () -> {
            if (mine == attempt && peer != null && peer == peer(neighbour.router().address)) {
              network.connect(SimulatedRouter.this, neighbour.router(), peer);
            }
          });
    }

    @Override
    public void cancelConnect() {
      attempt++;
    }

    @Override
    public void arm(long deadlineNanos) {
      armed = deadlineNanos;
      Peer peer = peers.get(neighbour.router().address);
      time.at(
          deadlineNanos,
          () -> {
            if (armed == deadlineNanos
                && peer != null
                && peer == peer(neighbour.router().address)) {
              peer.deadlineReached(time.nowNanos());
            }
          });
    }

    @Override
    public long nowNanos() {
      return time.nowNanos();
    }
  }
}
