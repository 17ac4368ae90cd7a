package io.munia.daemon;

import io.munia.peering.router.Router;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done at intervals: systemd is told that we are alive, as long as the router's loop
/// answers, and memory is given back to the system after a large table has gone.
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  /// Twice this at most, and a large table that has gone costs no memory any longer.
  private static final long TRIM_SECONDS = 10;

  private final ScheduledExecutorService timer;

  private Upkeep(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  static Upkeep start(Notifier systemd, Router router, Map<String, String> environment) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("upkeep").daemon().factory());
    long micros = micros(environment.getOrDefault("WATCHDOG_USEC", ""));
    if (micros > 0) {
      var _ =
          timer.scheduleAtFixedRate(
              () -> feed(systemd, router), 0, micros / 3, TimeUnit.MICROSECONDS);
    }
    var _ =
        timer.scheduleWithFixedDelay(
            () -> trim(router), TRIM_SECONDS, TRIM_SECONDS, TimeUnit.SECONDS);
    return new Upkeep(timer);
  }

  /// What the tables gave back reaches the system by a full collection alone. It comes when nothing
  /// happens, and is short: there is little left to keep.
  private static void trim(Router router) {
    var _ =
        router
            .trimIfCalm()
            .thenAccept(trimmed -> {
              if (trimmed) {
                System.gc();
              }
            });
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
