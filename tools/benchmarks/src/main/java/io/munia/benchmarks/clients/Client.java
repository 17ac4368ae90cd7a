package io.munia.benchmarks.clients;

import io.munia.benchmarks.load.PrefixIndex;
import io.munia.lab.LabFailure;
import io.munia.net.AddressFamily;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// One neighbour of the speaker: dials until the session is up, writes what it is given, counts
/// what it hears. Owned by the thread of its [Clients].
final class Client {
  /// The most that is handed to the kernel at a time, in bytes; on it goes until that takes no
  /// more.
  private static final int WRITE_BYTES_MAX = 256 * 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final InetAddress own;
  private final InetSocketAddress speaker;
  private final int as;
  private final AddressFamily family;
  private final Received received;
  private State state = State.DOWN;
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private ByteBuffer out = NOTHING;
  private byte[] begun = {};
  private long redialAt = System.nanoTime();

  enum State {
    DOWN,
    CONNECTING,
    OPEN_SENT,
    OPEN_CONFIRM,
    UP,
    GONE
  }

  Client(
      InetAddress own, InetSocketAddress speaker, int as, AddressFamily family, PrefixIndex index) {
    this.own = own;
    this.speaker = speaker;
    this.as = as;
    this.family = family;
    received = new Received(index);
  }

  Received received() {
    return received;
  }

  State state() {
    return state;
  }

  InetAddress address() {
    return own;
  }

  /// Whether all that it was given has been written.
  boolean drained() {
    return !out.hasRemaining();
  }

  /// Whether it is between dialling and a session that is up.
  boolean dialling() {
    return state == State.CONNECTING || state == State.OPEN_SENT || state == State.OPEN_CONFIRM;
  }

  /// Dials, where it is down and it is time.
  ///
  /// @return whether it did
  boolean dial(Selector selector, long now) throws IOException {
    if (state != State.DOWN || now - redialAt < 0) {
      return false;
    }
    SocketChannel dialled = SocketChannel.open();
    dialled.configureBlocking(false);
    dialled.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    dialled.setOption(StandardSocketOptions.TCP_NODELAY, true);
    dialled.bind(new InetSocketAddress(own, 0));
    dialled.connect(speaker);
    channel = dialled;
    key = dialled.register(selector, SelectionKey.OP_CONNECT, this);
    state = State.CONNECTING;
    return true;
  }

  /// @param retryAt when to dial again, where the session was not up yet
  void ready(ByteBuffer direct, byte[] scratch, long retryAt) {
    try {
      SelectionKey selected = key();
      if (selected.isConnectable()) {
        connected();
      } else if (selected.isReadable()) {
        read(direct, scratch);
      }
      if (state == State.UP && selected.isValid() && selected.isWritable()) {
        write();
      }
    } catch (IOException e) {
      if (state == State.UP) {
        throw new LabFailure("the session of client " + name() + " broke: " + e.getMessage());
      }
      close();
      state = State.DOWN;
      redialAt = retryAt;
    } catch (IllegalArgumentException e) {
      throw new LabFailure("client " + name() + " cannot read the speaker: " + e.getMessage());
    }
  }

  private void connected() throws IOException {
    channel().finishConnect();
    say(Handshake.open(as, Handshake.routerId(own), family));
    state = State.OPEN_SENT;
    key().interestOps(SelectionKey.OP_READ);
  }

  /// Hands over bytes to be written from now on; what was given before must be drained.
  void give(ByteBuffer bytes) {
    if (!drained() || state != State.UP) {
      throw new LabFailure("client " + name() + " cannot write: " + state);
    }
    out = bytes;
    try {
      write();
    } catch (IOException e) {
      throw new LabFailure("the session of client " + name() + " broke: " + e.getMessage());
    }
  }

  private void write() throws IOException {
    while (out.hasRemaining()) {
      int end = out.limit();
      out.limit(Math.min(end, out.position() + WRITE_BYTES_MAX));
      int asked = out.remaining();
      int written = channel().write(out);
      out.limit(end);
      if (written < asked) {
        key().interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
    }
    key().interestOps(SelectionKey.OP_READ);
  }

  /// Said between messages only: in the middle of a table the table itself keeps the session up.
  void keepAlive() {
    if (state == State.UP && drained()) {
      give(Handshake.keepalive());
    }
  }

  private void say(ByteBuffer message) throws IOException {
    channel().write(message);
    if (message.hasRemaining()) {
      throw new IOException("the socket takes no handshake");
    }
  }

  private void read(ByteBuffer direct, byte[] scratch) throws IOException {
    direct.clear();
    int got = channel().read(direct);
    if (got < 0) {
      throw new IOException("closed by the speaker");
    }
    System.arraycopy(begun, 0, scratch, 0, begun.length);
    direct.flip().get(scratch, begun.length, got);
    int end = begun.length + got;
    int at = 0;
    while (true) {
      int next = Handshake.end(scratch, at, end);
      if (next < 0) {
        break;
      }
      message(scratch, at, next);
      at = next;
    }
    begun = at == end ? new byte[0] : java.util.Arrays.copyOfRange(scratch, at, end);
  }

  private void message(byte[] bytes, int from, int to) throws IOException {
    switch (Handshake.type(bytes, from)) {
      case Handshake.OPEN -> {
        say(Handshake.keepalive());
        state = State.OPEN_CONFIRM;
      }
      case Handshake.KEEPALIVE -> {
        if (state == State.OPEN_CONFIRM) {
          state = State.UP;
        }
      }
      case Handshake.UPDATE -> received.update(bytes, from, to);
      case Handshake.NOTIFICATION -> {
        String what = "NOTIFICATION " + bytes[from + 19] + "/" + bytes[from + 20];
        if (state == State.UP) {
          throw new LabFailure("client " + name() + " received a " + what);
        }
        throw new IOException(what);
      }
      default -> {}
    }
  }

  /// Ends the session as a machine that goes down does: without a word.
  void drop() {
    close();
    out = NOTHING;
    state = State.GONE;
  }

  private void close() {
    begun = new byte[0];
    SocketChannel open = channel;
    if (open != null) {
      try {
        open.close();
      } catch (IOException _) {
        // it is gone either way
      }
    }
  }

  private SocketChannel channel() {
    return java.util.Objects.requireNonNull(channel);
  }

  private SelectionKey key() {
    return java.util.Objects.requireNonNull(key);
  }

  private String name() {
    return own.getHostAddress();
  }
}
