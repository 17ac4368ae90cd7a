package io.munia.bfd.socket;

import io.munia.libc.PollThread;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// BFD sessions on sockets, on a thread of their own, which begins with the first of them. Methods
/// may be called from any thread and take effect on that one, in order.
public final class Bfd implements AutoCloseable {
  private static final int VIEW_SECONDS_MAX = 5;
  private static final BfdView NOTHING = new BfdView(List.of(), Map.of(), 0, Duration.ZERO);

  private final Sessions sessions;
  private @Nullable PollThread loop;
  private boolean closed;

  private Bfd(long seed) {
    this.sessions = new Sessions(new SplittableRandom(seed));
  }

  /// @param seed of discriminators, ports and jitter
  public static Bfd idle(long seed) {
    return new Bfd(seed);
  }

  /// Watches a neighbour. One of the same name goes on with other timers where the path is the
  /// same, by a poll; else it is forgotten first.
  public void watch(String name, BfdTarget target, BfdListener listener) {
    PollThread running = begun();
    if (running != null) {
      running.execute(() -> sessions.watch(name, target, listener, System.nanoTime()));
    }
  }

  /// Shuts the session of this name down, and tells the neighbour that it is no failure
  /// (AdminDown).
  public void forget(String name) {
    PollThread running = running();
    if (running != null) {
      running.execute(() -> sessions.forget(name, System.nanoTime()));
    }
  }

  /// All sessions as they stand now.
  public CompletableFuture<BfdView> view() {
    PollThread running = running();
    if (running == null) {
      return CompletableFuture.completedFuture(NOTHING);
    }
    CompletableFuture<BfdView> answer = new CompletableFuture<>();
    running.execute(() -> answer.complete(sessions.view(System.nanoTime())));
    return answer.completeOnTimeout(NOTHING, VIEW_SECONDS_MAX, TimeUnit.SECONDS);
  }

  private synchronized @Nullable PollThread running() {
    return closed ? null : loop;
  }

  private synchronized @Nullable PollThread begun() {
    if (loop == null && !closed) {
      PollThread first = new PollThread("munia-bfd", new BfdLoop(sessions));
      first.start();
      loop = first;
    }
    return closed ? null : loop;
  }

  /// Shuts all sessions down, tells each neighbour once, and ends the thread.
  @Override
  public void close() {
    PollThread running = running();
    synchronized (this) {
      closed = true;
    }
    if (running != null) {
      running.close();
    }
  }
}
