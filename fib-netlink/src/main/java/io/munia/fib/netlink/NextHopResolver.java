package io.munia.fib.netlink;

import io.munia.fib.netlink.message.Errno;
import io.munia.fib.netlink.message.KernelError;
import io.munia.fib.netlink.message.RouteReader;
import io.munia.fib.netlink.message.Rtnetlink;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.rib.Fib.Hop;
import io.munia.rib.NextHops;
import io.munia.rib.NextHops.Resolution;
import io.munia.rib.NextHops.Resolution.Reachable;
import io.munia.rib.NextHops.Resolution.Unreachable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks the kernel how each tracked next hop is reached, again whenever that may have changed, and
/// says so where it has. Rules, VRFs and the kernel's own choice of routes hold by themselves,
/// because it is the kernel that looks up. Owned by the FIB thread.
final class NextHopResolver {
  /// Ten times a second at most, once a second where changes do not end.
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Requests requests;
  private final int ownProtocol;
  private final Map<IpAddress, Tracked> tracked = new HashMap<>();
  private final Pace pace = new Pace(SHORTEST_NANOS, LONGEST_NANOS);

  /// A next hop, who wants to hear of it and where, and what they heard last.
  private static final class Tracked {
    final NextHops.Listener listener;
    final Executor loop;
    @Nullable Resolution last;

    Tracked(NextHops.Listener listener, Executor loop) {
      this.listener = listener;
      this.loop = loop;
    }
  }

  /// @param ownProtocol marks routes that a next hop must not lead through, 0 for none
  NextHopResolver(Requests requests, int ownProtocol) {
    this.requests = requests;
    this.ownProtocol = ownProtocol;
  }

  @SuppressWarnings("ReferenceEquality") // the same listener on the same loop, not an equal one
  void track(IpAddress nextHop, NextHops.Listener listener, Executor loop) {
    Tracked before = tracked.get(nextHop);
    if (before != null && before.listener == listener && before.loop == loop) {
      return;
    }
    Tracked now = new Tracked(listener, loop);
    tracked.put(nextHop, now);
    resolve(nextHop, now);
  }

  void untrack(IpAddress nextHop) {
    tracked.remove(nextHop);
  }

  /// Links, addresses or other programs' routes have changed.
  void changed() {
    if (!tracked.isEmpty()) {
      pace.request();
    }
  }

  /// Does what is due.
  ///
  /// @return when there is more
  long due(long nowNanos) {
    if (pace.take(nowNanos)) {
      tracked.forEach(this::resolve);
    }
    return pace.dueAt(nowNanos);
  }

  private void resolve(IpAddress nextHop, Tracked entry) {
    Resolution now = lookup(nextHop);
    if (!now.equals(entry.last)) {
      entry.last = now;
      entry.loop.execute(() -> entry.listener.resolved(nextHop, now));
    }
  }

  private Resolution lookup(IpAddress nextHop) {
    if (nextHop.version() == IpVersion.V6 && nextHop.isLinkLocal()) {
      return new Unreachable("a link-local next hop says nothing without its interface");
    }
    Resolution[] found = new Resolution[1];
    KernelError error =
        requests.lookup(nextHop, route -> found[0] = judge(nextHop, route, ownProtocol));
    Resolution answer = found[0];
    return answer == null ? new Unreachable(refusal(error)) : answer;
  }

  private static String refusal(KernelError error) {
    return switch (error.errno()) {
      case Errno.ENETUNREACH -> "no route leads to it";
      case Errno.EINVAL -> "a blackhole route covers it";
      case Errno.EHOSTUNREACH -> "an unreachable route covers it";
      case Errno.EACCES -> "a prohibit route covers it";
      default -> "the kernel does not say how it is reached: " + error.sentence();
    };
  }

  /// What the route that the kernel would take means for a next hop. Pure.
  static Resolution judge(IpAddress nextHop, RouteReader route, int ownProtocol) {
    return switch (route.type()) {
      case Rtnetlink.RTN_UNICAST -> {
        if (ownProtocol != 0 && route.protocol() == ownProtocol) {
          yield new Unreachable("only a learned route leads to it: " + route.prefix());
        }
        Hop hop = route.liveHop(nextHop);
        if (hop == null) {
          yield new Unreachable("the link of " + route.prefix() + " is down");
        }
        yield new Reachable(hop, hop.gateway().equals(nextHop) ? 0 : route.metric());
      }
      case Rtnetlink.RTN_LOCAL -> new Unreachable("it is an address of this host");
      case Rtnetlink.RTN_BLACKHOLE -> new Unreachable("a blackhole route covers it");
      case Rtnetlink.RTN_UNREACHABLE -> new Unreachable("an unreachable route covers it");
      case Rtnetlink.RTN_PROHIBIT -> new Unreachable("a prohibit route covers it");
      default -> new Unreachable("it is not the address of one host");
    };
  }
}
