package io.munia.fib.netlink;

import io.munia.net.AddressFamily;
import io.munia.rib.Fib;
import io.munia.rib.NextHops;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A table of the Linux kernel as the forwarding table of a speaker: compared, and then corrected.
/// Thread-safe: calls are posted to the FIB thread, which owns everything behind this class.
public final class NetlinkFib implements Fib, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NetlinkFib.class);

  /// Room in the kernel for what it has to say; less where it does not allow that much. A route is
  /// about 1 KiB there.
  static final int SOCKET_BUFFER_BYTES = 32 * 1024 * 1024;

  private static final int QUESTIONS_WAITING_MAX = 64;
  private static final int ANSWER_SECONDS_MAX = 30;

  private final KernelConversation conversation;
  private final KernelRoutes routes;
  private final AtomicInteger questionsWaiting = new AtomicInteger();

  private final Set<AddressFamily> kept;

  private NetlinkFib(
      KernelConversation conversation, KernelRoutes routes, Set<AddressFamily> kept) {
    this.conversation = conversation;
    this.routes = routes;
    this.kept = kept;
  }

  /// Finds out whether the table can be written, reads what is there of ours, and starts the FIB
  /// thread, in the network namespace of the calling thread. Blocks until then; nothing in the
  /// kernel has changed when it returns.
  public static Started start(FibSettings settings) {
    return start(settings, SOCKET_BUFFER_BYTES);
  }

  static Started start(FibSettings settings, int bufferBytes) {
    return switch (KernelConversation.open(settings, bufferBytes)) {
      case KernelConversation.Begun.Refused(int errno, String why) ->
          new Started.Refused(errno, why);
      case KernelConversation.Begun.Ready(var conversation) -> {
        KernelRoutes routes = conversation.routes();
        if (routes == null) {
          throw new IllegalStateException("settings were given, so there are routes");
        }
        Set<AddressFamily> kept = routes.kept();
        conversation.loop().start();
        yield new Started.Running(new NetlinkFib(conversation, routes, kept));
      }
    };
  }

  /// What became of [#start].
  public sealed interface Started {
    record Running(NetlinkFib fib) implements Started {}

    /// Nothing was done.
    ///
    /// @param errno the kernel's
    /// @param why one sentence for the operator
    record Refused(int errno, String why) implements Started {}
  }

  /// How next hops are reached, by the same thread that writes the routes; closed with this.
  ///
  /// @param loop the RIB's, on which listeners hear
  public NextHops nextHops(Executor loop) {
    return new KernelNextHops(conversation, loop);
  }

  /// After [#close] nothing is done, and nothing acknowledged.
  @Override
  public void apply(List<Change> batch, Acknowledgements done) {
    List<Change> changes = List.copyOf(batch);
    conversation.loop().execute(() -> done.done(write(changes)));
  }

  /// Whoever waits for an acknowledgement gets one, even after a fault of ours.
  private List<Outcome> write(List<Change> changes) {
    try {
      conversation.listen();
      long before = routes.writes();
      List<Outcome> outcomes = routes.apply(changes);
      if (routes.writes() != before) {
        conversation.nextHops().oursChanged();
      }
      return outcomes;
    } catch (RuntimeException fault) {
      LOG.error("A batch of {} routes was not written whole", changes.size(), fault);
      routes.readAgain();
      return Collections.nCopies(
          changes.size(), new Outcome.Failed(0, "a fault of this program, see its log"));
    }
  }

  @Override
  public void converged(AddressFamily family) {
    conversation.loop().execute(() -> routes.converged(family));
  }

  @Override
  public Set<AddressFamily> kept() {
    return kept;
  }

  @Override
  public void watch(Watcher watcher) {
    conversation.loop().execute(() -> routes.watch(watcher));
  }

  /// For operators.
  public FibView view() {
    return new FibView() {
      @Override
      public CompletableFuture<Summary> summary() {
        return ask(routes::summary);
      }

      @Override
      public CompletableFuture<Page> page(AddressFamily family, int position, int max) {
        return ask(() -> routes.page(family, position, max));
      }

      @Override
      public CompletableFuture<List<Entry>> diff(AddressFamily family, int max) {
        return ask(() -> routes.diff(family, max));
      }
    };
  }

  private <T> CompletableFuture<T> ask(Supplier<T> question) {
    if (questionsWaiting.incrementAndGet() > QUESTIONS_WAITING_MAX) {
      questionsWaiting.decrementAndGet();
      return CompletableFuture.failedFuture(
          new IllegalStateException("too many questions about the forwarding table wait"));
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    conversation
        .loop()
        .execute(() -> {
          questionsWaiting.decrementAndGet();
          try {
            answer.complete(question.get());
          } catch (RuntimeException fault) {
            answer.completeExceptionally(fault);
          }
        });
    return answer.orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /// Ends the thread and closes the sockets; every route stays in the kernel.
  @Override
  public void close() {
    conversation.loop().close();
  }
}
