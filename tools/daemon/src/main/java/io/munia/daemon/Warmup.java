package io.munia.daemon;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.bgp.codec.ExportForm;
import io.munia.bgp.codec.MessageFrame;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.UpdateWriter;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.RouteRefresh;
import io.munia.bgp.session.MessageSink;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.RouterId;
import io.munia.rib.LinkNextHops;
import io.munia.rib.NextHops;
import io.munia.rib.PathsSent;
import io.munia.rib.PeerHost;
import io.munia.rib.PeerLimits;
import io.munia.rib.PeerProfile;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.PeerRules;
import io.munia.rib.Rib;
import io.munia.rib.RibPeer;
import io.munia.rib.policy.Policy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Made-up routes through tables of its own, once after the start and beside the real loop: what is
/// hot later is loaded and compiled before the first neighbour's table comes, which a cold JVM
/// would interpret for a good part. It reaches no socket and no kernel, and what it built is
/// garbage afterwards.
final class Warmup implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Warmup.class);

  /// Enough for the compiler's thresholds, little enough to take some 100 ms.
  private static final int UPDATES = 1500;

  private static final int PREFIXES_PER_UPDATE = 6;
  private static final Asn AS = new Asn(64512);
  private static final RouterId ID = new RouterId(1);

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final Rib rib =
      new Rib(new Rib.Settings(AS, ID), NextHops.assumed(), tasks::add, (_, _) -> {});

  private Warmup() {}

  /// Begins, and ends by itself.
  static void start() {
    Thread.ofPlatform().daemon().name("warm-up").start(new Warmup());
  }

  @Override
  public void run() {
    long begun = System.nanoTime();
    RibPeer from = peer(2, Role.CLIENT, AS);
    RibPeer rival = peer(3, Role.CLIENT, AS);
    RibPeer to = peer(4, Role.CLIENT, AS);
    RibPeer outside = peer(5, Role.EBGP, new Asn(64513));
    for (AddressFamily family : AddressFamily.UNICAST) {
      for (int i = 0; i < UPDATES; i++) {
        tell(from, 2, family, i, true);
        if (i % 4 == 0) {
          tell(rival, 3, family, i, true);
        }
        if (i % 5 == 0) {
          tell(from, 2, family, i, false);
        }
        settle();
      }
      to.refresh(new RouteRefresh(family, RouteRefresh.Subtype.REQUEST));
      settle();
    }
    for (RibPeer peer : List.of(from, rival, to, outside)) {
      peer.down();
      settle();
    }
    rib.trimIfCalm();
    LOG.debug("warm after {} ms", (System.nanoTime() - begun) / 1_000_000);
  }

  private void settle() {
    rib.serve();
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private RibPeer peer(int number, Role role, Asn as) {
    IpAddress local = IpAddress.v4(1);
    return rib.peerUp(
        new PeerProfile(
            "warm-up " + number,
            "",
            IpAddress.v4(number),
            role,
            negotiated(ID, as, new RouterId(number)),
            false,
            local,
            IpAddress.v6(1, 1),
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
        new Nowhere(),
        new Nobody());
  }

  private static Negotiated negotiated(RouterId localId, Asn remoteAs, RouterId remoteId) {
    return Negotiated.between(AS, remoteAs, localId, remoteId)
        .families(Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST))
        .routeRefresh(true)
        .enhancedRouteRefresh(true)
        .build();
  }

  private static void tell(
      RibPeer peer, int number, AddressFamily family, int which, boolean announce) {
    UpdateWriter writer =
        new UpdateWriter(
            new ExportForm(false, AS, ID, true, Negotiated.MESSAGE_BYTES_MAX), Set.of());
    if (announce) {
      byte[] section = AttributesCodec.encode(attributes(which / 2, number));
      writer.announce(
          family,
          section,
          0,
          section.length,
          family.version() == IpVersion.V6,
          family.version() == IpVersion.V6 ? 1 : (long) number << 32,
          number,
          0,
          true);
    } else {
      writer.withdraw(family);
    }
    for (int i = 0; i < PREFIXES_PER_UPDATE; i++) {
      long prefix = which * (long) PREFIXES_PER_UPDATE + i;
      writer.prefix(0x2000_0000_0000_0000L + (prefix << 40), 0, 24, 0);
    }
    writer.close();
    UpdateReader reader = new UpdateReader();
    Negotiated session = negotiated(ID, AS, new RouterId(number));
    int at = 0;
    while (at < writer.length()) {
      int length =
          MessageFrame.length(writer.buffer(), at, writer.length(), Negotiated.MESSAGE_BYTES_MAX);
      peer.received(reader, reader.read(writer.buffer(), at, at + length, session));
      at += length;
    }
  }

  private static PathAttributes attributes(int which, int number) {
    return new PathAttributes(
        Origin.IGP,
        new AsPath(
            List.of(
                new AsPath.Segment(
                    AsPath.Kind.SEQUENCE, List.of(new Asn(64520), new Asn(65536 + which))))),
        which % 3 == 0 ? Long.valueOf(number) : null,
        100L,
        false,
        null,
        List.of(which),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of());
  }

  /// Takes everything.
  private static final class Nowhere implements MessageSink {
    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public SharedMessages share(byte[] bytes, int length) {
      return new Gone(length);
    }

    @Override
    public void send(SharedMessages messages, int from, int to) {
      // nobody is there
    }
  }

  /// Is never told anything.
  private static final class Nobody implements PeerHost {
    @Override
    public void end(Notification notification, String why, Duration pause) {
      LOG.debug("ended: {}", why);
    }

    @Override
    public void warn(String sentence) {
      LOG.debug("warned: {}", sentence);
    }
  }

  private record Gone(int length) implements MessageSink.SharedMessages {
    @Override
    public void release() {
      // nothing is kept
    }
  }
}
