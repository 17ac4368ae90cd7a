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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Asks the kernel how each tracked next hop is reached, again whenever that may have changed, and
/// says so where it has. Rules, VRFs and the kernel's own choice of routes hold by themselves,
/// because it is the kernel that looks up.
///
/// A next hop must not rest on what was learned through it, and a neighbour that announces a host
/// route to another one's address must not take that one away: where the kernel's choice is a route
/// of ours, the longest match among the kernel's and the administrator's own routes counts instead.
/// Owned by the FIB thread.
final class NextHopResolver {
  /// Ten times a second at most, once a second where changes do not end.
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// Whose routes lie beneath what is learned: kernel, boot, static, router advertisements, DHCP.
  private static final int[] UNDERLAY = {2, 3, 4, 9, 16};

  private final Requests requests;
  private final @Nullable FibSettings ours;
  private final Predicate<IpAddress> discardedByOurs;
  private final Map<IpAddress, Tracked> tracked = new HashMap<>();
  private final Pace pace = new Pace(SHORTEST_NANOS, LONGEST_NANOS);

  /// A next hop, who wants to hear of it and where, and what they heard last.
  private static final class Tracked {
    final NextHops.Listener listener;
    final Executor loop;
    @Nullable Resolution last;

    /// Whether the kernel's own choice was a route of ours.
    boolean throughOurs;

    Tracked(NextHops.Listener listener, Executor loop) {
      this.listener = listener;
      this.loop = loop;
    }
  }

  /// @param ours which routes a next hop must not rest on, null for none
  /// @param discardedByOurs whether a discard route of ours covers an address: there the kernel
  ///   answers with an error that does not say whose the route is
  NextHopResolver(
      Requests requests, @Nullable FibSettings ours, Predicate<IpAddress> discardedByOurs) {
    this.requests = requests;
    this.ours = ours;
    this.discardedByOurs = discardedByOurs;
  }

  @SuppressWarnings("ReferenceEquality") // the same listener on the same loop, not an equal one
  void track(IpAddress nextHop, NextHops.Listener listener, Executor loop) {
    Tracked before = tracked.get(nextHop);
    if (before != null && before.listener == listener && before.loop == loop) {
      return;
    }
    Tracked now = new Tracked(listener, loop);
    tracked.put(nextHop, now);
    resolve(Map.of(nextHop, now));
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

  /// Routes of ours were written or deleted: that matters only to those that led through one.
  void oursChanged() {
    for (Tracked entry : tracked.values()) {
      if (entry.throughOurs) {
        pace.request();
        return;
      }
    }
  }

  /// Does what is due.
  ///
  /// @return when there is more
  long due(long nowNanos) {
    if (pace.take(nowNanos)) {
      resolve(tracked);
    }
    return pace.dueAt(nowNanos);
  }

  private void resolve(Map<IpAddress, Tracked> which) {
    Map<IpAddress, Underlay> beneath = new HashMap<>();
    which.forEach((nextHop, entry) -> {
      Answer answer = lookup(nextHop);
      entry.throughOurs = answer.throughOurs();
      if (answer.throughOurs()) {
        beneath.put(nextHop, new Underlay(answer.resolution()));
      } else {
        tell(nextHop, entry, answer.resolution());
      }
    });
    FibSettings settings = ours;
    if (settings != null && !beneath.isEmpty()) {
      searchUnderlay(settings, beneath);
      which.forEach((nextHop, entry) -> {
        Underlay found = beneath.get(nextHop);
        if (found != null) {
          tell(nextHop, entry, found.resolution);
        }
      });
    }
  }

  private static void tell(IpAddress nextHop, Tracked entry, Resolution now) {
    if (!now.equals(entry.last)) {
      entry.last = now;
      entry.loop.execute(() -> entry.listener.resolved(nextHop, now));
    }
  }

  /// The best match so far beneath what is learned.
  private static final class Underlay {
    Resolution resolution;
    int length = -1;
    int metric;

    Underlay(Resolution otherwise) {
      this.resolution = otherwise;
    }

    void consider(IpAddress nextHop, RouteReader route) {
      if (route.cloned() || route.qualified() || !route.prefix().contains(nextHop)) {
        return;
      }
      boolean better =
          route.length() > length
              || route.length() == length && Integer.compareUnsigned(route.metric(), metric) < 0;
      if (better) {
        length = route.length();
        metric = route.metric();
        resolution = judge(nextHop, route);
      }
    }
  }

  private void searchUnderlay(FibSettings settings, Map<IpAddress, Underlay> beneath) {
    for (IpVersion version : IpVersion.values()) {
      if (beneath.keySet().stream().anyMatch(nextHop -> nextHop.version() == version)) {
        for (int protocol : UNDERLAY) {
          requests.dump(
              version,
              settings.table(),
              protocol,
              route -> beneath.forEach((nextHop, found) -> found.consider(nextHop, route)));
        }
      }
    }
  }

  private record Answer(Resolution resolution, boolean throughOurs) {}

  private Answer lookup(IpAddress nextHop) {
    if (nextHop.version() == IpVersion.V6 && nextHop.isLinkLocal() && nextHop.zone() == 0) {
      return new Answer(
          new Unreachable("a link-local next hop says nothing without its interface"), false);
    }
    Answer[] found = new Answer[1];
    IpAddress there = nextHop.inZone(0);
    KernelError error =
        requests.lookup(there, nextHop.zone(), route -> found[0] = answer(there, route));
    Answer answer = found[0];
    if (answer != null) {
      return answer;
    }
    boolean throughOurs = error.errno() == Errno.EINVAL && discardedByOurs.test(nextHop);
    return new Answer(new Unreachable(refusal(error)), throughOurs);
  }

  private Answer answer(IpAddress nextHop, RouteReader route) {
    FibSettings settings = ours;
    if (settings != null && route.protocol() == settings.protocol()) {
      return new Answer(
          new Unreachable("only a learned route leads to it: " + route.prefix()), true);
    }
    return new Answer(judge(nextHop, route), false);
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
  static Resolution judge(IpAddress nextHop, RouteReader route) {
    return switch (route.type()) {
      case Rtnetlink.RTN_UNICAST -> {
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
