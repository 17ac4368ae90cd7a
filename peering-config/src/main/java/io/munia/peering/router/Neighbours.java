package io.munia.peering.router;

import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.RouteRefresh;
import io.munia.bgp.session.CloseReason;
import io.munia.bgp.session.PeerListener;
import io.munia.bgp.session.PeerSession;
import io.munia.net.AddressFamily;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeerOptions.NextHopSelf;
import io.munia.peering.model.PeerOptions.ReflectorClient;
import io.munia.rib.PeerProfile;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.Rib;
import io.munia.rib.RibPeer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Joins sessions and tables: what a session hears goes into the RIB, and the RIB's neighbour is
/// there from Established to the end. Owned by the router's loop.
final class Neighbours {
  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

  private final Rib rib;
  private final Convergence convergence;
  private final LongSupplier nanos;
  private final Consumer<String> ended;
  private final Map<String, Established> established = new HashMap<>();

  /// @param ended hears the name of a neighbour whose session is over
  Neighbours(Rib rib, Convergence convergence, LongSupplier nanos, Consumer<String> ended) {
    this.rib = rib;
    this.convergence = convergence;
    this.nanos = nanos;
    this.ended = ended;
  }

  /// A neighbour that is up.
  record Established(PeerSession session, RibPeer peer, PeerProfile profile) {}

  Optional<Established> find(String name) {
    return Optional.ofNullable(established.get(name));
  }

  /// What a session of these options tells.
  ///
  /// @param group empty where there is none
  PeerListener listener(String group, PeerOptions options) {
    return new Listener(group, options);
  }

  private PeerProfile profile(PeerSession session, String group, PeerOptions options) {
    LinkAddresses link = LinkAddresses.of(session.localAddress());
    Role role =
        !session.negotiated().internal()
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
        options.importPolicy(),
        options.exportPolicy(),
        options.paths().sent());
  }

  /// All sessions of one configured neighbour, or of one range.
  private final class Listener implements PeerListener {
    private final String group;
    private final PeerOptions options;

    Listener(String group, PeerOptions options) {
      this.group = group;
      this.options = options;
    }

    @Override
    public void established(PeerSession session) {
      PeerProfile profile = profile(session, group, options);
      RibPeer peer = rib.peerUp(profile, session.sink(), session::close);
      established.put(profile.name(), new Established(session, peer, profile));
      LOG.debug("{} is in the tables: {}", profile.name(), session.negotiated().families());
      convergence.established(profile.name(), session.negotiated().families(), nanos.getAsLong());
      rib.serve();
    }

    @Override
    public void update(PeerSession session, UpdateReader update, Verdict verdict) {
      Established neighbour = established.get(session.settings().name());
      if (neighbour == null) {
        return;
      }
      neighbour.peer().received(update, verdict);
      if (!convergence.isDone()) {
        for (AddressFamily family : session.negotiated().families()) {
          if (update.isEndOfRib(family)) {
            convergence.endOfRib(neighbour.profile().name(), family, nanos.getAsLong());
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
        neighbour.peer().down();
        LOG.debug("{} is out of the tables: {}", name, reason.sentence());
      }
      convergence.closed(name);
      rib.serve();
      ended.accept(name);
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
