package io.munia.fib.netlink;

import io.munia.net.AddressFamily;
import io.munia.rib.Fib;
import io.munia.rib.NextHops;
import java.util.List;
import java.util.concurrent.Executor;

/// A table of the Linux kernel as the forwarding table of a speaker.
@SuppressWarnings("DoNotCallSuggester")
public final class NetlinkFib implements Fib, AutoCloseable {

  private NetlinkFib() {}

  /// Finds out whether the table can be written, reads what is there of ours, and starts the FIB
  /// thread. Blocks until then; nothing in the kernel has changed when it returns.
  public static Started start(FibSettings settings) {
    throw new UnsupportedOperationException();
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

  /// How next hops are reached, by the same thread that writes the routes.
  ///
  /// @param loop the RIB's, on which listeners hear
  public NextHops nextHops(Executor loop) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void apply(List<Change> batch, Acknowledgements done) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void converged(AddressFamily family) {
    throw new UnsupportedOperationException();
  }

  /// For operators.
  public FibView view() {
    throw new UnsupportedOperationException();
  }

  /// Ends the thread and closes the sockets; every route stays in the kernel.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
