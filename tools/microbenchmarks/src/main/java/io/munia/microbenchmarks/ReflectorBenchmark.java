package io.munia.microbenchmarks;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.message.Notification;
import io.munia.bgp.session.MessageSink;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import io.munia.rib.LinkNextHops;
import io.munia.rib.NextHops;
import io.munia.rib.PathsSent;
import io.munia.rib.PeerHost;
import io.munia.rib.PeerLimits;
import io.munia.rib.PeerProfile;
import io.munia.rib.PeerRules;
import io.munia.rib.Rib;
import io.munia.rib.RibPeer;
import io.munia.rib.policy.Policy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A whole [Rib] without sockets, per route of a table: taking it in (`decide`, with several
/// clients that say the same), and sending it to one client or to many of one group as well
/// (`pack`). The difference between many and one is what a member costs beyond its group.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Messages.ROUTES)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReflectorBenchmark {
  private static final RouterId ID = new RouterId(0x0a00_0064);
  private static final IpAddress LOCAL_V4 = IpAddress.parse("10.0.0.100");
  private static final IpAddress LOCAL_V6 = IpAddress.parse("fd00::100");
  private static final int SENDERS_MAX = 8;

  @Param public AddressFamily family = AddressFamily.IPV4_UNICAST;

  private final List<Messages> tables = new ArrayList<>();
  private final UpdateReader reader = new UpdateReader();

  /// A table from each sender: the same routes, other next hops.
  @Setup
  public void prepare() {
    tables.clear();
    for (int i = 0; i < SENDERS_MAX; i++) {
      tables.add(Messages.of(family, 1 + i));
    }
  }

  /// Takes everything at once and counts it.
  private static final class Sink implements MessageSink {
    private long bytes;

    private record Shared(int length) implements SharedMessages {
      @Override
      public void release() {
        // nothing is kept
      }
    }

    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public SharedMessages share(byte[] bytes, int length) {
      return new Shared(length);
    }

    @Override
    public void send(SharedMessages messages, int from, int to) {
      bytes += to - from;
    }
  }

  private final class Reflector {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Rib rib =
        new Rib(
            new Rib.Settings(Messages.AS, ID),
            NextHops.assumed(),
            tasks::add,
            (delay, task) -> {
              throw new IllegalStateException("nothing waits here, not for " + delay);
            });
    private final Sink sink = new Sink();
    private int clients;

    RibPeer client() {
      clients++;
      Negotiated negotiated = Messages.session(clients);
      return rib.peerUp(
          new PeerProfile(
              "c" + clients,
              "",
              IpAddress.v4(0x0a00_0000 + clients),
              PeerProfile.Role.CLIENT,
              negotiated,
              false,
              LOCAL_V4,
              LOCAL_V6,
              ID,
              Policy.ACCEPT_ALL,
              Policy.ACCEPT_ALL,
              true,
              Duration.ZERO,
              null,
              PeerLimits.NONE,
              PathsSent.BEST,
              PeerRules.USUAL,
              LinkNextHops.NONE),
          sink,
          new PeerHost() {
            @Override
            public void end(Notification notification, String why, Duration pause) {
              throw new IllegalStateException(why);
            }

            @Override
            public void warn(String sentence) {
              throw new IllegalStateException(sentence);
            }
          });
    }

    void take(RibPeer from, Messages table) {
      Negotiated session = Messages.session(1);
      for (byte[] message : table.all()) {
        from.received(reader, Messages.read(reader, message, session));
      }
    }

    long settle() {
      rib.serve();
      while (!tasks.isEmpty()) {
        tasks.poll().run();
      }
      return sink.bytes;
    }
  }

  private long decide(int senders) {
    Reflector reflector = new Reflector();
    for (int i = 0; i < senders; i++) {
      reflector.take(reflector.client(), tables.get(i));
    }
    return reflector.clients;
  }

  @Benchmark
  public long decideOfOne() {
    return decide(1);
  }

  @Benchmark
  public long decideOfEight() {
    return decide(SENDERS_MAX);
  }

  private long pack(int receivers) {
    Reflector reflector = new Reflector();
    RibPeer sender = reflector.client();
    for (int i = 0; i < receivers; i++) {
      reflector.client();
    }
    reflector.take(sender, tables.getFirst());
    return reflector.settle();
  }

  @Benchmark
  public long packForOne() {
    return pack(1);
  }

  @Benchmark
  public long packForHundred() {
    return pack(100);
  }
}
