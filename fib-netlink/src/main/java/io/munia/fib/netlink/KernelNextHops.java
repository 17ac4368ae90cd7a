package io.munia.fib.netlink;

import io.munia.net.IpAddress;
import io.munia.rib.NextHops;
import java.util.concurrent.Executor;

/// Next hops as the kernel's routing decides them, followed by its notifications. Thread-safe:
/// calls are posted to the FIB thread.
public final class KernelNextHops implements NextHops, AutoCloseable {
  private final KernelConversation conversation;
  private final Executor loop;

  KernelNextHops(KernelConversation conversation, Executor loop) {
    this.conversation = conversation;
    this.loop = loop;
  }

  /// For a speaker without a forwarding table ([NetlinkFib#nextHops] is for one with): a thread of
  /// its own; needs no privilege.
  ///
  /// @param loop the RIB's, on which listeners hear
  public static Started start(Executor loop) {
    return switch (KernelConversation.open(null, NetlinkFib.SOCKET_BUFFER_BYTES)) {
      case KernelConversation.Begun.Refused(int errno, String why) ->
          new Started.Refused(errno, why);
      case KernelConversation.Begun.Ready(var conversation) -> {
        conversation.loop().start();
        yield new Started.Running(new KernelNextHops(conversation, loop));
      }
    };
  }

  /// What became of [#start].
  public sealed interface Started {
    record Running(KernelNextHops nextHops) implements Started {}

    /// @param errno the kernel's
    /// @param why one sentence for the operator
    record Refused(int errno, String why) implements Started {}
  }

  @Override
  public void track(IpAddress nextHop, Listener listener) {
    conversation.loop().execute(() -> conversation.nextHops().track(nextHop, listener, loop));
  }

  @Override
  public void untrack(IpAddress nextHop) {
    conversation.loop().execute(() -> conversation.nextHops().untrack(nextHop));
  }

  /// Ends the thread that answers: with a forwarding table, that of [NetlinkFib] too.
  @Override
  public void close() {
    conversation.loop().close();
  }
}
