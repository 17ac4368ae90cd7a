package io.munia.ndp.socket;

import io.munia.libc.PollThread;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Router discovery on interfaces, on a thread of its own, which begins with the first of them.
/// Methods may be called from any thread and take effect on that one, in order.
public final class Ndp implements AutoCloseable {
  private final long seed;
  private @Nullable Running running;
  private boolean closed;

  private record Running(PollThread thread, Links links) {
    void execute(Consumer<Links> task) {
      thread.execute(() -> task.accept(links));
    }
  }

  private Ndp(long seed) {
    this.seed = seed;
  }

  /// Nothing native is made before there is an interface: the first call into the C library costs a
  /// start a tenth of a second and 2 MB.
  ///
  /// @param seed of the jitter of advertisements
  public static Ndp idle(long seed) {
    return new Ndp(seed);
  }

  /// Advertises this router on an interface, which may come later, and looks for the one at the
  /// other end. A second call for the same interface replaces the listener.
  public void discover(String device, NdpListener listener) {
    Running begun = begun();
    if (begun != null) {
      begun.execute(links -> links.discover(device, listener, System.nanoTime()));
    }
  }

  /// Whether there is a session with the neighbour that was found there: then no other router takes
  /// its place.
  public void inUse(String device, boolean yes) {
    Running there = running();
    if (there != null) {
      there.execute(links -> links.inUse(device, yes, System.nanoTime()));
    }
  }

  /// Says and hears nothing more on this interface.
  public void forget(String device) {
    Running there = running();
    if (there != null) {
      there.execute(links -> links.forget(device));
    }
  }

  private synchronized @Nullable Running running() {
    return closed ? null : running;
  }

  private synchronized @Nullable Running begun() {
    if (running == null && !closed) {
      Links links = new Links(new SplittableRandom(seed));
      PollThread thread = new PollThread("munia-ndp", new NdpLoop(links));
      thread.start();
      running = new Running(thread, links);
    }
    return running();
  }

  /// Ends the thread. Nothing is said to neighbours: a router lifetime of 0, which is how a router
  /// says that it ceases, is in every advertisement of ours.
  @Override
  public void close() {
    Running there = running();
    synchronized (this) {
      closed = true;
    }
    if (there != null) {
      there.thread.close();
    }
  }
}
