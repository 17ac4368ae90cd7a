package io.munia.daemon;

import io.munia.peering.router.Router;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells systemd that we are alive, as long as the router's loop answers.
final class Watchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private final ScheduledExecutorService timer;

  private Watchdog(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /// Does nothing where systemd has set no watchdog.
  static Watchdog start(Notifier systemd, Router router, Map<String, String> environment) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("watchdog").daemon().factory());
    long micros = micros(environment.getOrDefault("WATCHDOG_USEC", ""));
    if (micros > 0) {
      var _ =
          timer.scheduleAtFixedRate(
              () -> feed(systemd, router), 0, micros / 3, TimeUnit.MICROSECONDS);
    }
    return new Watchdog(timer);
  }

  private static void feed(Notifier systemd, Router router) {
    var _ = router.read(view -> true).thenAccept(_ -> systemd.say("WATCHDOG=1"));
  }

  private static long micros(String text) {
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      LOG.warn("WATCHDOG_USEC: found '{}'; a number would do", text);
      return 0;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
