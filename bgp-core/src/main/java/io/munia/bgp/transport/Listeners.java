package io.munia.bgp.transport;

import io.munia.bgp.codec.MessageCodec;
import io.munia.bgp.message.Notification;
import io.munia.bgp.session.Cease;
import io.munia.bgp.session.Connection;
import io.munia.bgp.session.Peer;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.SocketOptions;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.util.ArrayList;
import java.util.List;
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
  private final List<ListenerState> listeners = new ArrayList<>();

  /// Keys of neighbours that will be known at [#accept].
  private final List<Md5Key> promised = new ArrayList<>();

  private long refused;
  private long refusedSaid;
  private long refusedSaidAt;

  Listeners(Turn turn, LinkRegister register, Neighbours neighbours, int acceptedMax) {
    this.turn = turn;
    this.register = register;
    this.neighbours = neighbours;
    this.acceptedMax = acceptedMax;
  }

  long refused() {
    return refused;
  }

  void listen(ListenAt at, CompletableFuture<Listening> answer) {
    listen(at, /* accepting= */ true, List.of(), answer);
  }

  /// Connections wait in the kernel until [#accept].
  ///
  /// @param keys of neighbours that are not known yet
  void bind(ListenAt at, List<Md5Key> keys, CompletableFuture<Listening> answer) {
    listen(at, /* accepting= */ false, keys, answer);
  }

  void accept() {
    promised.clear();
    tell();
    for (ListenerState listener : listeners) {
      listener.channel.config().setAutoRead(true);
    }
  }

  private void listen(
      ListenAt at, boolean accepting, List<Md5Key> keys, CompletableFuture<Listening> answer) {
    promised.addAll(keys);
    EpollServerSocketChannel channel;
    try {
      channel = new EpollServerSocketChannel(Sockets.family(at.address()));
    } catch (ChannelException e) {
      answer.complete(refusal(at, e));
      return;
    }
    ListenerState listener = new ListenerState(at, channel);
    try {
      SocketSetup.bind(channel.config(), at.device());
      SocketSetup.listener(channel.config(), at.address().version());
      if (at.address().version() == IpVersion.V6) {
        channel.config().setOption(IPV6_V6ONLY, 1);
      }
      // Before it listens: a connection that the kernel has taken is not asked for a signature.
      listener.keys(keysKnown());
    } catch (ChannelException e) {
      channel.unsafe().closeForcibly();
      answer.complete(refusal(at, e));
      return;
    }
    ChannelFuture binding =
        new ServerBootstrap()
            .group(turn.loop(), turn.loop())
            .channelFactory(() -> channel)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, accepting)
            .childHandler(new LinkInitializer(turn, accepted -> link(accepted, listener)))
            .bind(Sockets.inet(at.address(), at.port()));
    binding.addListener(done -> bound(listener, done.cause(), answer));
  }

  private void bound(
      ListenerState listener, @Nullable Throwable cause, CompletableFuture<Listening> answer) {
    if (cause != null) {
      answer.complete(refusal(listener.asked, cause));
      return;
    }
    listeners.add(listener);
    tell();
    answer.complete(
        new Listening.Bound(
            listener.asked.address(), Sockets.port(listener.channel.localAddress())));
  }

  /// Nobody is accepted there any longer; whoever was stays. Answers whether there was such a
  /// socket.
  boolean unlisten(ListenAt at) {
    for (ListenerState listener : listeners) {
      if (listener.asked.equals(at)) {
        listener.channel.close();
        return listeners.remove(listener);
      }
    }
    return false;
  }

  private static Listening refusal(ListenAt at, Throwable cause) {
    String reason = Sockets.reason(cause);
    String remedy =
        switch (reason) {
          case "address already in use" ->
              "; another program listens there: stop it, or choose another address or port";
          case "permission denied" ->
              "; a port below 1024 takes root or the capability CAP_NET_BIND_SERVICE";
          case "cannot assign requested address" ->
              "; this machine does not have the address: see `ip address`";
          case "no such device" ->
              "; this machine has no interface " + at.device() + ": see `ip link`";
          case "address family not supported by protocol" ->
              "; this machine has no IP"
                  + at.address().version().name().toLowerCase(java.util.Locale.ROOT);
          default -> "";
        };
    return new Listening.Refused("cannot listen on " + at + ": " + reason + remedy);
  }

  private SocketLink link(EpollSocketChannel channel, ListenerState listener) {
    IpAddress unspecified = IpAddress.v4(0);
    return new SocketLink(
        channel, turn, register, unspecified, link -> accepted(link, channel, listener));
  }

  private @Nullable Connection accepted(
      SocketLink link, EpollSocketChannel channel, ListenerState listener) {
    Origin origin = new Origin(link.remoteAddress(), link.zone(), listener.asked.device());
    Peer listed = neighbours.listed(origin, link.localAddress());
    // Strangers may fill the room they have; a neighbour's first connection finds some beyond it.
    int max = listed != null && !listed.hasAccepted() ? 2 * acceptedMax : acceptedMax;
    if (register.size() > max) {
      refused(link, max + " connections are open");
      link.abort();
      return null;
    }
    PeerSettings template =
        listed != null ? listed.settings() : neighbours.template(origin).orElse(null);
    if (template != null && template.password() != null && !listener.keysComplete()) {
      refused(link, "the kernel has not taken its TCP-MD5 key");
      link.abort();
      return null;
    }
    if (template != null && !isSetUp(link, channel, template.socket())) {
      link.abort();
      return null;
    }
    Peer peer = listed != null ? listed : neighbours.ofRange(origin);
    if (peer == null) {
      refused(link, "not a neighbour, or its range is full, or its name is taken");
      refuse(link, Cease.connectionRejected());
      return null;
    }
    return peer.accepted(link, turn.nowNanos());
  }

  /// Before the first byte is read.
  private boolean isSetUp(SocketLink link, EpollSocketChannel channel, SocketOptions options) {
    try {
      SocketSetup.connection(channel.config(), link.remoteAddress().version(), options);
      return true;
    } catch (ChannelException e) {
      refused(link, "its socket cannot be set up: " + Sockets.reason(e));
      return false;
    }
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

  /// Tells the listening sockets every neighbour's TCP-MD5 key, so that the kernel drops what is
  /// not signed with it before we see it; and from how far the furthest of them may be, where each
  /// of them has a limit ([RFC 5082 §3](https://www.rfc-editor.org/rfc/rfc5082#section-3)).
  void tell() {
    List<Md5Key> keys = keysKnown();
    for (ListenerState listener : listeners) {
      try {
        listener.keys(keys);
        listener.ttlMin(promised.isEmpty() ? neighbours.ttlMin(listener) : 0);
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

  private List<Md5Key> keysKnown() {
    List<Md5Key> keys = new ArrayList<>(promised);
    keys.addAll(neighbours.keys());
    return keys;
  }

  void close() {
    for (ListenerState listener : listeners) {
      listener.channel.close();
    }
    listeners.clear();
  }
}
