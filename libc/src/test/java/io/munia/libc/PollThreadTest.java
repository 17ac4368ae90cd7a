package io.munia.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PollThreadTest {
  private final Owner owner = new Owner();
  private final PollThread thread = new PollThread("munia-test", owner);

  /// Writes down what it is asked; its deadlines are what the test says.
  private static final class Owner implements PollThread.Owner {
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private volatile long deadline = PollThread.NEVER;
    private volatile boolean fails;

    @Override
    public void begin() {
      calls.add("begin");
    }

    @Override
    public long nextDeadlineNanos() {
      if (fails) {
        throw new IllegalStateException("no deadline");
      }
      return deadline;
    }

    @Override
    public void ask(Poll poll) {}

    @Override
    public void turn(Poll poll, long deadlineNanos, long nowNanos) {
      if (deadlineNanos != PollThread.NEVER && deadlineNanos - nowNanos <= 0) {
        deadline = PollThread.NEVER;
        calls.add("due");
        throw new IllegalStateException("a turn that fails");
      }
    }

    @Override
    public void end() {
      calls.add("end");
    }
  }

  @AfterEach
  void close() {
    thread.close();
  }

  private String next() throws InterruptedException {
    return String.valueOf(owner.calls.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void it_begins_and_ends_once() throws InterruptedException {
    thread.start();
    assertThat(next()).isEqualTo("begin");
    thread.close();
    thread.close();
    assertThat(next()).isEqualTo("end");
    assertThat(owner.calls).isEmpty();
  }

  @Test
  void tasks_run_in_order_more_of_them_than_a_turn_takes() throws InterruptedException {
    List<Integer> ran = new ArrayList<>();
    int count = 3 * PollThread.TASKS_PER_TURN_MAX + 1;
    CountDownLatch all = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      int number = i;
      thread.execute(() -> {
        ran.add(number);
        all.countDown();
      });
    }
    thread.start();
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).hasSize(count).isSorted();
  }

  @Test
  void a_deadline_is_met_and_a_fault_does_not_end_the_thread() throws InterruptedException {
    owner.deadline = System.nanoTime() + 1_000_000;
    thread.start();
    assertThat(next()).isEqualTo("begin");
    assertThat(next()).isEqualTo("due");
    owner.fails = true;
    CountDownLatch ran = new CountDownLatch(1);
    thread.execute(() -> {
      throw new IllegalStateException("a task that fails");
    });
    thread.execute(ran::countDown);
    assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void it_may_end_itself_and_what_comes_after_is_dropped() throws InterruptedException {
    thread.start();
    assertThat(next()).isEqualTo("begin");
    thread.execute(() -> {
      assertThat(thread.inLoop()).isTrue();
      thread.close();
    });
    assertThat(next()).isEqualTo("end");
    assertThat(thread.inLoop()).isFalse();
    thread.execute(() -> owner.calls.add("too late"));
    thread.close();
    assertThat(owner.calls).isEmpty();
  }
}
