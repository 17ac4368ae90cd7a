package io.munia.peering.router;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.AttributeScan;
import io.munia.bgp.codec.MessageCodec;
import io.munia.bgp.codec.MessageFrame;
import io.munia.bgp.codec.NlriCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.message.Keepalive;
import io.munia.bgp.message.Open;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import io.munia.peering.model.Listen;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;

/// A neighbour on a socket that reads at its own pace, and knows which routes it has in which round
/// (their MED).
@NullMarked
final class SocketMember {
  static final int PREFIX_LENGTH = 24;
  private static final Asn AS = new Asn(64512);
  private static final int SMALL_BUFFER = 4096;

  /// How it reads until it is told to hurry.
  enum Pace {
    FAST,
    KILOBYTE_A_SECOND,
    NOTHING
  }

  private final String name;
  private final Socket socket;
  private final Pace pace;
  private final int routes;
  private final Negotiated negotiated;
  private final List<CountDownLatch> complete;
  private final int[] roundOf;
  private final int[] told;
  private final CountDownLatch hurry = new CountDownLatch(1);
  private volatile boolean open = true;
  private final AtomicLong bytes = new AtomicLong();
  private volatile long bytesBefore;

  private SocketMember(String address, Socket socket, Pace pace, int routes, int rounds) {
    this.name = address + " (" + pace + ")";
    this.socket = socket;
    this.pace = pace;
    this.routes = routes;
    this.complete = IntStream.range(0, rounds).mapToObj(_ -> new CountDownLatch(1)).toList();
    this.roundOf = new int[routes];
    Arrays.fill(roundOf, -1);
    this.told = new int[rounds];
    this.negotiated =
        Negotiated.between(AS, AS, RouterId.parse(address), RouterId.parse("10.0.0.1"))
            .holdTimeSeconds(0)
            .families(Set.of(AddressFamily.IPV4_UNICAST))
            .build();
  }

  static SocketMember connect(Listen at, String address, Pace pace, int routes, int rounds)
      throws IOException {
    Socket socket = new Socket();
    if (pace != Pace.FAST) {
      socket.setReceiveBufferSize(SMALL_BUFFER);
    }
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    socket.connect(
        new InetSocketAddress(InetAddress.getByName(at.address().toString()), at.port()));
    SocketMember member = new SocketMember(address, socket, pace, routes, rounds);
    member.write(
        MessageCodec.encode(
            new Open(
                4,
                AS,
                0,
                RouterId.parse(address),
                List.of(
                    new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
                    new Capability.FourOctetAs(AS)))));
    member.write(MessageCodec.encode(new Keepalive()));
    Thread.ofVirtual().start(member::read);
    return member;
  }

  /// The prefix of this number: 100.0.0.0/24 and on.
  static long prefixBits(int number) {
    return IpAddress.v4(0x6400_0000 + (number << 8)).high();
  }

  void write(byte[] message) throws IOException {
    socket.getOutputStream().write(message);
  }

  /// Waits until it has all routes of this round.
  boolean awaitRound(int round, Duration most) throws InterruptedException {
    return complete.get(round).await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean hasAll(int round) {
    return complete.get(round).getCount() == 0;
  }

  /// From now on it reads as fast as it can.
  void hurry() {
    bytesBefore = bytes.get();
    hurry.countDown();
  }

  long bytesAfterHurry() {
    return bytes.get() - bytesBefore;
  }

  boolean isOpen() {
    return open;
  }

  void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // it is gone
    }
  }

  private void read() {
    byte[] buffer = new byte[1 << 16];
    UpdateReader reader = new UpdateReader();
    NlriCursor cursor = new NlriCursor();
    AttributeScan scan = new AttributeScan();
    int end = 0;
    try (InputStream in = socket.getInputStream()) {
      while (true) {
        boolean slow = pace != Pace.FAST && hurry.getCount() > 0;
        if (slow && pace == Pace.NOTHING) {
          hurry.await();
        } else if (slow && hurry.await(1, TimeUnit.SECONDS)) {
          slow = false;
        }
        int read = in.read(buffer, end, slow ? 1024 : buffer.length - end);
        if (read < 0) {
          break;
        }
        bytes.addAndGet(read);
        end += read;
        int at = 0;
        for (int length = MessageFrame.length(buffer, at, end, 4096);
            length > 0;
            length = MessageFrame.length(buffer, at, end, 4096)) {
          if (MessageFrame.type(buffer, at) == MessageFrame.UPDATE) {
            reader.read(buffer, at, at + length, negotiated);
            update(reader, cursor, scan);
          }
          at += length;
        }
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
      }
    } catch (IOException | InterruptedException _) {
      // over
    }
    open = false;
  }

  private void update(UpdateReader reader, NlriCursor cursor, AttributeScan scan) {
    if (!reader.announced(AddressFamily.IPV4_UNICAST, cursor)) {
      return;
    }
    scan.over(reader.attributes(), reader.attributesFrom(), reader.attributesTo());
    int round = scan.med();
    while (cursor.next()) {
      int number = (int) (cursor.high() - prefixBits(0) >>> 40);
      if (roundOf[number] != round) {
        roundOf[number] = round;
        if (++told[round] == routes) {
          complete.get(round).countDown();
        }
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
