package io.munia.benchmarks.speakers;

import io.munia.benchmarks.clients.Handshake;
import io.munia.net.AddressFamily;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// No speaker: completes the handshakes and copies the UPDATEs of whoever sends some first to all
/// others, without a table and without a choice. All that it was sent stays in one log, in which
/// each neighbour has a position. Owned by the thread that runs it.
public final class CopyingSpeaker {
  private static final int CHUNK_BYTES = 256 * 1024;
  private static final int MESSAGE_BYTES_MAX = 65_535;

  private final ServerSocketChannel listening;
  private final Selector selector;
  private final int as;
  private final AddressFamily family;
  private final List<ByteBuffer> log = new ArrayList<>();
  private final List<Neighbour> neighbours = new ArrayList<>();
  private final ByteBuffer direct = ByteBuffer.allocateDirect(CHUNK_BYTES);
  private final byte[] scratch = new byte[CHUNK_BYTES + MESSAGE_BYTES_MAX];
  private @Nullable Neighbour source;

  /// @param address where it listens; port 0 for any
  public CopyingSpeaker(InetSocketAddress address, int as, AddressFamily family)
      throws IOException {
    this.as = as;
    this.family = family;
    selector = Selector.open();
    listening = ServerSocketChannel.open();
    listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    listening.bind(address, 1024);
    listening.configureBlocking(false);
    listening.register(selector, SelectionKey.OP_ACCEPT);
  }

  /// Who is connected, how far it is in the log, and the beginning of a message from it.
  private static final class Neighbour {
    private final SocketChannel channel;
    private final SelectionKey key;
    private int chunk;
    private int at;
    private byte[] begun = {};

    Neighbour(SocketChannel channel, SelectionKey key) {
      this.channel = channel;
      this.key = key;
    }
  }

  /// Runs until it is killed: ADDRESS PORT AS FAMILY.
  public static void main(String[] words) throws IOException {
    new CopyingSpeaker(
            new InetSocketAddress(words[0], Integer.parseInt(words[1])),
            Integer.parseInt(words[2]),
            AddressFamily.named(words[3]).orElseThrow())
        .run();
  }

  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) listening.getLocalAddress();
  }

  /// Until the thread is interrupted.
  public void run() throws IOException {
    while (!Thread.currentThread().isInterrupted()) {
      selector.select(this::ready);
    }
    for (Neighbour neighbour : neighbours) {
      neighbour.channel.close();
    }
    listening.close();
    selector.close();
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
        return;
      }
      Neighbour neighbour = (Neighbour) key.attachment();
      try {
        if (key.isReadable()) {
          read(neighbour);
        }
        if (key.isValid() && key.isWritable()) {
          write(neighbour);
        }
      } catch (IOException _) {
        neighbours.remove(neighbour);
        neighbour.channel.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listening.accept();
    if (channel == null) {
      return;
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    Neighbour neighbour = new Neighbour(channel, key);
    key.attach(neighbour);
    neighbours.add(neighbour);
    channel.write(Handshake.open(as, Handshake.routerId(address().getAddress()), family));
    channel.write(Handshake.keepalive());
  }

  private void read(Neighbour from) throws IOException {
    direct.clear();
    int got = from.channel.read(direct);
    if (got < 0) {
      throw new IOException("closed");
    }
    int begun = from.begun.length;
    System.arraycopy(from.begun, 0, scratch, 0, begun);
    direct.flip().get(scratch, begun, got);
    int end = begun + got;
    int at = 0;
    int updatesFrom = -1;
    while (true) {
      int next = Handshake.end(scratch, at, end);
      boolean update = next >= 0 && Handshake.type(scratch, at) == Handshake.UPDATE;
      if (update && updatesFrom < 0) {
        updatesFrom = at;
      } else if (!update && updatesFrom >= 0) {
        publish(from, updatesFrom, at);
        updatesFrom = -1;
      }
      if (next < 0) {
        break;
      }
      at = next;
    }
    from.begun = Arrays.copyOfRange(scratch, at, end);
  }

  private void publish(Neighbour from, int start, int end) throws IOException {
    if (source == null) {
      source = from;
    }
    if (source != from) {
      return;
    }
    ByteBuffer chunk = ByteBuffer.allocateDirect(end - start);
    log.add(chunk.put(scratch, start, end - start).flip());
    for (Neighbour to : neighbours) {
      if (to != from && (to.key.interestOps() & SelectionKey.OP_WRITE) == 0) {
        write(to);
      }
    }
  }

  private void write(Neighbour to) throws IOException {
    while (to.chunk < log.size()) {
      ByteBuffer chunk = log.get(to.chunk).duplicate().position(to.at);
      to.channel.write(chunk);
      if (chunk.hasRemaining()) {
        to.at = chunk.position();
        to.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      to.chunk++;
      to.at = 0;
    }
    to.key.interestOps(SelectionKey.OP_READ);
  }
}
