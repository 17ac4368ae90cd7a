package io.munia.peering.router;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.session.PeerListener;
import io.munia.bgp.session.PeerSession;
import io.munia.bgp.session.PeerStatus;
import io.munia.bgp.session.Quarantined;
import io.munia.bgp.transport.BgpEndpoint;
import io.munia.bgp.transport.EndpointSettings;
import io.munia.bgp.transport.ListenAt;
import io.munia.bgp.transport.Listening;
import io.munia.bgp.transport.Md5Key;
import io.munia.net.AddressFamily;
import io.munia.net.RouterId;
import io.munia.peering.change.Apply;
import io.munia.peering.change.Change;
import io.munia.peering.change.Changes;
import io.munia.peering.model.Confederation;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.Listen;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeeringConfig;
import io.munia.rib.Alarm;
import io.munia.rib.Rib;
import io.munia.rib.RibView;
import io.munia.rib.RouteSource;
import io.munia.rib.route.LocalRoute;
import io.netty.channel.IoEventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One speaker, whole: sessions, tables and ports on one loop, which this class starts and stops.
/// Thread-safe: what touches tables and sessions is posted to the loop. The desired state is owned
/// by this object, under its lock; the other fields below the line are the loop's.
public final class Router implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  /// Name under which tables show routes of the configuration.
  private static final String STATIC = "static";

  private final BgpEndpoint endpoint;
  private final IoEventLoop loop;
  private final Instant started = Instant.now();
  private final StaticRoutes statics;
  private final List<RouteSource> sources = new ArrayList<>();
  private final List<Listen> listening = new ArrayList<>();
  private final Restarting restarting;
  private PeeringConfig config;

  // ---- the loop's
  private final Rib rib;
  private final Convergence convergence;
  private final Deferral deferral;
  private final Neighbours neighbours;
  private final WatchedPaths paths;
  private final Listed listed;

  /// Listens, connects, originates. What was begun is undone where it does not come to a good end.
  ///
  /// @throws StartException with a sentence, where the machine does not allow it
  public static Router start(PeeringConfig config, Ports.Wiring wiring) throws StartException {
    BgpEndpoint endpoint =
        BgpEndpoint.start(EndpointSettings.of("munia", ThreadLocalRandom.current().nextLong()));
    try {
      List<Listen> listening = listen(endpoint, config);
      Executor tasks = untilTheEnd(endpoint.loop());
      Ports ports = wiring.on(tasks);
      requireDiscovery(config, ports);
      Router router =
          onLoop(endpoint.loop(), () -> new Router(config, endpoint, tasks, ports, listening))
              .join();
      router.begin(ports);
      return router;
    } catch (StartException | RuntimeException e) {
      endpoint.close();
      throw e;
    }
  }

  private static void requireDiscovery(PeeringConfig config, Ports ports) throws StartException {
    Optional<PeerConfig> lost =
        config.peers().stream()
            .filter(peer -> peer.unnumbered() && ports.discovery().isEmpty())
            .findFirst();
    if (lost.isPresent()) {
      throw new StartException(
          lost.get().name()
              + " has no address, and nobody here listens for router advertisements on "
              + lost.get().device()
              + ": an address would do, or a NeighbourDiscovery among the ports");
    }
  }

  /// The loop as the ports have it: what they say after its end is of no use to anybody.
  private static Executor untilTheEnd(Executor loop) {
    return task -> {
      try {
        loop.execute(task);
      } catch (RejectedExecutionException e) {
        LOG.debug("a task came after the end", e);
      }
    };
  }

  private static List<Listen> listen(BgpEndpoint endpoint, PeeringConfig config)
      throws StartException {
    List<Md5Key> keys = new ArrayList<>();
    config.peers().forEach(peer -> Md5Key.of(Settings.of(config, peer)).ifPresent(keys::add));
    config.dynamic().forEach(range -> Md5Key.of(Settings.of(config, range)).ifPresent(keys::add));
    List<Listen> bound = new ArrayList<>();
    for (Listen listen : config.listen()) {
      switch (endpoint.bind(at(listen), keys).join()) {
        case Listening.Bound(var address, int port) -> {
          bound.add(new Listen(address, port, listen.device()));
          LOG.info("listening on {}", bound.getLast());
        }
        case Listening.Refused(String why) -> throw new StartException(why);
      }
    }
    return bound;
  }

  private static ListenAt at(Listen listen) {
    return new ListenAt(listen.address(), listen.port(), listen.device());
  }

  /// The loop is not waited for: it may be waiting for what [#apply] holds.
  @SuppressWarnings("FutureReturnValueIgnored") // [#listened] says how it ends
  private void listenNow(Listen listen) {
    endpoint.listen(at(listen)).thenAccept(answer -> listened(listen, answer));
  }

  /// A socket that cannot be had is said, and tried again at the next reload.
  private synchronized void listened(Listen asked, Listening answer) {
    switch (answer) {
      case Listening.Bound(var address, int port) ->
          listening.add(new Listen(address, port, asked.device()));
      case Listening.Refused(String why) -> {
        LOG.error("{}", why);
        config = config.withoutListen(asked);
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends well, and nobody waits for it
  private void listenNoLonger(Listen listen) {
    endpoint.unlisten(at(listen));
    listening.removeIf(bound ->
        bound.address().equals(listen.address())
            && bound.device().equals(listen.device())
            && (listen.port() == 0 || bound.port() == listen.port()));
  }

  private Router(
      PeeringConfig config,
      BgpEndpoint endpoint,
      Executor tasks,
      Ports ports,
      List<Listen> listening) {
    this.config = config;
    this.endpoint = endpoint;
    this.loop = endpoint.loop();
    this.listening.addAll(listening);
    this.statics = new StaticRoutes(config.routes());
    this.rib =
        new Rib(
            new Rib.Settings(config.as(), config.routerId(), config.multipath(), hashKey()),
            ports.nextHops(),
            tasks,
            new Later());
    this.restarting = Restarting.of(config, ports.fib(), System.nanoTime());
    this.deferral = restarting.deferral(config, this::announce);
    rib.defer(restarting.deferred());
    Map<String, Set<AddressFamily>> carried = new HashMap<>();
    config.peers().forEach(peer -> carried.put(peer.name(), peer.options().families()));
    this.convergence =
        new Convergence(carried, !config.dynamic().isEmpty(), System.nanoTime(), this::converged);
    this.neighbours =
        new Neighbours(
            rib,
            convergence,
            deferral,
            config.confederation().map(Confederation::id).orElse(null),
            System::nanoTime,
            this::sessionBegun,
            this::sessionEnded);
    this.paths =
        new WatchedPaths(
            ports.paths(),
            endpoint,
            name -> neighbours.find(name).map(Neighbours.Established::session));
    this.listed =
        new Listed(
            endpoint,
            neighbours,
            paths,
            ports.discovery(),
            peer -> Settings.of(config(), peer, restarting));
    rib.clusters(clusters(config));
    rib.aggregate(config.aggregates());
    ports.fib().ifPresent(rib::attach);
  }

  private static long hashKey() {
    return ThreadLocalRandom.current().nextLong();
  }

  private static Set<RouterId> clusters(PeeringConfig config) {
    return Stream.concat(
            config.peers().stream().map(PeerConfig::options),
            config.dynamic().stream().map(DynamicRange::options))
        .filter(options -> options.client() == PeerOptions.ReflectorClient.YES)
        .map(PeerOptions::clusterId)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Whoever connects is heard once all neighbours and ranges are known.
  private void begin(Ports ports) {
    originate(STATIC, statics);
    ports.sources().forEach(this::originate);
    config.peers().forEach(this::add);
    config.dynamic().forEach(this::add);
    endpoint.accept();
    loop.execute(this::checkConvergence);
  }

  private void originate(String name, RouteSource source) {
    sources.add(source);
    source.start(new Posted(rib.originations(name)));
  }

  private void add(PeerConfig peer) {
    PeerListener listener = neighbours.listener(peer.name(), peer.group(), peer.options());
    loop.execute(() -> listed.add(peer, listener));
  }

  private void add(DynamicRange range) {
    endpoint.add(
        Settings.of(config, range, restarting),
        neighbours.listener(range.name(), range.group(), range.options()));
    loop.execute(() -> paths.configured(range));
  }

  /// Tasks of the tables that have to wait.
  private final class Later implements Alarm {
    @Override
    public void after(Duration delay, Runnable task) {
      loop.schedule(
              () -> {
                task.run();
                rib.serve();
              },
              delay.toNanos(),
              TimeUnit.NANOSECONDS)
          .addListener(outcome -> LOG.trace("what had to wait is done: {}", outcome));
    }

    @Override
    public long nowNanos() {
      return System.nanoTime();
    }
  }

  /// Looks once a second until nothing is waited for.
  private void checkConvergence() {
    convergence.check(System.nanoTime());
    deferral.check(System.nanoTime());
    if (!convergence.isDone() || !deferral.isDone()) {
      loop.schedule(this::checkConvergence, 1, TimeUnit.SECONDS)
          .addListener(outcome -> LOG.trace("convergence was looked at: {}", outcome));
    }
  }

  private void announce(AddressFamily family, List<String> missing) {
    LOG.info(
        "{} is announced from now on: {}",
        family,
        missing.isEmpty()
            ? "after the restart nobody is waited for any longer"
            : "after the restart it was waited long enough for " + String.join(" ", missing));
    rib.announce(family);
    rib.serve();
  }

  private void converged(AddressFamily family) {
    LOG.info("initial routes of {} are in: {} prefixes", family, rib.view().size(family));
    rib.converged(family);
    rib.serve();
  }

  private void sessionBegun(PeerSession session, String configured) {
    paths.established(session, configured);
    listed.established(configured);
  }

  private void sessionEnded(String name) {
    listed.closed(name);
  }

  /// Where connections are accepted, with the ports that were chosen.
  public synchronized List<Listen> listening() {
    return List.copyOf(listening);
  }

  /// Goes from the configuration that holds to this one, and says what was done; nothing where
  /// nothing differs. What waits for the next start goes on as it was, and is said each time.
  public synchronized List<Change> apply(PeeringConfig wanted) {
    List<Change> changes = Changes.between(config, wanted).all();
    PeeringConfig next = config.asFarAsLive(wanted);
    config = next;
    loop.execute(() -> rib.clusters(clusters(next)));
    changes.forEach(this::carryOut);
    Map<String, PeerOptions> policies = policies(changes);
    if (!changes.isEmpty()) {
      loop.execute(() -> {
        neighbours.policies(policies);
        rib.keepHits(next.policies());
      });
    }
    return changes;
  }

  /// Policies of neighbours whose sessions stay, all at once: those of a group move together.
  private static Map<String, PeerOptions> policies(List<Change> changes) {
    Map<String, PeerOptions> policies = new HashMap<>();
    for (Change change : changes) {
      if (change instanceof Change.PeerChanged(_, PeerConfig after, Apply apply, _)
          && apply.compareTo(Apply.NEXT_SESSION) <= 0) {
        policies.put(after.name(), after.options());
      } else if (change instanceof Change.RangeChanged(_, DynamicRange after, _, _)) {
        policies.put(after.name(), after.options());
      }
    }
    return policies;
  }

  private void carryOut(Change change) {
    switch (change) {
      case Change.PeerAdded(PeerConfig peer) -> add(peer);
      case Change.PeerRemoved(PeerConfig peer) -> {
        neighbours.forget(peer.name(), loop);
        loop.execute(() -> {
          listed.remove(peer.name());
          convergence.removed(peer.name());
          deferral.removed(peer.name(), System.nanoTime());
        });
      }
      case Change.PeerChanged(_, PeerConfig after, Apply apply, _) -> changed(after, apply);
      case Change.RangeAdded(DynamicRange range) -> add(range);
      case Change.RangeChanged(_, DynamicRange after, _, _) -> changed(after);
      case Change.RangeRemoved(DynamicRange range) -> {
        neighbours.forget(range.name(), loop);
        endpoint.remove(range.name(), "");
        loop.execute(() -> paths.removed(range.name()));
      }
      case Change.ListenAdded(Listen listen) -> listenNow(listen);
      case Change.ListenRemoved(Listen listen) -> listenNoLonger(listen);
      case Change.RouteAdded(var route) -> statics.announce(route);
      case Change.RouteRemoved(var route) -> statics.withdraw(route.prefix());
      case Change.AggregatesChanged(_, var after) -> loop.execute(() -> rib.aggregate(after));
      case Change.NeedsRestart _ -> {
        // the caller says so
      }
    }
  }

  /// Its policies, see there; what is watched; and what holds for those who come from now on.
  private void changed(DynamicRange after) {
    endpoint.change(Settings.of(config(), after, restarting));
    loop.execute(() -> {
      neighbours.options(after.name(), after.options());
      paths.configured(after);
    });
  }

  private void changed(PeerConfig after, Apply apply) {
    switch (apply) {
      case LIVE, REFRESH -> loop.execute(() -> listed.changed(after));
      case NEXT_SESSION -> loop.execute(() -> listed.changedForNextSession(after));
      case RESET, RESTART -> add(after);
    }
  }

  /// The configuration that holds.
  public synchronized PeeringConfig config() {
    return config;
  }

  /// A picture of sessions and counters, taken on the loop.
  CompletableFuture<List<Quarantined>> quarantined(String peer) {
    return endpoint.quarantined(peer);
  }

  public CompletableFuture<RouterStatus> status() {
    PeeringConfig current = config();
    return endpoint.peers().thenCompose(peers -> onLoop(loop, () -> picture(current, peers)));
  }

  private RouterStatus picture(PeeringConfig current, List<PeerStatus> peers) {
    Map<AddressFamily, Integer> prefixes = new EnumMap<>(AddressFamily.class);
    for (AddressFamily family : AddressFamily.values()) {
      int size = rib.view().size(family);
      if (size > 0 || family.isUnicast()) {
        prefixes.put(family, size);
      }
    }
    StatusPicture picture =
        new StatusPicture(current, neighbours, listed, paths, rib.view(), Instant.now());
    return new RouterStatus(
        current.routerId(),
        current.as(),
        started,
        prefixes,
        convergence.done(),
        deferral.awaited(System.nanoTime()),
        deferral.left(System.nanoTime()),
        peers.stream().map(picture::of).toList());
  }

  /// Asks the neighbour for its routes again, sends it ours again, or both; answers with the
  /// session that was there, if there was one. A neighbour that knows no route refresh is not
  /// asked.
  public CompletableFuture<Optional<Negotiated>> refresh(String name, boolean in, boolean out) {
    return onLoop(loop, () -> neighbours.refresh(name, in, out));
  }

  /// Ends the session with this neighbour and begins a new one at once, whatever was waited for;
  /// answers whether there is such a neighbour. One that waits for its path goes on waiting.
  ///
  /// @param text for the neighbour's operator, may be empty
  ///
  /// @param hard whether neither side is to keep routes of the other meanwhile
  public CompletableFuture<Boolean> reset(String name, String text, boolean hard) {
    return onLoop(loop, () -> listed.holds(name))
        .thenCompose(held ->
            held
                ? CompletableFuture.completedFuture(true)
                : hard ? endpoint.resetHard(name, text) : endpoint.reset(name, text))
        .thenCompose(known ->
            hard
                ? onLoop(loop, () -> keepsNothing(name, known))
                : CompletableFuture.completedFuture(known));
  }

  /// What is kept of a session that was lost before goes as well.
  private boolean keepsNothing(String name, boolean known) {
    neighbours.drop(name);
    rib.serve();
    return known;
  }

  /// Reads tables on the loop; the function must be short.
  public <T> CompletableFuture<T> read(Function<RibView, T> reading) {
    return onLoop(loop, () -> reading.apply(rib.view()));
  }

  /// See [Rib#trimIfCalm].
  public CompletableFuture<Boolean> trimIfCalm() {
    return onLoop(loop, rib::trimIfCalm);
  }

  private static <T> CompletableFuture<T> onLoop(IoEventLoop loop, Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, loop);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void detach() {
    listed.stop();
    rib.detach();
  }

  /// Ends every session as one that comes back soon, where the neighbour keeps our routes meanwhile
  /// and packets flow on ([RFC 4724 §4.1](https://www.rfc-editor.org/rfc/rfc4724#section-4.1)).
  /// [#close] is to follow.
  public void leaveForRestart() {
    try {
      CompletableFuture.runAsync(this::detach, loop).join();
      endpoint.stopForRestart().join();
    } catch (CompletionException | RejectedExecutionException e) {
      LOG.warn("sessions did not end in order: {}", e.getMessage());
    }
  }

  /// Ends every session (Cease, administrative shutdown), closes the sources, stops the loop.
  /// Forwarding tables stay as they are: they are let go of before the first session ends.
  @Override
  public void close() {
    try {
      CompletableFuture.runAsync(this::detach, loop).join();
      endpoint.stop("").join();
    } catch (CompletionException | RejectedExecutionException e) {
      LOG.warn("sessions did not end in order: {}", e.getMessage());
    }
    sources.forEach(RouteSource::close);
    endpoint.close();
  }

  /// A source's routes, carried to the loop.
  private final class Posted implements RouteSource.Originations {
    private final RouteSource.Originations inner;

    Posted(RouteSource.Originations inner) {
      this.inner = inner;
    }

    @Override
    public void announce(LocalRoute route) {
      post(() -> inner.announce(route));
    }

    @Override
    public void withdraw(io.munia.net.Prefix prefix) {
      post(() -> inner.withdraw(prefix));
    }

    private void post(Runnable call) {
      try {
        loop.execute(() -> {
          call.run();
          rib.serve();
        });
      } catch (RejectedExecutionException e) {
        LOG.debug("a route came after the end", e);
      }
    }
  }
}
