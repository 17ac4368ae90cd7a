package io.munia.fib.netlink.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The FIB thread: waits for notifications, for tasks of other threads, and for the owner's next
/// deadline, all in one `poll`. A platform thread, because a call into the kernel would pin a
/// virtual one; woken through an eventfd, because that costs one call however many tasks wait, and
/// a receive timeout would trade latency against idle work.
public final class NetlinkLoop implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NetlinkLoop.class);

  /// Tasks run before notifications are looked at again.
  private static final int TASKS_PER_TURN_MAX = 64;

  private static final int CLOSE_WAIT_SECONDS = 10;

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Object waking = new Object();
  private final NetlinkSocket notifications;
  private final Owner owner;
  private final Thread thread;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = arena.allocate(Libc.STATE);
  private final MemorySegment wakeState = arena.allocate(Libc.STATE);
  private final MemorySegment drained = arena.allocate(JAVA_LONG);
  private final MemorySegment descriptors = arena.allocate(2 * Libc.POLLFD.byteSize(), 8);
  private final int wakeup;
  private volatile boolean stopping;
  private boolean closed;

  /// Whose thread this is. Every call comes on it.
  public interface Owner {
    /// There are notifications.
    void readable(long nowNanos);

    /// Does what is due.
    ///
    /// @return when it next wants to be called, in the terms of `nowNanos`; `Long.MAX_VALUE` for
    ///   never
    long due(long nowNanos);

    /// The last call: lets go of what it holds.
    void stopped();
  }

  public NetlinkLoop(String name, NetlinkSocket notifications, Owner owner) {
    this.notifications = notifications;
    this.owner = owner;
    this.wakeup = Libc.eventfd(state, 0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK);
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /// The clock in whose terms deadlines are.
  public long nowNanos() {
    return System.nanoTime();
  }

  /// Runs a task on the FIB thread, in order. After the end it is dropped.
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    wake();
  }

  private void wake() {
    if (!inLoop() && awake.compareAndSet(false, true)) {
      synchronized (waking) {
        if (!closed) {
          Libc.eventfdWrite(wakeState, wakeup, 1);
        }
      }
    }
  }

  private void run() {
    long fdBytes = Libc.POLLFD.byteSize();
    descriptors.set(JAVA_INT, 0, notifications.fd());
    descriptors.set(JAVA_SHORT, 4, Libc.POLLIN);
    descriptors.set(JAVA_INT, fdBytes, wakeup);
    descriptors.set(JAVA_SHORT, fdBytes + 4, Libc.POLLIN);
    while (!stopping) {
      boolean left = runTasks();
      long next = guarded(() -> owner.due(System.nanoTime()));
      descriptors.set(JAVA_SHORT, 6, (short) 0);
      descriptors.set(JAVA_SHORT, fdBytes + 6, (short) 0);
      Libc.poll(state, descriptors, 2, left || stopping ? 0 : millisUntil(next));
      if (descriptors.get(JAVA_SHORT, fdBytes + 6) != 0) {
        Libc.eventfdRead(state, wakeup, drained);
        awake.set(false);
      }
      if (descriptors.get(JAVA_SHORT, 6) != 0) {
        guarded(() -> {
          owner.readable(System.nanoTime());
          return 0;
        });
      }
    }
    guarded(() -> {
      owner.stopped();
      return 0;
    });
    synchronized (waking) {
      closed = true;
      Libc.close(state, wakeup);
    }
  }

  /// @return whether some are left
  private boolean runTasks() {
    for (int i = 0; i < TASKS_PER_TURN_MAX; i++) {
      Runnable task = tasks.poll();
      if (task == null) {
        return false;
      }
      guarded(() -> {
        task.run();
        return 0;
      });
    }
    return !tasks.isEmpty();
  }

  private static int millisUntil(long deadlineNanos) {
    if (deadlineNanos == Long.MAX_VALUE) {
      return -1;
    }
    long left = deadlineNanos - System.nanoTime();
    return left <= 0 ? 0 : (int) Math.min(TimeUnit.NANOSECONDS.toMillis(left) + 1, 60_000);
  }

  /// A fault of ours is logged and costs the one task that had it, never the thread.
  private static long guarded(Step step) {
    try {
      return step.run();
    } catch (RuntimeException | Error fault) {
      LOG.error("A task of the FIB thread failed; the thread goes on", fault);
      return Long.MAX_VALUE;
    }
  }

  private interface Step {
    long run();
  }

  /// Ends the thread after the task it is in, and waits for that; from the thread itself, does not
  /// wait.
  @Override
  public void close() {
    stopping = true;
    wake();
    if (!inLoop()) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(CLOSE_WAIT_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
