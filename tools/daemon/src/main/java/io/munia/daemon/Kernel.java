package io.munia.daemon;

import io.munia.fib.netlink.FibSettings;
import io.munia.fib.netlink.FibView;
import io.munia.fib.netlink.NetlinkFib;
import io.munia.peering.model.FibConfig;
import io.munia.rib.Fib;
import io.munia.rib.NextHops;
import java.util.Optional;
import java.util.concurrent.Executor;

/// The kernel's table, where one is kept.
record Kernel(Optional<NetlinkFib> netlink) implements AutoCloseable {

  /// @throws StartRefused where the table cannot be written
  static Kernel start(FibConfig config) {
    return switch (config) {
      case FibConfig.Off() -> new Kernel(Optional.empty());
      case FibConfig.Kernel(long table, int protocol, int metric) ->
          switch (NetlinkFib.start(new FibSettings(table, protocol, metric))) {
            case NetlinkFib.Started.Running(NetlinkFib fib) -> new Kernel(Optional.of(fib));
            case NetlinkFib.Started.Refused(_, String why) -> throw new StartRefused(why);
          };
    };
  }

  Optional<Fib> fib() {
    return netlink.map(fib -> fib);
  }

  Optional<FibView> view() {
    return netlink.map(NetlinkFib::view);
  }

  /// Without a forwarding table every next hop counts as reachable: a reflector is off the path.
  NextHops nextHops(Executor loop) {
    return netlink.map(fib -> fib.nextHops(loop)).orElseGet(NextHops::assumed);
  }

  @Override
  public void close() {
    netlink.ifPresent(NetlinkFib::close);
  }
}
