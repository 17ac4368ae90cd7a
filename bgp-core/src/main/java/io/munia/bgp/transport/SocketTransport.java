package io.munia.bgp.transport;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.munia.bgp.session.Connection;
import io.munia.bgp.session.Peer;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.Transport;
import io.munia.net.IpAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// One neighbour's way to the network: connects, keeps its timer. Owned by the endpoint's loop.
@SuppressWarnings("FutureReturnValueIgnored") // how it ends is heard as an event of the channel
final class SocketTransport implements Transport {
  private final PeerSettings settings;
  private final Turn turn;
  private final LinkRegister register;
  private @Nullable Peer peer;

  /// The channel that connects, or what stands for one that could not even begin.
  private @Nullable Object attempt;

  private @Nullable Future<?> timer;

  SocketTransport(PeerSettings settings, Turn turn, LinkRegister register) {
    this.settings = settings;
    this.turn = turn;
    this.register = register;
  }

  /// Who hears of connections and of the timer: the one that was built on this transport.
  void serve(Peer peer) {
    this.peer = peer;
  }

  private Peer peer() {
    Peer served = peer;
    if (served == null) {
      throw new IllegalStateException("serve() comes first");
    }
    return served;
  }

  @Override
  public void connect() {
    IpAddress remote = settings.remoteAddress();
    EpollSocketChannel channel;
    try {
      channel = new EpollSocketChannel(Sockets.family(remote));
    } catch (ChannelException e) {
      failSoon(e);
      return;
    }
    try {
      SocketSetup.connection(channel.config(), remote.version(), settings.socket());
      String password = settings.password();
      if (password != null) {
        SocketSetup.key(channel.config(), remote.asHostPrefix(), password);
      }
    } catch (ChannelException e) {
      channel.unsafe().closeForcibly();
      failSoon(e);
      return;
    }
    attempt = channel;
    IpAddress local = settings.localAddress();
    InetSocketAddress from = local == null ? null : Sockets.inet(local, 0);
    ChannelFuture connecting =
        new Bootstrap()
            .group(turn.loop())
            .channelFactory(() -> channel)
            .disableResolver()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
            .handler(new LinkInitializer(turn, this::link))
            .connect(Sockets.inet(remote, settings.remotePort(), settings.socket().device()), from);
    connecting.addListener(done -> connectDone(connecting, done.cause()));
  }

  /// Whoever asked is not called back from inside its call.
  private void failSoon(ChannelException why) {
    Object failed = new Object();
    attempt = failed;
    turn.loop()
        .execute(() -> {
          if (failed.equals(attempt)) {
            attempt = null;
            peer().connectFailed(Sockets.reason(why), turn.nowNanos());
          }
        });
  }

  private SocketLink link(EpollSocketChannel channel) {
    return new SocketLink(
        channel, turn, register, settings.remoteAddress(), link -> connected(channel, link));
  }

  private @Nullable Connection connected(EpollSocketChannel channel, SocketLink link) {
    if (!channel.equals(attempt)) {
      link.abort();
      return null;
    }
    attempt = null;
    return peer().connected(link, turn.nowNanos());
  }

  private void connectDone(ChannelFuture connecting, @Nullable Throwable cause) {
    if (cause != null && connecting.channel().equals(attempt)) {
      attempt = null;
      peer().connectFailed(Sockets.reason(cause), turn.nowNanos());
    }
  }

  @Override
  public void cancelConnect() {
    Object cancelled = attempt;
    attempt = null;
    if (cancelled instanceof Channel channel) {
      channel.close();
    }
  }

  @Override
  public void arm(long deadlineNanos) {
    disarm();
    long delay = Math.max(0, deadlineNanos - turn.nowNanos());
    timer = turn.loop().schedule(this::fire, delay, NANOSECONDS);
  }

  private void fire() {
    timer = null;
    peer().deadlineReached(turn.nowNanos());
  }

  void disarm() {
    Future<?> armed = timer;
    timer = null;
    if (armed != null) {
      armed.cancel(false);
    }
  }

  @Override
  public long nowNanos() {
    return turn.nowNanos();
  }
}
