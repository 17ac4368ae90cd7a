package io.munia.peering.router;

import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerSettings.Passive;
import io.munia.bgp.session.PeerSettings.RemoteAs;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.peering.model.Exchange;
import io.munia.peering.model.FibConfig;
import io.munia.peering.model.Listen;
import io.munia.peering.model.Password;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeerOptions.NextHopSelf;
import io.munia.peering.model.PeerOptions.ReflectorClient;
import io.munia.peering.model.PeerPaths;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.Relation;
import io.munia.peering.model.Restart;
import io.munia.peering.model.SessionOptions;
import io.munia.peering.model.StaticRoute;
import io.munia.rib.Fib;
import io.munia.rib.NextHops;
import io.munia.rib.policy.Policy;
import io.munia.rib.route.Multipath;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Describes a speaker in code. Every method that takes a text throws IllegalArgumentException with
/// a sentence where the text cannot be meant.
public final class SpeakerBuilder {
  private static final int DEFERRAL_SECONDS = 120;

  private final List<Listen> listen = new ArrayList<>();
  private final List<PeerBuilder> peers = new ArrayList<>();
  private final List<StaticRoute> routes = new ArrayList<>();
  private @Nullable Asn as;
  private @Nullable RouterId routerId;
  private @Nullable Consumer<RouteEvent> onRoute;

  SpeakerBuilder() {}

  /// Our AS; must be said.
  public SpeakerBuilder as(long number) {
    if (number == 0) {
      throw new IllegalArgumentException("0 is nobody's AS: 1 to 4294967295");
    }
    as = new Asn(number);
    return this;
  }

  /// Our BGP Identifier; must be said.
  public SpeakerBuilder routerId(String id) {
    routerId = RouterId.parse(id);
    return this;
  }

  /// Accepts connections here; without it, connections are opened only.
  ///
  /// @param port 0 for any free one: see [Router#listening]
  public SpeakerBuilder listen(String address, int port) {
    listen.add(new Listen(IpAddress.parse(address), port));
    return this;
  }

  /// Adds a neighbour.
  public SpeakerBuilder peer(String name, Consumer<PeerBuilder> options) {
    PeerBuilder peer = new PeerBuilder(name);
    options.accept(peer);
    peers.add(peer);
    return this;
  }

  /// Announces a route of one's own from the start.
  public SpeakerBuilder announce(String prefix) {
    routes.add(new StaticRoute(Prefix.parse(prefix), false, Set.of()));
    return this;
  }

  /// Hears what was chosen, on the speaker's loop: it must be quick and must not block.
  public SpeakerBuilder onRoute(Consumer<RouteEvent> listener) {
    onRoute = listener;
    return this;
  }

  /// Starts.
  ///
  /// @throws StartException with a sentence, where the machine does not allow it
  /// @throws IllegalStateException where something that must be said was not
  public Speaker start() throws StartException {
    PeeringConfig config = config();
    StaticRoutes own = new StaticRoutes(routes);
    Consumer<RouteEvent> listener = onRoute;
    Router router =
        Router.start(
            config,
            loop -> {
              Optional<Fib> fib =
                  listener == null
                      ? Optional.empty()
                      : Optional.of(new CallbackFib(listener, loop));
              return new Ports(fib, NextHops.assumed(), Map.of("own", own));
            });
    return new Speaker(router, own);
  }

  private PeeringConfig config() {
    Asn number = as;
    RouterId id = routerId;
    if (number == null || id == null) {
      throw new IllegalStateException("a speaker needs as(…) and routerId(…)");
    }
    Set<Object> taken = new HashSet<>();
    List<PeerConfig> listed = new ArrayList<>();
    for (PeerBuilder peer : peers) {
      PeerConfig built = peer.build(number, id);
      if (!taken.add(built.name()) || !taken.add(built.place())) {
        throw new IllegalStateException(
            "peer " + built.name() + " (" + built.place() + ") is there already");
      }
      listed.add(built);
    }
    return new PeeringConfig(
        number,
        id,
        Optional.empty(),
        listen,
        listed,
        List.of(),
        List.of(),
        List.of(),
        Multipath.OFF,
        DEFERRAL_SECONDS,
        new FibConfig.Off(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// Describes a neighbour. Outside our AS nothing passes unless a policy says so ([RFC
  /// 8212](https://www.rfc-editor.org/rfc/rfc8212)).
  public static final class PeerBuilder {
    private final String name;
    private final Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
    private @Nullable IpAddress address;
    private @Nullable IpAddress localAddress;
    private @Nullable RemoteAs remoteAs;
    private @Nullable Policy importPolicy;
    private @Nullable Policy exportPolicy;
    private @Nullable String password;
    private int port = PeerSettings.PORT;
    private int holdTimeSeconds = PeerSettings.HOLD_TIME_SECONDS;
    private Passive passive = Passive.NO;
    private ReflectorClient client = ReflectorClient.NO;
    private NextHopSelf nextHopSelf = NextHopSelf.NO;

    private PeerBuilder(String name) {
      this.name = name;
    }

    /// Its address; must be said.
    public PeerBuilder address(String address) {
      this.address = IpAddress.parse(address);
      return this;
    }

    /// TCP port to connect to; 179 unless said.
    public PeerBuilder port(int port) {
      this.port = port;
      return this;
    }

    /// Source address of connections.
    public PeerBuilder localAddress(String address) {
      this.localAddress = IpAddress.parse(address);
      return this;
    }

    /// Its AS; must be said.
    public PeerBuilder remoteAs(long number) {
      this.remoteAs = new RemoteAs.Exactly(new Asn(number));
      return this;
    }

    /// What the session carries; the family of the address unless said.
    public PeerBuilder families(AddressFamily... carried) {
      families.addAll(List.of(carried));
      return this;
    }

    /// Proposed hold time, 0 or 3 to 65,535 seconds; 90 unless said.
    public PeerBuilder holdTimeSeconds(int seconds) {
      if (seconds < 0 || seconds == 1 || seconds == 2 || seconds > 65_535) {
        throw new IllegalArgumentException(
            "a hold time is 0 or 3 to 65535 seconds, not " + seconds);
      }
      this.holdTimeSeconds = seconds;
      return this;
    }

    /// Waits for the neighbour's connection.
    public PeerBuilder passive() {
      this.passive = Passive.YES;
      return this;
    }

    /// Makes it a client of this route reflector.
    public PeerBuilder routeReflectorClient() {
      this.client = ReflectorClient.YES;
      return this;
    }

    /// Sends our address as next hop of what was learned from others.
    public PeerBuilder nextHopSelf() {
      this.nextHopSelf = NextHopSelf.YES;
      return this;
    }

    /// TCP-MD5 key.
    public PeerBuilder password(String key) {
      this.password = key;
      return this;
    }

    public PeerBuilder importAll() {
      return importing(Policy.ACCEPT_ALL);
    }

    public PeerBuilder exportAll() {
      return exporting(Policy.ACCEPT_ALL);
    }

    /// What is let in.
    public PeerBuilder importing(Policy policy) {
      this.importPolicy = policy;
      return this;
    }

    /// What is let out.
    public PeerBuilder exporting(Policy policy) {
      this.exportPolicy = policy;
      return this;
    }

    private PeerConfig build(Asn localAs, RouterId routerId) {
      IpAddress at = address;
      RemoteAs remote = remoteAs;
      if (at == null || remote == null) {
        throw new IllegalStateException("peer " + name + " needs address(…) and remoteAs(…)");
      }
      Policy unsaid =
          remote.equals(new RemoteAs.Exactly(localAs)) ? Policy.ACCEPT_ALL : Policy.REJECT_ALL;
      return new PeerConfig(
          name,
          "",
          Optional.of(at),
          new PeerOptions(
              remote,
              port,
              Optional.ofNullable(localAddress),
              holdTimeSeconds,
              PeerSettings.CONNECT_RETRY_SECONDS,
              passive,
              client,
              nextHopSelf,
              routerId,
              families.isEmpty() ? Set.of(at.asHostPrefix().unicastFamily()) : families,
              PeerPaths.ONE,
              importPolicy == null ? unsaid : importPolicy,
              exportPolicy == null ? unsaid : exportPolicy,
              Optional.ofNullable(password).map(key -> new Password(Optional.empty(), key)),
              "",
              Exchange.UNLIMITED,
              Relation.USUAL,
              Optional.empty(),
              SessionOptions.DEFAULT,
              Restart.HELPER));
    }
  }
}
