package io.munia.bgp.transport;

import io.munia.bgp.codec.MessageCodec;
import io.munia.bgp.message.Notification;
import io.munia.bgp.session.Cease;
import io.munia.bgp.session.Connection;
import io.munia.bgp.session.Peer;
import io.munia.bgp.session.PeerSettings;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sockets that listen, and what becomes of those who connect. Owned by the endpoint's loop.
@SuppressWarnings("FutureReturnValueIgnored") // how it ends is heard as an event of the channel
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final int BACKLOG = 1024;
  private static final long REFUSED_INTERVAL_NANOS = 1_000_000_000L;
  private static final IntegerUnixChannelOption IPV6_V6ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

  private final Turn turn;
  private final LinkRegister register;
  private final Neighbours neighbours;
  private final int acceptedMax;
  private final List<Listener> listeners = new ArrayList<>();

  /// Keys of neighbours that will be known at [#accept].
  private final Map<IpAddress, String> promised = new HashMap<>();

  private long refused;
  private long refusedSaid;
  private long refusedSaidAt;

  private static final class Listener {
    private final IpAddress address;
    private final Channel channel;

    /// What the kernel has taken; null where nobody knows.
    private @Nullable Map<IpAddress, String> keys;

    Listener(IpAddress address, Channel channel) {
      this.address = address;
      this.channel = channel;
    }
  }

  Listeners(Turn turn, LinkRegister register, Neighbours neighbours, int acceptedMax) {
    this.turn = turn;
    this.register = register;
    this.neighbours = neighbours;
    this.acceptedMax = acceptedMax;
  }

  long refused() {
    return refused;
  }

  void listen(IpAddress address, int port, CompletableFuture<Listening> answer) {
    listen(address, port, /* accepting= */ true, Map.of(), answer);
  }

  /// Connections wait in the kernel until [#accept].
  ///
  /// @param keys of neighbours that are not known yet
  void bind(
      IpAddress address,
      int port,
      Map<IpAddress, String> keys,
      CompletableFuture<Listening> answer) {
    listen(address, port, /* accepting= */ false, keys, answer);
  }

  void accept() {
    promised.clear();
    setPasswords();
    for (Listener listener : listeners) {
      listener.channel.config().setAutoRead(true);
    }
  }

  private void listen(
      IpAddress address,
      int port,
      boolean accepting,
      Map<IpAddress, String> keys,
      CompletableFuture<Listening> answer) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(turn.loop(), turn.loop())
            .channelFactory(() -> new EpollServerSocketChannel(Sockets.family(address)))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, accepting)
            .childHandler(new LinkInitializer(turn, this::link));
    if (address.version() == IpVersion.V6) {
      bootstrap.option(IPV6_V6ONLY, 1);
    }
    promised.putAll(keys);
    Map<InetAddress, byte[]> known = inKernelsForm(keysOf(address.version()));
    if (!known.isEmpty()) {
      // Before it listens: a connection that the kernel has taken is not asked for a signature.
      bootstrap.option(EpollChannelOption.TCP_MD5SIG, known);
    }
    try {
      ChannelFuture binding = bootstrap.bind(Sockets.inet(address, port));
      binding.addListener(done -> bound(address, port, binding, done.cause(), answer));
    } catch (ChannelException e) {
      answer.complete(refusal(address, port, e));
    }
  }

  private void bound(
      IpAddress address,
      int port,
      ChannelFuture binding,
      @Nullable Throwable cause,
      CompletableFuture<Listening> answer) {
    if (cause != null) {
      answer.complete(refusal(address, port, cause));
      return;
    }
    listeners.add(new Listener(address, binding.channel()));
    setPasswords();
    answer.complete(new Listening.Bound(address, Sockets.port(binding.channel().localAddress())));
  }

  private static Listening refusal(IpAddress address, int port, Throwable cause) {
    String reason = Sockets.reason(cause);
    String remedy =
        switch (reason) {
          case "address already in use" ->
              "; another program listens there: stop it, or choose another address or port";
          case "permission denied" ->
              "; a port below 1024 takes root or the capability CAP_NET_BIND_SERVICE";
          case "cannot assign requested address" ->
              "; this machine does not have the address: see `ip address`";
          case "address family not supported by protocol" ->
              "; this machine has no IP"
                  + address.version().name().toLowerCase(java.util.Locale.ROOT);
          default -> "";
        };
    return new Listening.Refused(
        "cannot listen on " + Sockets.text(address, port) + ": " + reason + remedy);
  }

  private SocketLink link(EpollSocketChannel channel) {
    IpAddress unspecified = IpAddress.v4(0);
    return new SocketLink(channel, turn, register, unspecified, this::accepted);
  }

  private @Nullable Connection accepted(SocketLink link) {
    Peer listed = neighbours.listed(link.remoteAddress(), link.localAddress());
    // Strangers may fill the room they have; a neighbour's first connection finds some beyond it.
    int max = listed != null && !listed.hasAccepted() ? 2 * acceptedMax : acceptedMax;
    if (register.size() > max) {
      refused(link, max + " connections are open");
      link.abort();
      return null;
    }
    if (listed != null && !isSigned(listed.settings())) {
      refused(link, "the kernel has not taken its TCP-MD5 key");
      link.abort();
      return null;
    }
    Peer peer = listed != null ? listed : neighbours.ofRange(link.remoteAddress());
    if (peer == null) {
      refused(link, "not a neighbour, or its range is full");
      refuse(link, Cease.connectionRejected());
      return null;
    }
    return peer.accepted(link, turn.nowNanos());
  }

  /// Counts, and says so once in a while: whoever connects must not be able to fill a disk.
  private void refused(SocketLink link, String why) {
    refused++;
    long now = turn.nowNanos();
    if (refusedSaid == 0 || now - refusedSaidAt >= REFUSED_INTERVAL_NANOS) {
      long others = refused - refusedSaid - 1;
      LOG.info(
          "{} refused: {}{}",
          link.remoteAddress(),
          why,
          others == 0 ? "" : "; " + others + " more since the last that was named");
      refusedSaid = refused;
      refusedSaidAt = now;
    }
  }

  private static void refuse(SocketLink link, Notification notification) {
    byte[] message = MessageCodec.encode(notification);
    link.write(message, 0, message.length);
    link.close();
  }

  /// Tells the listening sockets every neighbour's TCP-MD5 key: the kernel drops what is not signed
  /// with it before we see it.
  void setPasswords() {
    for (Listener listener : listeners) {
      Map<IpAddress, String> keys = keysOf(listener.address.version());
      if (keys.equals(listener.keys)) {
        continue;
      }
      listener.keys = null;
      try {
        listener.channel.config().setOption(EpollChannelOption.TCP_MD5SIG, inKernelsForm(keys));
        listener.keys = keys;
      } catch (ChannelException e) {
        LOG.error(
            "the kernel does not take {} TCP-MD5 keys at {} ({}): raise net.core.optmem_max; those"
                + " neighbours are refused when they connect",
            keys.size(),
            listener.channel.localAddress(),
            Sockets.reason(e));
      }
    }
  }

  private Map<IpAddress, String> keysOf(IpVersion version) {
    Map<IpAddress, String> keys = new HashMap<>(promised);
    for (PeerSettings settings : neighbours.withPassword()) {
      String password = settings.password();
      if (password != null) {
        keys.put(settings.remoteAddress(), password);
      }
    }
    keys.keySet().removeIf(address -> address.version() != version);
    return keys;
  }

  private static Map<InetAddress, byte[]> inKernelsForm(Map<IpAddress, String> keys) {
    Map<InetAddress, byte[]> bytes = new HashMap<>();
    keys.forEach(
        (address, key) -> bytes.put(Sockets.inet(address), key.getBytes(StandardCharsets.UTF_8)));
    return bytes;
  }

  /// Whether the kernel has seen to it that a connection of this neighbour is signed, where it has
  /// a key.
  private boolean isSigned(PeerSettings settings) {
    return settings.password() == null
        || listeners.stream()
            .filter(listener -> listener.address.version() == settings.remoteAddress().version())
            .allMatch(listener -> listener.keys != null);
  }

  void close() {
    for (Listener listener : listeners) {
      listener.channel.close();
    }
    listeners.clear();
  }
}
