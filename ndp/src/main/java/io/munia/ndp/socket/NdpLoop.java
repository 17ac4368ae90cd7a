package io.munia.ndp.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.munia.libc.Libc;
import io.munia.ndp.Discovery;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The discovery thread: waits for messages, for changes of interfaces, for tasks and for the next
/// deadline, all in one `ppoll`.
final class NdpLoop {
  private static final Logger LOG = LoggerFactory.getLogger(NdpLoop.class);

  private static final int TASKS_PER_TURN_MAX = 64;

  /// Messages of one interface and turn: a flood on one does not keep the others waiting.
  private static final int MESSAGES_PER_TURN_MAX = 64;

  private static final int CLOSE_WAIT_SECONDS = 5;
  private static final int OTHERS = 2;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Queue<Consumer<Links>> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Object waking = new Object();
  private final Links links;
  private final Thread thread;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = arena.allocate(Libc.STATE);
  private final MemorySegment wakeState = arena.allocate(Libc.STATE);
  private final MemorySegment drained = arena.allocate(JAVA_LONG);
  private final MemorySegment timeout = arena.allocate(2 * Long.BYTES, 8);
  private final MemorySegment descriptors =
      arena.allocate((OTHERS + Links.LINKS_MAX) * Libc.POLLFD.byteSize(), 8);
  private final byte[] message = new byte[LinkSocket.MESSAGE_BYTES_MAX];
  private final LinkEvents events = new LinkEvents();
  private final int wakeup;
  private volatile boolean stopping;
  private boolean closed;

  NdpLoop(Links links) {
    this.links = links;
    this.wakeup = Libc.eventfd(state);
    this.thread = Thread.ofPlatform().name("munia-ndp").daemon(true).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Runs a task on the discovery thread, in order. After the end it is dropped.
  void execute(Consumer<Links> task) {
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
    while (!stopping) {
      guarded(this::turn);
    }
    guarded(links::stop);
    synchronized (waking) {
      closed = true;
      Libc.close(state, wakeup);
      events.close();
    }
  }

  private void turn() {
    boolean left = runTasks();
    List<Link> open = links.open();
    await(left || stopping ? 0 : untilNanos(links.nextDeadlineNanos()), open);
    long now = System.nanoTime();
    if (isReady(0)) {
      Libc.eventfdRead(state, wakeup, drained);
      awake.set(false);
    }
    boolean changed = isReady(1);
    for (int i = 0; i < open.size(); i++) {
      if (isReady(OTHERS + i)) {
        drain(open.get(i), now);
      }
    }
    if (changed) {
      events.drain();
      links.look(now);
    }
    links.due(now);
  }

  private static long untilNanos(long deadline) {
    return deadline == Discovery.NEVER
        ? Discovery.NEVER
        : Math.max(0, deadline - System.nanoTime());
  }

  private void await(long nanos, List<Link> open) {
    describe(0, wakeup);
    describe(1, events.fd());
    for (int i = 0; i < open.size(); i++) {
      LinkSocket socket = open.get(i).socket();
      describe(OTHERS + i, socket == null ? -1 : socket.fd());
    }
    boolean forever = nanos == Discovery.NEVER;
    timeout.set(JAVA_LONG, 0, nanos / NANOS_PER_SECOND);
    timeout.set(JAVA_LONG, 8, nanos % NANOS_PER_SECOND);
    int count = OTHERS + open.size();
    Libc.ppoll(state, descriptors, count, forever ? MemorySegment.NULL : timeout);
  }

  /// @param fd a negative one is not asked about
  private void describe(int index, int fd) {
    long at = index * Libc.POLLFD.byteSize();
    descriptors.set(JAVA_INT, at, fd);
    descriptors.set(JAVA_SHORT, at + 4, Libc.POLLIN);
    descriptors.set(JAVA_SHORT, at + 6, (short) 0);
  }

  private boolean isReady(int index) {
    return descriptors.get(JAVA_SHORT, index * Libc.POLLFD.byteSize() + 6) != 0;
  }

  private void drain(Link link, long now) {
    for (int i = 0; i < MESSAGES_PER_TURN_MAX; i++) {
      LinkSocket socket = link.socket();
      int length = socket == null ? LinkSocket.NOTHING : socket.receive(message);
      if (socket == null || length == LinkSocket.NOTHING) {
        return;
      }
      link.received(message, length, socket.source(), socket.hopLimit(), now);
    }
  }

  /// Whether there are more.
  private boolean runTasks() {
    for (int i = 0; i < TASKS_PER_TURN_MAX; i++) {
      Consumer<Links> task = tasks.poll();
      if (task == null) {
        return false;
      }
      guarded(() -> task.accept(links));
    }
    return !tasks.isEmpty();
  }

  /// A fault of ours is logged and costs the one turn that had it, never the thread.
  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error fault) {
      LOG.error("a turn of the discovery thread failed; the thread goes on", fault);
    }
  }

  /// Stops, and waits for it.
  void close() {
    stopping = true;
    execute(_ -> {});
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_WAIT_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
