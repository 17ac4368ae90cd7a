package io.munia.bgp.transport;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import java.util.function.Function;

/// Puts a link on a socket as it comes into being, and sets what all our sockets have.
final class LinkInitializer extends ChannelInitializer<EpollSocketChannel> {
  private static final int WRITE_HIGH_BYTES = 256 * 1024;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(WRITE_HIGH_BYTES / 2, WRITE_HIGH_BYTES);

  private final Turn turn;
  private final Function<EpollSocketChannel, SocketLink> linkOf;

  LinkInitializer(Turn turn, Function<EpollSocketChannel, SocketLink> linkOf) {
    this.turn = turn;
    this.linkOf = linkOf;
  }

  @Override
  protected void initChannel(EpollSocketChannel channel) {
    EpollSocketChannelConfig config = channel.config();
    config.setTcpNoDelay(true);
    config.setRecvByteBufAllocator(turn.receiveBuffer());
    config.setWriteBufferWaterMark(WATER_MARK);
    channel.pipeline().addLast(linkOf.apply(channel));
  }
}
