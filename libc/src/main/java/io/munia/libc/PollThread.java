package io.munia.libc;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that waits for descriptors, for tasks of other threads, and for its owner's next
/// deadline, all in one `ppoll`. A platform thread, because a call into the kernel would pin a
/// virtual one; woken through an eventfd, because that costs one call however many tasks wait, and
/// a timeout would trade latency against idle work.
public final class PollThread implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PollThread.class);

  /// No deadline.
  public static final long NEVER = Long.MAX_VALUE;

  /// Tasks run before descriptors and deadlines are looked at again.
  static final int TASKS_PER_TURN_MAX = 64;

  private static final int CLOSE_WAIT_SECONDS = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Object waking = new Object();
  private final Owner owner;
  private final Thread thread;
  private final Poll poll = new Poll();
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = arena.allocate(Libc.STATE);
  private final MemorySegment wakeState = arena.allocate(Libc.STATE);
  private final MemorySegment drained = arena.allocate(JAVA_LONG);
  private final MemorySegment timeout = arena.allocate(2 * Long.BYTES, 8);
  private final int wakeup;
  private volatile boolean stopping;
  private boolean closed;

  /// Whose thread it is. Every call comes on it, in this order, the middle three in turns.
  public interface Owner {
    /// The first call.
    default void begin() {}

    /// When the next turn has to come at the latest, in the terms of `System.nanoTime`, or
    /// [#NEVER].
    long nextDeadlineNanos();

    /// Says which descriptors are waited for.
    void ask(Poll poll);

    /// Something is there, or the deadline has come, or a task.
    ///
    /// @param deadlineNanos what was said before the wait
    /// @param nowNanos when the wait was over
    void turn(Poll poll, long deadlineNanos, long nowNanos);

    /// The last call: lets go of what it holds.
    void end();
  }

  public PollThread(String name, Owner owner) {
    this.owner = owner;
    this.wakeup = Libc.eventfd(state);
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Whether the caller is this thread.
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /// Runs a task on this thread, in order. After the end it is dropped.
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
    guarded(owner::begin);
    while (!stopping) {
      turn();
    }
    guarded(owner::end);
    synchronized (waking) {
      closed = true;
      Libc.close(state, wakeup);
    }
  }

  private void turn() {
    boolean left = runTasks();
    long deadline = nextDeadlineNanos();
    poll.begin(wakeup);
    guarded(() -> owner.ask(poll));
    poll.await(state, left || stopping ? timespec(0) : until(deadline));
    long now = System.nanoTime();
    if (poll.isWoken()) {
      Libc.eventfdRead(state, wakeup, drained);
      awake.set(false);
    }
    guarded(() -> owner.turn(poll, deadline, now));
  }

  private long nextDeadlineNanos() {
    try {
      return owner.nextDeadlineNanos();
    } catch (RuntimeException | Error fault) {
      failed(fault);
      return NEVER;
    }
  }

  private MemorySegment until(long deadline) {
    return deadline == NEVER
        ? MemorySegment.NULL
        : timespec(Math.max(0, deadline - System.nanoTime()));
  }

  private MemorySegment timespec(long nanos) {
    timeout.set(JAVA_LONG, 0, nanos / NANOS_PER_SECOND);
    timeout.set(JAVA_LONG, 8, nanos % NANOS_PER_SECOND);
    return timeout;
  }

  /// @return whether some are left
  private boolean runTasks() {
    for (int i = 0; i < TASKS_PER_TURN_MAX; i++) {
      Runnable task = tasks.poll();
      if (task == null) {
        return false;
      }
      guarded(task);
    }
    return !tasks.isEmpty();
  }

  /// A fault of ours is logged and costs the one step that had it, never the thread.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error fault) {
      failed(fault);
    }
  }

  private void failed(Throwable fault) {
    LOG.error("A step of the thread {} failed; the thread goes on", thread.getName(), fault);
  }

  /// Ends the thread after the step it is in, and waits for that; from the thread itself, does not
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
