package io.munia.fib.netlink;

import io.munia.fib.netlink.message.Errno;
import io.munia.fib.netlink.message.KernelError;
import io.munia.fib.netlink.message.LinkState;
import io.munia.fib.netlink.message.MessageCursor;
import io.munia.fib.netlink.message.RouteReader;
import io.munia.fib.netlink.message.Rtnetlink;
import io.munia.fib.netlink.socket.NetlinkLoop;
import io.munia.fib.netlink.socket.NetlinkSocket;
import io.munia.fib.netlink.socket.NetlinkSocket.Opened;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that is said between us and the kernel about routes: orders and questions on one
/// socket, its notifications on another, one thread for both. Owned by the FIB thread.
final class KernelConversation implements NetlinkLoop.Owner {
  private static final int GROUPS =
      Rtnetlink.RTMGRP_LINK
          | Rtnetlink.RTMGRP_IPV4_IFADDR
          | Rtnetlink.RTMGRP_IPV6_IFADDR
          | Rtnetlink.RTMGRP_IPV4_ROUTE
          | Rtnetlink.RTMGRP_IPV6_ROUTE;

  /// Receives before other work has its turn.
  private static final int RECEIVES_PER_TURN_MAX = 256;

  private final Requests requests;
  private final NetlinkSocket notifications;
  private final @Nullable KernelRoutes routes;
  private final NextHopResolver nextHops;
  private final NetlinkLoop loop;
  private final byte[] in = new byte[NetlinkSocket.RECEIVE_BYTES];
  private final MessageCursor message = new MessageCursor();
  private final RouteReader route = new RouteReader();
  private final Map<Integer, LinkState> links = new HashMap<>();

  /// What became of [#open].
  sealed interface Begun {
    record Ready(KernelConversation conversation) implements Begun {}

    record Refused(int errno, String why) implements Begun {}
  }

  private KernelConversation(
      Requests requests,
      NetlinkSocket notifications,
      @Nullable KernelRoutes routes,
      @Nullable FibSettings settings) {
    this.requests = requests;
    this.notifications = notifications;
    this.routes = routes;
    this.nextHops =
        new NextHopResolver(
            requests, settings, address -> routes != null && routes.discards(address));
    this.loop = new NetlinkLoop("munia-fib", notifications, this);
  }

  /// Opens the sockets and, where routes are to be written, finds out whether they can be, and what
  /// is there: in this order, so that no change after the reading is missed. Changes nothing.
  ///
  /// @param settings null where no routes are written
  /// @param bufferBytes of the kernel's, for answers and for notifications each
  static Begun open(@Nullable FibSettings settings, int bufferBytes) {
    Opened opened = NetlinkSocket.forRequests(bufferBytes);
    NetlinkSocket questions;
    switch (opened) {
      case Opened.Refused(int errno) -> {
        return socketRefused(errno);
      }
      case Opened.Open(var socket) -> questions = socket;
    }
    Requests requests = new Requests(questions);
    if (settings != null) {
      KernelError refusal = requests.probe();
      if (refusal.errno() != 0) {
        requests.close();
        return new Begun.Refused(refusal.errno(), refusal.sentence());
      }
    }
    NetlinkSocket notifications;
    switch (NetlinkSocket.forNotifications(GROUPS, bufferBytes, questions)) {
      case Opened.Refused(int errno) -> {
        requests.close();
        return socketRefused(errno);
      }
      case Opened.Open(var socket) -> notifications = socket;
    }
    KernelRoutes routes = settings == null ? null : new KernelRoutes(settings, requests);
    if (routes != null) {
      KernelError unread = routes.readAll();
      if (unread.errno() != 0) {
        notifications.close();
        requests.close();
        return new Begun.Refused(
            unread.errno(), "the kernel's routes cannot be read: " + unread.sentence());
      }
    }
    return new Begun.Ready(new KernelConversation(requests, notifications, routes, settings));
  }

  private static Begun socketRefused(int errno) {
    return new Begun.Refused(errno, "a netlink socket cannot be opened: " + Errno.sentence(errno));
  }

  NetlinkLoop loop() {
    return loop;
  }

  @Nullable KernelRoutes routes() {
    return routes;
  }

  NextHopResolver nextHops() {
    return nextHops;
  }

  /// Takes in what the kernel has already said, before something is decided.
  void listen() {
    readable(loop.nowNanos());
  }

  @Override
  public void readable(long nowNanos) {
    for (int i = 0; i < RECEIVES_PER_TURN_MAX; i++) {
      int length = notifications.receiveNow(in);
      if (length == -Errno.EAGAIN) {
        return;
      }
      if (length < 0) {
        if (length != -Errno.EINTR) {
          lost();
        }
        continue;
      }
      message.reset(in, length);
      while (message.next()) {
        heard();
      }
      if (message.damaged()) {
        lost();
      }
    }
  }

  private void lost() {
    if (routes != null) {
      routes.overrun();
    }
    links.clear();
    nextHops.changed();
  }

  private void heard() {
    switch (message.type()) {
      case Rtnetlink.RTM_NEWROUTE, Rtnetlink.RTM_DELROUTE -> {
        if (route.read(in, message.start(), message.end()) && !route.cloned()) {
          if (routes != null) {
            routes.heard(message.type(), message.flags(), route);
          }
          nextHops.changed();
        }
      }
      case Rtnetlink.RTM_NEWLINK, Rtnetlink.RTM_DELLINK -> link();
      case Rtnetlink.RTM_NEWADDR, Rtnetlink.RTM_DELADDR -> {
        if (routes != null) {
          routes.tryAgain();
        }
        nextHops.changed();
      }
      case Rtnetlink.NLMSG_OVERRUN -> lost();
      default -> {
        // of no interest
      }
    }
  }

  /// Interfaces are announced for many reasons (statistics, wireless, names); routes depend on two.
  private void link() {
    LinkState now = LinkState.read(in, message.start(), message.end());
    if (now == null) {
      return;
    }
    boolean gone = message.type() == Rtnetlink.RTM_DELLINK;
    LinkState before = gone ? links.remove(now.index()) : links.put(now.index(), now);
    if (!gone && now.equals(before)) {
      return;
    }
    boolean sameUp = !gone && before != null && before.up() == now.up();
    if (routes != null && !sameUp) {
      routes.readAgain();
    }
    nextHops.changed();
  }

  @Override
  public long due(long nowNanos) {
    long next = nextHops.due(nowNanos);
    return routes == null ? next : Math.min(next, routes.due(nowNanos));
  }

  @Override
  public void stopped() {
    notifications.close();
    requests.close();
  }
}
