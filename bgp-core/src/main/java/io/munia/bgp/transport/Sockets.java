package io.munia.bgp.transport;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Our addresses as the JDK wants them, and the kernel's errors as people want them.
final class Sockets {
  private Sockets() {}

  static InetAddress inet(IpAddress address) {
    try {
      return InetAddress.getByAddress(address.toBytes());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  static InetSocketAddress inet(IpAddress address, int port) {
    return new InetSocketAddress(inet(address), port);
  }

  /// The same where a link-local address is one of this interface; empty for none.
  static InetSocketAddress inet(IpAddress address, int port, String device) {
    if (device.isEmpty() || address.version() == IpVersion.V4 || !address.isLinkLocal()) {
      return inet(address, port);
    }
    try {
      int scope = SocketSetup.index(device);
      return new InetSocketAddress(Inet6Address.getByAddress(null, address.toBytes(), scope), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  static SocketProtocolFamily family(IpAddress address) {
    return address.version() == IpVersion.V4
        ? SocketProtocolFamily.INET
        : SocketProtocolFamily.INET6;
  }

  /// The address of one end of a socket; `otherwise` where there is none any more.
  static IpAddress address(@Nullable SocketAddress end, IpAddress otherwise) {
    return end instanceof InetSocketAddress inet
        ? IpAddress.of(inet.getAddress().getAddress())
        : otherwise;
  }

  /// Number of the interface that a link-local address belongs to; else 0.
  static int scope(@Nullable SocketAddress end) {
    return end instanceof InetSocketAddress inet
            && inet.getAddress() instanceof Inet6Address v6
            && v6.isLinkLocalAddress()
        ? v6.getScopeId()
        : 0;
  }

  static int port(@Nullable SocketAddress end) {
    return end instanceof InetSocketAddress inet ? inet.getPort() : 0;
  }

  /// What the kernel said, in words: Netty's exceptions wrap it in names of functions and numbers.
  static String reason(Throwable thrown) {
    if (thrown instanceof NoRouteToHostException) {
      return "no route to host"; // of which Netty says nothing, not even the kernel's word
    }
    if (thrown instanceof ClosedChannelException) {
      return "the connection is closed"; // found out by a write: it has no words of its own
    }
    String message = thrown.getMessage();
    if (message == null) {
      return thrown.getClass().getSimpleName();
    }
    for (String known : KNOWN) {
      if (message.toLowerCase(Locale.ROOT).contains(known)) {
        return known;
      }
    }
    return message;
  }

  private static final String[] KNOWN = {
    "connection refused",
    "connection reset by peer",
    "connection timed out",
    "network is unreachable",
    "no route to host",
    "host is unreachable",
    "broken pipe",
    "address already in use",
    "permission denied",
    "cannot assign requested address",
    "address family not supported by protocol",
    "operation not permitted",
    "no such device",
    "too many open files",
  };
}
