package io.munia.benchmarks;

import io.munia.bgp.session.CloseReason;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerStatus;
import io.munia.bgp.transport.BgpEndpoint;
import io.munia.bgp.transport.EndpointSettings;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `feed`: a recorded file becomes one BGP session for each neighbour in it.
final class FeedCommand {
  /// Until every session is established, in seconds.
  static final int ESTABLISH_SECONDS_MAX = 30;

  private static final IpAddress LOOPBACK_SOURCE = IpAddress.parse("127.0.1.1");

  private final PrintStream out;

  FeedCommand(PrintStream out) {
    this.out = out;
  }

  /// @param families which entries of a table are sent
  /// @param port 1 to 65,535
  /// @param from source address of the first session, the others follow; null for the kernel's
  ///   choice, which serves one session
  /// @param asIs whether recorded next hops are sent instead of the session's own address
  /// @param hold how long sessions stay up once all is sent
  record Wish(
      Path file,
      Set<AddressFamily> families,
      IpAddress to,
      int port,
      @Nullable IpAddress from,
      boolean asIs,
      Hold hold,
      long holdSeconds) {}

  enum Hold {
    NO,
    FOR_A_TIME,
    FOR_EVER
  }

  /// @throws IOException with a sentence, where the file cannot be read
  int run(Wish wish) throws IOException, InterruptedException {
    long readFrom = System.nanoTime();
    Recording.Read read = Recording.of(wish.file(), wish.families());
    describe(wish, read);
    List<PeerRoutes> peers =
        read.peers().stream().filter(peer -> !peer.families().isEmpty()).toList();
    if (peers.isEmpty()) {
      out.println("Nothing to feed: the file holds no routes that can be replayed.");
      return 1;
    }
    IpAddress first = source(wish);
    if (first == null && peers.size() > 1) {
      out.println(
          peers.size()
              + " sessions need "
              + peers.size()
              + " source addresses: name the first of them with --from.");
      return 2;
    }
    Map<PeerRoutes, FeedSession> sessions = new LinkedHashMap<>();
    List<IpAddress> sources = new ArrayList<>();
    for (PeerRoutes peer : peers) {
      IpAddress own = first == null ? null : plus(first, sources.size());
      sources.add(own == null ? IpAddress.v4(0) : own);
      sessions.put(peer, new FeedSession(peer.encode(wish.asIs() ? null : own)));
    }
    out.printf("Read and packed in %.1f s.%n", seconds(readFrom, System.nanoTime()));
    try (BgpEndpoint endpoint = BgpEndpoint.start(EndpointSettings.of("feed", System.nanoTime()))) {
      Thread farewell = new Thread(endpoint::close);
      Runtime.getRuntime().addShutdownHook(farewell);
      int code = feed(wish, endpoint, sessions, first == null ? List.of() : sources);
      Runtime.getRuntime().removeShutdownHook(farewell);
      return code;
    } catch (IllegalStateException _) {
      return 0; // Ctrl-C: the JVM is already on its way down
    }
  }

  private void describe(Wish wish, Recording.Read read) {
    out.printf(
        "%s: %,d records, %d peers%s%n",
        wish.file().getFileName(),
        read.summary().records(),
        read.peers().size(),
        read.summary().note().isEmpty() ? "" : "; " + read.summary().note());
    read.summary()
        .skipped()
        .forEach((kind, count) -> out.printf("  not replayed: %,d × %s%n", count, kind));
  }

  private static @Nullable IpAddress source(Wish wish) {
    return wish.from() == null && wish.to().isLoopback() && wish.to().version() == IpVersion.V4
        ? LOOPBACK_SOURCE
        : wish.from();
  }

  private int feed(
      Wish wish,
      BgpEndpoint endpoint,
      Map<PeerRoutes, FeedSession> sessions,
      List<IpAddress> sources)
      throws InterruptedException {
    int index = 0;
    for (Map.Entry<PeerRoutes, FeedSession> entry : sessions.entrySet()) {
      IpAddress source = sources.isEmpty() ? null : sources.get(index);
      endpoint.add(settings(wish, entry.getKey(), source, index++), entry.getValue());
    }
    if (!established(endpoint, sessions)) {
      return 1;
    }
    out.printf("%d sessions established; sending.%n", sessions.size());
    out.flush();
    long cpu = cpuNanos();
    long start = System.nanoTime();
    endpoint.loop().execute(() -> sessions.values().forEach(FeedSession::start));
    for (FeedSession session : sessions.values()) {
      session.sent().await();
    }
    boolean whole = report(sessions, start, cpuNanos() - cpu);
    hold(wish);
    return whole ? 0 : 1;
  }

  /// Waits for all sessions; says which did not come up, and why.
  private boolean established(BgpEndpoint endpoint, Map<PeerRoutes, FeedSession> sessions)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ESTABLISH_SECONDS_MAX);
    boolean all = true;
    for (FeedSession session : sessions.values()) {
      long left = Math.max(0, deadline - System.nanoTime());
      all &= session.established().await(left, TimeUnit.NANOSECONDS);
    }
    if (all) {
      return true;
    }
    List<PeerStatus> status = endpoint.peers().join();
    int index = 0;
    int missing = 0;
    for (Map.Entry<PeerRoutes, FeedSession> entry : sessions.entrySet()) {
      String name = name(index++);
      if (entry.getValue().established().getCount() > 0) {
        missing++;
        String why =
            status.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .flatMap(FeedCommand::why)
                .map(reason -> ": " + reason.sentence())
                .orElse("");
        out.printf(
            "%s: no session within %d s%s%n", entry.getKey().peer(), ESTABLISH_SECONDS_MAX, why);
      }
    }
    out.println(missing + " of " + sessions.size() + " sessions were not established.");
    return false;
  }

  /// What tells most about attempts that failed: what the other end said of them, if it did; the
  /// next attempts may just find it closed.
  private static Optional<CloseReason> why(PeerStatus status) {
    return status.history().stream()
        .map(PeerStatus.Ended::reason)
        .filter(CloseReason.Received.class::isInstance)
        .findFirst()
        .or(() -> status.last().map(PeerStatus.Ended::reason));
  }

  private static String name(int index) {
    return "feed-" + index;
  }

  private static PeerSettings settings(
      Wish wish, PeerRoutes peer, @Nullable IpAddress source, int index) {
    return PeerSettings.with(name(index), wish.to(), peer.peer().as(), peer.peer().routerId())
        .remotePort(wish.port())
        .localAddress(source)
        .connectRetrySeconds(1)
        .families(peer.families())
        .build();
  }

  private boolean report(Map<PeerRoutes, FeedSession> sessions, long start, long cpuNanos) {
    out.printf("%-44s %10s %10s %12s %8s%n", "PEER", "PATHS", "UPDATES", "BYTES", "SECONDS");
    boolean whole = true;
    long last = start;
    for (Map.Entry<PeerRoutes, FeedSession> entry : sessions.entrySet()) {
      PeerRoutes routes = entry.getKey();
      FeedSession session = entry.getValue();
      out.printf(
          "%-44s %,10d %,10d %,12d %8s%n",
          routes.peer(),
          routes.paths(),
          routes.updates(),
          session.bytes(),
          session.sentNanos() == 0
              ? "-"
              : String.format("%.2f", seconds(start, session.sentNanos())));
      if (routes.tooLarge() > 0) {
        out.printf(
            "  not sent: %,d paths, whose attributes leave no room for a prefix in a message%n",
            routes.tooLarge());
      }
      if (session.sentNanos() == 0) {
        whole = false;
        out.println("  ended before all was sent: " + session.lost());
      }
      last = Math.max(last, session.sentNanos());
    }
    out.printf(
        "%s in %.2f s; this process used %.2f s of CPU meanwhile.%n",
        whole ? "All sent" : "Not all was sent", seconds(start, last), cpuNanos / 1e9);
    out.flush();
    return whole;
  }

  private void hold(Wish wish) throws InterruptedException {
    switch (wish.hold()) {
      case NO -> {}
      case FOR_A_TIME -> {
        out.println("Sessions stay up for " + wish.holdSeconds() + " s.");
        TimeUnit.SECONDS.sleep(wish.holdSeconds());
      }
      case FOR_EVER -> {
        out.println("Sessions stay up until Ctrl-C.");
        out.flush();
        new java.util.concurrent.CountDownLatch(1).await();
      }
    }
  }

  /// The address `index` further.
  static IpAddress plus(IpAddress first, int index) {
    return first.version() == IpVersion.V4
        ? IpAddress.v4(first.v4Bits() + index)
        : IpAddress.v6(first.high(), first.low() + index);
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  private static long cpuNanos() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(java.time.Duration::toNanos)
        .orElse(0L);
  }
}
