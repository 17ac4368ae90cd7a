package io.munia.fib.netlink.socket;

import io.munia.libc.Poll;
import io.munia.libc.PollThread;
import java.util.concurrent.Executor;

/// The FIB thread: waits for notifications, for tasks of other threads, and for the owner's next
/// deadline.
public final class NetlinkLoop implements Executor, AutoCloseable {
  private final NetlinkSocket notifications;
  private final Owner owner;
  private final PollThread thread;

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
    this.thread = new PollThread(name, new Turns());
  }

  private final class Turns implements PollThread.Owner {
    @Override
    public long nextDeadlineNanos() {
      return owner.due(nowNanos());
    }

    @Override
    public void ask(Poll poll) {
      poll.add(notifications.fd());
    }

    @Override
    public void turn(Poll poll, long deadlineNanos, long nowNanos) {
      if (poll.isReady(0)) {
        owner.readable(nowNanos);
      }
    }

    @Override
    public void end() {
      owner.stopped();
    }
  }

  public void start() {
    thread.start();
  }

  public boolean inLoop() {
    return thread.inLoop();
  }

  /// The clock in whose terms deadlines are.
  public long nowNanos() {
    return System.nanoTime();
  }

  /// Runs a task on the FIB thread, in order. After the end it is dropped.
  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /// Ends the thread after the task it is in, and waits for that; from the thread itself, does not
  /// wait.
  @Override
  public void close() {
    thread.close();
  }
}
