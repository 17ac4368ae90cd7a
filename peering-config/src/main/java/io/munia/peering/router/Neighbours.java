package io.munia.peering.router;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.LinkLocalForm;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.RouteRefresh;
import io.munia.bgp.session.CloseReason;
import io.munia.bgp.session.PeerListener;
import io.munia.bgp.session.PeerSession;
import io.munia.bgp.session.PeerSettings;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeerOptions.NextHopSelf;
import io.munia.peering.model.PeerOptions.ReflectorClient;
import io.munia.peering.model.Restart;
import io.munia.rib.LinkNextHops;
import io.munia.rib.PeerHost;
import io.munia.rib.PeerProfile;
import io.munia.rib.PeerProfile.Policies;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.Rib;
import io.munia.rib.RibPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Joins sessions and tables: what a session hears goes into the RIB, and the RIB's neighbour is
/// there from Established to the end. Owned by the router's loop.
final class Neighbours {
  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

  private final Rib rib;
  private final Convergence convergence;
  private final Deferral deferral;
  private final @Nullable Asn confederation;
  private final LongSupplier nanos;
  private final BiConsumer<PeerSession, String> begun;
  private final Consumer<String> ended;
  private final Map<String, Established> established = new HashMap<>();

  /// Those that were lost and of which something is kept, or was.
  private final Map<String, Established> lost = new HashMap<>();

  /// Who listens to the sessions of a configured neighbour or range, by its name.
  private final Map<String, Listener> listeners = new ConcurrentHashMap<>();

  /// @param confederation identifier of ours, or null
  /// @param begun hears of a session that is established, with the name of the neighbour or range
  /// @param ended hears the name of a neighbour whose session is over
  Neighbours(
      Rib rib,
      Convergence convergence,
      Deferral deferral,
      @Nullable Asn confederation,
      LongSupplier nanos,
      BiConsumer<PeerSession, String> begun,
      Consumer<String> ended) {
    this.rib = rib;
    this.confederation = confederation;
    this.convergence = convergence;
    this.deferral = deferral;
    this.nanos = nanos;
    this.begun = begun;
    this.ended = ended;
  }

  /// A neighbour that is up.
  record Established(
      PeerSession session,
      RibPeer peer,
      PeerProfile profile,
      Restart restart,
      PeerListener listener) {}

  Optional<Established> find(String name) {
    return Optional.ofNullable(established.get(name));
  }

  /// See [Router#refresh].
  Optional<Negotiated> refresh(String name, boolean in, boolean out) {
    Optional<Established> found = find(name);
    found.ifPresent(neighbour -> {
      for (AddressFamily family : neighbour.session().negotiated().families()) {
        if (in) {
          neighbour.session().requestRefresh(family);
        }
        if (out) {
          neighbour.peer().refresh(new RouteRefresh(family, RouteRefresh.Subtype.REQUEST));
        }
      }
    });
    return found.map(neighbour -> neighbour.session().negotiated());
  }

  /// What a session of these options tells. Thread-safe.
  ///
  /// @param name of the neighbour, or of the range that it comes from
  /// @param group empty where there is none
  PeerListener listener(String name, String group, PeerOptions options) {
    Listener listener = new Listener(name, group, options);
    listeners.put(name, listener);
    return listener;
  }

  /// Sessions of this range that begin from now on have these options; those that stand keep
  /// theirs.
  void options(String range, PeerOptions options) {
    Listener listener = listeners.get(range);
    if (listener != null) {
      listener.options = options;
    }
  }

  /// A neighbour or range is no longer configured. Thread-safe; what is kept of it goes on `loop`.
  void forget(String name, Executor loop) {
    Listener listener = listeners.remove(name);
    if (listener != null) {
      loop.execute(() -> {
        for (Established neighbour : List.copyOf(lost.values())) {
          if (neighbour.listener().equals(listener)) {
            lost.remove(neighbour.profile().name());
            neighbour.peer().down();
          }
        }
      });
    }
  }

  /// Nothing is kept any longer of a neighbour that is lost.
  void drop(String name) {
    Established neighbour = lost.remove(name);
    if (neighbour != null) {
      neighbour.peer().down();
    }
  }

  /// From now on these neighbours and ranges have these policies, established or not.
  void policies(Map<String, PeerOptions> changed) {
    Map<PeerListener, Policies> wanted = new HashMap<>();
    changed.forEach((name, options) -> {
      Listener listener = listeners.get(name);
      if (listener != null) {
        listener.policies = policies(options);
        wanted.put(listener, listener.policies);
      }
    });
    Map<RibPeer, Policies> now = new HashMap<>();
    List<Established> all = new ArrayList<>(established.values());
    all.addAll(lost.values());
    for (Established neighbour : all) {
      Policies policies = wanted.get(neighbour.listener());
      if (policies != null) {
        now.put(neighbour.peer(), policies);
      }
    }
    rib.policies(now);
  }

  private static Policies policies(PeerOptions options) {
    return new Policies(options.importPolicy(), options.exportPolicy(), options.relation().rules());
  }

  private PeerProfile profile(
      PeerSession session,
      String group,
      PeerOptions options,
      Policies policies,
      Optional<LinkLocalForm> remembered) {
    LinkAddresses link =
        LinkAddresses.of(
            session.localAddress(), session.remoteAddress(), session.settings().socket().device());
    Role role =
        session.negotiated().confederation()
            ? Role.CONFEDERATION
            : !session.negotiated().internal()
                ? Role.EBGP
                : options.client() == ReflectorClient.YES ? Role.CLIENT : Role.IBGP;
    return new PeerProfile(
        session.settings().name(),
        group,
        session.remoteAddress(),
        role,
        session.negotiated(),
        options.nextHopSelf() == NextHopSelf.YES,
        link.v4().orElse(null),
        link.v6().orElse(null),
        options.clusterId(),
        policies.imports(),
        policies.exports(),
        options.exchange().clientToClient(),
        Duration.ofSeconds(options.exchange().intervalSeconds()),
        confederation,
        options.exchange().limits(),
        options.paths().sent(),
        policies.rules(),
        nextHops(link, session.negotiated(), options, remembered));
  }

  /// ADR 0039 of rib has the order.
  private static LinkNextHops nextHops(
      LinkAddresses link,
      Negotiated negotiated,
      PeerOptions options,
      Optional<LinkLocalForm> remembered) {
    LinkNextHops usual = LinkNextHops.of(link.v6().orElse(null), link.linkLocal().orElse(null));
    return options
        .session()
        .linkLocalNextHop()
        .map(usual::configured)
        .orElseGet(() ->
            negotiated.linkLocalNextHop()
                ? usual.negotiated()
                : remembered.map(usual::learned).orElse(usual));
  }

  /// The session as the tables see it.
  private record Host(PeerSession session) implements PeerHost {
    @Override
    public void end(Notification notification, String why, Duration pause) {
      session.close(notification, why, pause);
    }

    @Override
    public void warn(String sentence) {
      LOG.warn("{}: {}", session.settings().name(), sentence);
    }
  }

  /// All sessions of one configured neighbour, or of one range.
  private final class Listener implements PeerListener {
    private final String configured;
    private final String group;
    private PeerOptions options;
    private Policies policies;

    /// How the neighbour wrote link-local next hops in its last session; of a range there are many,
    /// and none is remembered.
    private Optional<LinkLocalForm> shown = Optional.empty();

    /// @param configured name of the neighbour or range
    Listener(String configured, String group, PeerOptions options) {
      this.configured = configured;
      this.group = group;
      this.options = options;
      this.policies = policies(options);
    }

    @Override
    public void established(PeerSession session) {
      PeerProfile profile = profile(session, group, options, policies, shown);
      RibPeer peer = rib.peerUp(profile, session.sink(), new Host(session));
      lost.remove(profile.name());
      established.put(
          profile.name(), new Established(session, peer, profile, options.restart(), this));
      LOG.debug("{} is in the tables: {}", profile.name(), session.negotiated().families());
      convergence.established(profile.name(), session.negotiated().families(), nanos.getAsLong());
      begun.accept(session, configured);
      deferral.established(profile.name(), session.negotiated(), nanos.getAsLong());
      rib.serve();
    }

    @Override
    public void update(PeerSession session, UpdateReader update, Verdict verdict) {
      Established neighbour = established.get(session.settings().name());
      if (neighbour == null) {
        return;
      }
      neighbour.peer().received(update, verdict);
      if (!convergence.isDone() || !deferral.isDone()) {
        for (AddressFamily family : session.negotiated().families()) {
          if (update.isEndOfRib(family)) {
            convergence.endOfRib(neighbour.profile().name(), family, nanos.getAsLong());
            deferral.endOfRib(neighbour.profile().name(), family, nanos.getAsLong());
          }
        }
      }
    }

    @Override
    public void refresh(PeerSession session, RouteRefresh request) {
      find(session.settings().name()).ifPresent(n -> n.peer().refresh(request));
    }

    @Override
    public void closed(PeerSession session, CloseReason reason) {
      String name = session.settings().name();
      Established neighbour = established.remove(name);
      if (neighbour != null) {
        if (name.equals(configured)) {
          shown = neighbour.peer().nextHops().learned();
        }
        neighbour.peer().lost(Retentions.of(neighbour.restart(), session.negotiated(), reason));
        boolean kept = !rib.view().stale(name).isEmpty();
        lost.keySet().removeIf(other -> rib.view().stale(other).isEmpty());
        if (kept) {
          lost.put(name, neighbour);
        }
        LOG.debug("{} is {}: {}", name, kept ? "lost" : "out of the tables", reason.sentence());
      }
      convergence.closed(name);
      deferral.closed(name, nanos.getAsLong());
      rib.serve();
      ended.accept(name);
    }

    @Override
    public void unreachable(PeerSettings neighbour, boolean answered) {
      deferral.unreachable(neighbour.name(), answered, nanos.getAsLong());
    }

    @Override
    public void readComplete(PeerSession session) {
      rib.serve();
    }

    @Override
    public void writable(PeerSession session) {
      find(session.settings().name()).ifPresent(n -> n.peer().writable());
      rib.serve();
    }
  }
}
