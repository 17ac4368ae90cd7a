package io.munia.daemon;

import static jnr.constants.platform.Signal.SIGHUP;
import static jnr.constants.platform.Signal.SIGINT;
import static jnr.constants.platform.Signal.SIGTERM;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import jnr.posix.POSIXFactory;

/// SIGHUP, SIGTERM and SIGINT, for the main thread to act on.
final class Signals {
  /// A burst of signals is one.
  private static final int WAITING_MAX = 4;

  private final BlockingQueue<Signal> arrived = new LinkedBlockingQueue<>(WAITING_MAX);

  private Signals() {}

  enum Signal {
    RELOAD,
    /// As a service is stopped or restarted: neighbours that keep routes keep ours.
    STOP,
    /// By hand: nobody keeps anything.
    STOP_HARD
  }

  static Signals install() {
    Signals signals = new Signals();
    signals.on(SIGHUP, Signal.RELOAD);
    signals.on(SIGTERM, Signal.STOP);
    signals.on(SIGINT, Signal.STOP_HARD);
    return signals;
  }

  /// The pure Java variant goes through the JVM's own dispatcher: its handler runs on a thread, not
  /// inside the signal.
  private void on(jnr.constants.platform.Signal signal, Signal meaning) {
    POSIXFactory.getJavaPOSIX()
        .signal(
            signal,
            _ -> {
              if (!arrived.offer(meaning) && meaning != Signal.RELOAD) {
                arrived.clear();
                arrived.add(meaning);
              }
            });
  }

  Signal await() throws InterruptedException {
    return arrived.take();
  }
}
