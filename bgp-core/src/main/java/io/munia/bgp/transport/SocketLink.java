package io.munia.bgp.transport;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.munia.bgp.session.Connection;
import io.munia.bgp.session.Link;
import io.munia.bgp.session.MessageSink.SharedMessages;
import io.munia.net.IpAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One TCP connection. Owned by the endpoint's loop.
@SuppressWarnings("FutureReturnValueIgnored") // how it ends is heard as an event of the channel
final class SocketLink extends ChannelInboundHandlerAdapter implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(SocketLink.class);

  /// More than this is written at once; less waits for the end of the loop's turn.
  private static final int FLUSH_BYTES = 65_536;

  /// How long a closed connection has to take our last words and to say good-bye.
  private static final int CLOSE_SECONDS = 1;

  private final EpollSocketChannel channel;
  private final Turn turn;
  private final LinkRegister register;
  private final Function<SocketLink, @Nullable Connection> active;
  private IpAddress localAddress;
  private int localPort;
  private IpAddress remoteAddress;
  private int remotePort;
  private int remoteScope;

  /// Null before TCP is up, and again when it is over: what still comes is dropped.
  private @Nullable Connection connection;

  private boolean closing;
  private @Nullable Future<?> closeTimer;
  private boolean flushLater;

  /// What is to be written at the end of the loop's turn where that is one piece and nothing is
  /// queued before it, which is how routes mostly go out: it goes to the socket without Netty's
  /// queue, whose entries, promises and views cost more than the system call. Held by a reference.
  private @Nullable SharedBuffer waiting;

  private int waitingFrom;
  private int waitingTo;

  private int unflushedBytes;

  /// See [#backlog]: grows with what the socket took next when it was asked for, and how far it
  /// was.
  private long backlog;

  private @Nullable Object nextSeen;
  private long progressSeen;

  /// What was told last.
  private boolean writable = true;

  /// It was not writable for a moment since; whoever looked then waits to be told.
  private boolean stalled;

  /// @param unspecified stands for our address until the socket has one
  /// @param active says, when TCP is up, which connection this is; null where nobody wants it
  SocketLink(
      EpollSocketChannel channel,
      Turn turn,
      LinkRegister register,
      IpAddress unspecified,
      Function<SocketLink, @Nullable Connection> active) {
    this.channel = channel;
    this.turn = turn;
    this.localAddress = unspecified;
    this.remoteAddress = unspecified;
    this.register = register;
    this.active = active;
  }

  @Override
  public IpAddress localAddress() {
    return localAddress;
  }

  @Override
  public int localPort() {
    return localPort;
  }

  @Override
  public IpAddress remoteAddress() {
    return remoteAddress;
  }

  @Override
  public int remotePort() {
    return remotePort;
  }

  @Override
  public int zone() {
    return remoteScope;
  }

  @Override
  public void write(byte[] bytes, int from, int to) {
    ByteBuf copy = UnpooledByteBufAllocator.DEFAULT.directBuffer(to - from, to - from);
    copy.writeBytes(bytes, from, to - from);
    queueWaiting();
    channel.write(copy, channel.voidPromise());
    queued(to - from);
  }

  @Override
  public SharedMessages share(byte[] bytes, int length) {
    return new SharedBuffer(bytes, length);
  }

  @Override
  public int send(SharedMessages messages, int from, int to) {
    SharedBuffer shared = (SharedBuffer) messages;
    if (waiting == null && shared.hasAddress() && nothingIsQueued()) {
      waiting = shared.retain();
      waitingFrom = from;
      waitingTo = to;
    } else {
      queueWaiting();
      channel.write(shared.slice(from, to), channel.voidPromise());
    }
    queued(to - from);
    return shared.messages(from, to);
  }

  private void queued(int bytes) {
    unflushedBytes += bytes;
    if (unflushedBytes >= FLUSH_BYTES) {
      writeOut();
    } else if (!flushLater) {
      flushLater = true;
      turn.flushLater(this);
    }
  }

  /// The loop's turn is through.
  void flush() {
    flushLater = false;
    writeOut();
  }

  private void writeOut() {
    unflushedBytes = 0;
    SharedBuffer only = waiting;
    if (only != null && channel.isOpen()) {
      waitingFrom += written(only);
      if (waitingFrom == waitingTo) {
        waiting = null;
        only.release();
        return;
      }
    }
    queueWaiting();
    channel.flush();
  }

  /// Bytes that the socket has taken; where it has failed, Netty finds out once more and says so.
  private int written(SharedBuffer bytes) {
    try {
      return channel.fd().writeAddress(bytes.address(), waitingFrom, waitingTo);
    } catch (IOException e) {
      LOG.trace("not written: {}", e.getMessage());
      return 0;
    }
  }

  private void queueWaiting() {
    SharedBuffer bytes = waiting;
    if (bytes != null) {
      waiting = null;
      channel.write(bytes.slice(waitingFrom, waitingTo), channel.voidPromise());
      bytes.release();
    }
  }

  private boolean nothingIsQueued() {
    ChannelOutboundBuffer queued = channel.unsafe().outboundBuffer();
    // Not isEmpty(), which leaves out what was not flushed yet.
    return queued != null && queued.totalPendingWriteBytes() == 0;
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // two KEEPALIVEs are equal
  public long backlog() {
    if (waiting == null && nothingIsQueued()) {
      return 0;
    }
    ChannelOutboundBuffer queued = channel.unsafe().outboundBuffer();
    Object next = queued == null ? null : queued.current();
    long progress = queued == null ? 0 : queued.currentProgress();
    if (backlog == 0 || next != nextSeen || progress != progressSeen) {
      backlog++;
      nextSeen = next;
      progressSeen = progress;
    }
    return backlog;
  }

  /// Closing a socket that has unread input resets it, and the neighbour might never read our
  /// NOTIFICATION: so our direction is shut down first and input is dropped until the other side
  /// has closed.
  @Override
  public void close() {
    connection = null;
    if (closing || !channel.isOpen()) {
      return;
    }
    closing = true;
    queueWaiting();
    closeTimer = turn.loop().schedule((Runnable) channel::close, CLOSE_SECONDS, SECONDS);
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(written -> {
          if (written.isSuccess()) {
            channel.shutdownOutput();
          } else {
            channel.close();
          }
        });
  }

  /// Closes without a word.
  void abort() {
    connection = null;
    closing = true;
    queueWaiting();
    channel.close();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    localAddress = Sockets.address(channel.localAddress(), localAddress);
    localPort = Sockets.port(channel.localAddress());
    remoteAddress = Sockets.address(channel.remoteAddress(), remoteAddress);
    remotePort = Sockets.port(channel.remoteAddress());
    // Netty forgets the scope of an address that was connected to; both ends are on one link.
    int scope = Sockets.scope(channel.remoteAddress());
    remoteScope = scope != 0 ? scope : Sockets.scope(channel.localAddress());
    register.opened(this);
    Connection made = active.apply(this);
    if (!closing) {
      connection = made;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf read = (ByteBuf) message;
    try {
      Connection current = connection;
      if (current != null) {
        int length = read.readableBytes();
        read.readBytes(turn.bytes(), 0, length);
        current.received(turn.bytes(), 0, length, turn.nowNanos());
      }
    } finally {
      read.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    Connection current = connection;
    if (current != null) {
      current.readComplete(turn.nowNanos());
    }
  }

  /// Netty calls this from inside a write; whoever writes is not to be called back from there.
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    stalled |= !channel.isWritable();
    turn.loop().execute(this::tellWritability);
  }

  private void tellWritability() {
    Connection current = connection;
    boolean now = channel.isWritable();
    boolean changed = writable != now || now && stalled;
    stalled = false;
    if (current != null && changed) {
      writable = now;
      current.writabilityChanged(turn.nowNanos());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    lost("closed by the neighbour");
    queueWaiting();
    Future<?> timer = closeTimer;
    if (timer != null) {
      timer.cancel(false);
    }
    register.gone(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    lost(Sockets.reason(cause));
    context.close();
  }

  private void lost(String why) {
    Connection current = connection;
    connection = null;
    if (current != null) {
      current.lost(why, turn.nowNanos());
    }
  }
}
