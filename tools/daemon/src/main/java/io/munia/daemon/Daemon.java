package io.munia.daemon;

import io.munia.bfd.socket.Bfd;
import io.munia.ndp.socket.Ndp;
import io.munia.peering.control.Verb;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.router.Ports;
import io.munia.peering.router.Router;
import io.munia.peering.router.StartException;
import io.munia.peering.router.TableVerbs;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `muniad -c FILE`: reads the configuration, starts every part by hand, in order, and stops them
/// in the opposite order; what a part refuses is one sentence, and nothing stays half done.
public final class Daemon {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private Daemon() {}

  public static void main(String[] args) throws InterruptedException {
    long begun = System.nanoTime();
    Logging.toStandardError();
    switch (CommandLine.parse(args)) {
      case CommandLine.Said(String text) -> System.out.println(text);
      case CommandLine.Wrong(String sentence) -> end(ExitCode.USAGE, sentence);
      case CommandLine.Run(var file) -> {
        ConfigFile source = new ConfigFile(file, System.getenv());
        Optional<PeeringConfig> config = source.read();
        if (config.isEmpty()) {
          System.exit(ExitCode.USAGE);
        } else {
          run(source, config.get(), begun);
        }
      }
    }
  }

  private static void run(ConfigFile source, PeeringConfig config, long begun)
      throws InterruptedException {
    Notifier systemd = Notifier.of(System.getenv());
    try (Parts parts = new Parts()) {
      // What may be refused comes first, what others notice last: sockets, the kernel, the store;
      // then the router listens, blocks are claimed, sessions begin.
      Signals signals = Signals.install();
      Optional<ControlServer> control = config.control().map(ControlServer::bind).map(parts::add);
      Optional<Metrics.Port> metrics = config.metrics().map(Metrics.Port::bind).map(parts::add);
      Kernel kernel = parts.add(Kernel.start(config.fib()));
      Bfd bfd = parts.add(Bfd.idle(new SecureRandom().nextLong()));
      Ndp ndp = parts.add(Ndp.idle(new SecureRandom().nextLong()));
      Optional<Addresses> addresses = config.ipam().map(Addresses::open).map(parts::add);
      Router router =
          parts.add(Router.start(config, loop -> ports(kernel, bfd, ndp, addresses, loop)));
      List<Verb> verbs = verbs(router, source, kernel, bfd, addresses);
      control.ifPresent(server -> server.serve(verbs));
      metrics.ifPresent(port -> parts.add(Metrics.start(port, router, kernel, bfd)));
      parts.add(Upkeep.start(systemd, router, System.getenv()));
      LOG.info("ready in {} ms", (System.nanoTime() - begun) / 1_000_000);
      Warmup.start();
      systemd.say("READY=1");
      Signals.Signal signal;
      while ((signal = signals.await()) == Signals.Signal.RELOAD) {
        systemd.reloading();
        Optional<PeeringConfig> next = source.read();
        next.ifPresentOrElse(wanted -> Reload.apply(router, wanted), Reload::refused);
        systemd.say(
            "READY=1\nSTATUS="
                + (next.isPresent() ? "" : "The last reload was refused; see the log."));
      }
      systemd.say("STOPPING=1");
      LOG.info("stopping: sessions end, routes in the kernel stay");
      if (signal == Signals.Signal.STOP) {
        router.leaveForRestart();
      }
    } catch (StartException | StartRefused e) {
      end(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    System.exit(ExitCode.OK);
  }

  private static Ports ports(
      Kernel kernel, Bfd bfd, Ndp ndp, Optional<Addresses> addresses, Executor loop) {
    addresses.ifPresent(Addresses::claim);
    return new Ports(
        kernel.fib(),
        kernel.nextHops(loop),
        addresses.map(a -> Map.of("ipam", a.routes())).orElse(Map.of()),
        Optional.of(new Detection(bfd, loop)),
        Optional.of(new Discovery(ndp, loop)));
  }

  private static List<Verb> verbs(
      Router router, ConfigFile source, Kernel kernel, Bfd bfd, Optional<Addresses> addresses) {
    List<Verb> verbs = new ArrayList<>();
    Map<String, Supplier<io.munia.peering.control.Json.Obj>> more =
        Map.of("fib", new FibVerb(kernel)::summary);
    verbs.addAll(TableVerbs.of(router, CommandLine.version(), more));
    verbs.add(new FibVerb(kernel));
    verbs.add(new BfdVerb(bfd));
    verbs.add(new DiffVerb(router, source));
    verbs.addAll(IpamVerbs.of(addresses.map(Addresses::ipam)));
    return verbs;
  }

  private static void end(int code, String sentence) {
    System.err.println("muniad: " + sentence);
    System.exit(code);
  }
}
