package io.munia.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.munia.bfd.BfdState;
import io.munia.bfd.socket.Bfd;
import io.munia.bfd.socket.BfdView;
import io.munia.fib.netlink.FibView;
import io.munia.peering.model.Listen;
import io.munia.peering.router.Router;
import io.munia.peering.router.RouterStatus;
import io.munia.rib.StaleRoutes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;

/// Prometheus metrics: every scrape takes one picture of the router.
@SuppressWarnings("deprecation") // the simpleclient registry is the one that is wanted
final class Metrics implements AutoCloseable {
  private static final int PICTURE_SECONDS_MAX = 5;
  private static final int WAITING_CONNECTIONS_MAX = 16;

  private final Router router;
  private final Kernel kernel;
  private final Bfd bfd;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, MultiGauge> gauges = new HashMap<>();
  private final ExecutorService scraper;

  private Metrics(Router router, Kernel kernel, Bfd bfd, ExecutorService scraper) {
    this.router = router;
    this.kernel = kernel;
    this.bfd = bfd;
    this.scraper = scraper;
  }

  /// The port, taken before anything else is begun; who connects waits.
  record Port(HttpServer server) implements AutoCloseable {

    /// @throws StartRefused where the port cannot be had
    static Port bind(Listen listen) {
      try {
        return new Port(
            HttpServer.create(
                new InetSocketAddress(
                    InetAddress.getByAddress(listen.address().toBytes()), listen.port()),
                WAITING_CONNECTIONS_MAX));
      } catch (IOException e) {
        throw new StartRefused(
            "munia.metrics: cannot listen on "
                + listen
                + ": "
                + String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT)
                + "; another address or port would do");
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  static Metrics start(Port port, Router router, Kernel kernel, Bfd bfd) {
    ExecutorService scraper =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("metrics").daemon().factory());
    Metrics metrics = new Metrics(router, kernel, bfd, scraper);
    port.server().setExecutor(scraper);
    port.server().createContext("/metrics", metrics::answer);
    port.server().start();
    return metrics;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] page;
      int code = 200;
      try {
        page = scrape().getBytes(StandardCharsets.UTF_8);
      } catch (ExecutionException | TimeoutException e) {
        code = 503;
        page = "muniad does not answer\n".getBytes(StandardCharsets.UTF_8);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(code, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  private String scrape() throws ExecutionException, TimeoutException, InterruptedException {
    RouterStatus status = router.status().get(PICTURE_SECONDS_MAX, TimeUnit.SECONDS);
    put("munia.peer.up", "1 where the session is established", status, p -> p.up() ? 1 : 0);
    put("munia.peer.paths.in", "Paths held", status, p -> p.counters().pathsIn());
    put("munia.peer.prefixes.out", "Prefixes announced", status, p -> p.counters().prefixesOut());
    put(
        "munia.peer.paths.stale",
        "Paths kept though their session was lost",
        status,
        p -> p.stale().stream().mapToLong(StaleRoutes::paths).sum());
    put("munia.peer.updates.in", "UPDATEs of this session", status, p -> p.counters().updatesIn());
    put(
        "munia.peer.treated.as.withdraw",
        "UPDATEs with that verdict of RFC 7606",
        status,
        p -> p.counters().treatedAsWithdraw());
    put(
        "munia.peer.attributes.discarded",
        "UPDATEs with that verdict of RFC 7606",
        status,
        p -> p.counters().attributesDiscarded());
    List<MultiGauge.Row<?>> prefixes = new ArrayList<>();
    status
        .prefixes()
        .forEach((family, count) -> prefixes.add(row(Tags.of("family", family.toString()), count)));
    gauge("munia.rib.prefixes", "Prefixes that have a path").register(prefixes, true);
    if (kernel.view().isPresent()) {
      fib(kernel.view().get().summary().get(PICTURE_SECONDS_MAX, TimeUnit.SECONDS));
    }
    paths(bfd.view().get(PICTURE_SECONDS_MAX, TimeUnit.SECONDS));
    return registry.scrape();
  }

  private void paths(BfdView view) {
    List<MultiGauge.Row<?>> up = new ArrayList<>();
    List<MultiGauge.Row<?>> downs = new ArrayList<>();
    List<MultiGauge.Row<?>> gaps = new ArrayList<>();
    for (BfdView.Session session : view.sessions()) {
      Tags tags = Tags.of("peer", session.name());
      up.add(row(tags, session.change().state() == BfdState.UP ? 1 : 0));
      downs.add(row(tags, session.downs()));
      gaps.add(row(tags, session.gapMax().toNanos() / 1_000));
    }
    gauge("munia.bfd.up", "1 where the BFD session is up").register(up, true);
    gauge("munia.bfd.downs", "How often it went down after having been up").register(downs, true);
    gauge("munia.bfd.gap.max.micros", "Longest time between two packets of ours")
        .register(gaps, true);
    List<MultiGauge.Row<?>> discarded = new ArrayList<>();
    view.discarded()
        .forEach((why, count) ->
            discarded.add(row(Tags.of("reason", why.name().toLowerCase(Locale.ROOT)), count)));
    gauge("munia.bfd.discarded", "BFD packets that were for no session").register(discarded, true);
  }

  private void put(
      String name, String help, RouterStatus status, ToLongFunction<RouterStatus.Peer> value) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (RouterStatus.Peer peer : status.peers()) {
      rows.add(
          row(
              Tags.of("peer", peer.name(), "group", peer.group(), "role", peer.role()),
              value.applyAsLong(peer)));
    }
    gauge(name, help).register(rows, true);
  }

  private void fib(FibView.Summary summary) {
    List<MultiGauge.Row<?>> routes = new ArrayList<>();
    for (Map.Entry<String, FibView.Count> family :
        Map.of("ipv4-unicast", summary.ipv4(), "ipv6-unicast", summary.ipv6()).entrySet()) {
      FibView.Count count = family.getValue();
      routes.add(row(Tags.of("family", family.getKey(), "state", "installed"), count.installed()));
      routes.add(row(Tags.of("family", family.getKey(), "state", "waiting"), count.waiting()));
      routes.add(row(Tags.of("family", family.getKey(), "state", "failed"), count.failed()));
      routes.add(row(Tags.of("family", family.getKey(), "state", "found"), count.found()));
    }
    gauge("munia.fib.routes", "Routes of the kernel that are ours").register(routes, true);
    FibView.Counters counters = summary.counters();
    gauge("munia.fib.operations", "What was done to the kernel since the start")
        .register(
            List.of(
                row(Tags.of("kind", "adopted"), counters.adopted()),
                row(Tags.of("kind", "written"), counters.written()),
                row(Tags.of("kind", "deleted"), counters.deleted()),
                row(Tags.of("kind", "stale-removed"), counters.staleRemoved()),
                row(Tags.of("kind", "failure"), counters.failures()),
                row(Tags.of("kind", "drift-repaired"), counters.driftsRepaired()),
                row(Tags.of("kind", "resync"), counters.resyncs()),
                row(Tags.of("kind", "overrun"), counters.overruns())),
            true);
  }

  private static MultiGauge.Row<?> row(Tags tags, long value) {
    return MultiGauge.Row.of(tags, value);
  }

  private MultiGauge gauge(String name, String help) {
    return gauges.computeIfAbsent(
        name, _ -> MultiGauge.builder(name).description(help).register(registry));
  }

  @Override
  public void close() {
    scraper.shutdownNow();
    registry.close();
  }
}
