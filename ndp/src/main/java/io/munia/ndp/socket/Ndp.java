package io.munia.ndp.socket;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Router discovery on interfaces, on a thread of its own, which begins with the first of them.
/// Methods may be called from any thread and take effect on that one, in order.
public final class Ndp implements AutoCloseable {
  private final long seed;
  private @Nullable NdpLoop loop;
  private boolean closed;

  private Ndp(long seed) {
    this.seed = seed;
  }

  /// Nothing native is made before there is an interface: the first call into the C library costs a
  /// start a tenth of a second and 4 MB.
  ///
  /// @param seed of the jitter of advertisements
  public static Ndp idle(long seed) {
    return new Ndp(seed);
  }

  /// Advertises this router on an interface, which may come later, and looks for the one at the
  /// other end. A second call for the same interface replaces the listener.
  public void discover(String device, NdpListener listener) {
    NdpLoop running = begun();
    if (running != null) {
      running.execute(links -> links.discover(device, listener, System.nanoTime()));
    }
  }

  /// Whether there is a session with the neighbour that was found there: then no other router takes
  /// its place.
  public void inUse(String device, boolean yes) {
    NdpLoop running = running();
    if (running != null) {
      running.execute(links -> links.inUse(device, yes, System.nanoTime()));
    }
  }

  /// Says and hears nothing more on this interface.
  public void forget(String device) {
    NdpLoop running = running();
    if (running != null) {
      running.execute(links -> links.forget(device));
    }
  }

  private synchronized @Nullable NdpLoop running() {
    return closed ? null : loop;
  }

  private synchronized @Nullable NdpLoop begun() {
    if (loop == null && !closed) {
      NdpLoop first = new NdpLoop(new Links(new SplittableRandom(seed)));
      first.start();
      loop = first;
    }
    return closed ? null : loop;
  }

  /// Ends the thread. Nothing is said to neighbours: a router lifetime of 0, which is how a router
  /// says that it ceases, is in every advertisement of ours.
  @Override
  public void close() {
    NdpLoop running = running();
    synchronized (this) {
      closed = true;
    }
    if (running != null) {
      running.close();
    }
  }
}
