package io.munia.bfd.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.munia.bfd.BfdSession;
import io.munia.libc.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The BFD thread: waits for packets, for tasks, and for the next deadline, all in one `ppoll`.
///
/// The order of one turn is what keeps a stall of ours from looking like a neighbour's silence: the
/// time is taken, then the sockets are read until they are empty, and only then is that time held
/// against detection times.
final class BfdLoop {
  private static final Logger LOG = LoggerFactory.getLogger(BfdLoop.class);

  private static final int TASKS_PER_TURN_MAX = 64;

  /// Packets of one socket and turn: a flood does not keep deadlines waiting.
  private static final int PACKETS_PER_TURN_MAX = 1_024;

  private static final int CLOSE_WAIT_SECONDS = 5;
  private static final int SOCKETS_MAX = 4;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Object waking = new Object();
  private final Sessions sessions;
  private final Thread thread;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = arena.allocate(Libc.STATE);
  private final MemorySegment wakeState = arena.allocate(Libc.STATE);
  private final MemorySegment drained = arena.allocate(JAVA_LONG);
  private final MemorySegment timeout = arena.allocate(2 * Long.BYTES, 8);
  private final MemorySegment descriptors =
      arena.allocate((1 + SOCKETS_MAX) * Libc.POLLFD.byteSize(), 8);
  private final byte[] packet = new byte[ReceiveSocket.PACKET_BYTES_MAX];
  private final int wakeup;
  private List<ReceiveSocket> sockets = List.of();
  private volatile boolean stopping;
  private boolean closed;

  BfdLoop(Sessions sessions) {
    this.sessions = sessions;
    this.wakeup = Libc.eventfd(state);
    this.thread = Thread.ofPlatform().name("munia-bfd").daemon(true).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Runs a task on the BFD thread, in order. After the end it is dropped.
  void execute(Runnable task) {
    tasks.add(task);
    if (Thread.currentThread() != thread && awake.compareAndSet(false, true)) {
      synchronized (waking) {
        if (!closed) {
          Libc.eventfdWrite(wakeState, wakeup, 1);
        }
      }
    }
  }

  private void run() {
    guarded(() -> Precedence.take(state));
    while (!stopping) {
      guarded(this::turn);
    }
    guarded(() -> {
      runTasks();
      sessions.stop(System.nanoTime());
    });
    synchronized (waking) {
      closed = true;
      Libc.close(state, wakeup);
    }
  }

  private void turn() {
    boolean left = runTasks();
    long next = sessions.nextDeadlineNanos();
    await(left || stopping ? 0 : untilNanos(next));
    long now = System.nanoTime();
    if (next != BfdSession.NEVER) {
      sessions.late(now - next, now);
    }
    if (isReady(0)) {
      Libc.eventfdRead(state, wakeup, drained);
      awake.set(false);
    }
    for (int i = 0; i < sockets.size(); i++) {
      if (isReady(i + 1)) {
        drain(sockets.get(i));
      }
    }
    sessions.due(now);
  }

  private static long untilNanos(long deadline) {
    return deadline == BfdSession.NEVER
        ? BfdSession.NEVER
        : Math.max(0, deadline - System.nanoTime());
  }

  private void await(long nanos) {
    if (sockets.size() != sessions.receivers().count()) {
      sockets = sessions.receivers().sockets();
    }
    describe(0, wakeup);
    for (int i = 0; i < sockets.size(); i++) {
      describe(i + 1, sockets.get(i).fd());
    }
    boolean forever = nanos == BfdSession.NEVER;
    timeout.set(JAVA_LONG, 0, nanos / NANOS_PER_SECOND);
    timeout.set(JAVA_LONG, 8, nanos % NANOS_PER_SECOND);
    Libc.ppoll(state, descriptors, 1L + sockets.size(), forever ? MemorySegment.NULL : timeout);
  }

  private void describe(int index, int fd) {
    long at = index * Libc.POLLFD.byteSize();
    descriptors.set(JAVA_INT, at, fd);
    descriptors.set(JAVA_SHORT, at + 4, Libc.POLLIN);
    descriptors.set(JAVA_SHORT, at + 6, (short) 0);
  }

  private boolean isReady(int index) {
    return descriptors.get(JAVA_SHORT, index * Libc.POLLFD.byteSize() + 6) != 0;
  }

  private void drain(ReceiveSocket socket) {
    for (int i = 0; i < PACKETS_PER_TURN_MAX; i++) {
      int length = socket.receive(packet);
      if (length == ReceiveSocket.NOTHING) {
        return;
      }
      sessions.received(
          packet, length, socket.source(), socket.hops(), socket.ttl(), System.nanoTime());
    }
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

  /// A fault of ours is logged and costs the one turn that had it, never the thread.
  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error fault) {
      LOG.error("A turn of the BFD thread failed; the thread goes on", fault);
    }
  }

  /// Ends the thread and waits for that.
  void close() {
    stopping = true;
    execute(() -> {});
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_WAIT_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
