package io.munia.fib.netlink;

import io.munia.net.IpAddress;
import io.munia.rib.NextHops;
import java.util.concurrent.Executor;

/// Next hops as the kernel's routing decides them, followed by its notifications.
@SuppressWarnings("DoNotCallSuggester")
public final class KernelNextHops implements NextHops, AutoCloseable {

  private KernelNextHops() {}

  /// For a speaker without a forwarding table ([NetlinkFib#nextHops] is for one with): a thread of
  /// its own; needs no privilege.
  ///
  /// @param loop the RIB's, on which listeners hear
  public static Started start(Executor loop) {
    throw new UnsupportedOperationException();
  }

  /// What became of [#start].
  public sealed interface Started {
    record Running(KernelNextHops nextHops) implements Started {}

    record Refused(int errno, String why) implements Started {}
  }

  @Override
  public void track(IpAddress nextHop, Listener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void untrack(IpAddress nextHop) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
