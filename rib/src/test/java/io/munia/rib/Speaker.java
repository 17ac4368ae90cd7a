package io.munia.rib;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.capability.LongLived;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.capability.Restart;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.bgp.codec.ExportForm;
import io.munia.bgp.codec.MessageFrame;
import io.munia.bgp.codec.NextHopForm;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.UpdateWriter;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.policy.Policy;
import io.munia.rib.route.Multipath;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A RIB on a loop that runs when told to, and neighbours that speak bytes with it.
@SuppressWarnings("NullAway") // maps are asked for what was put into them
final class Speaker implements Executor {
  static final Asn AS = new Asn(64512);
  static final RouterId ID = RouterId.parse("10.0.0.100");
  static final IpAddress LOCAL_V4 = IpAddress.parse("10.0.0.100");
  static final IpAddress LOCAL_V6 = IpAddress.parse("fd00::100");

  final Rib rib;

  /// What waits for its time, in the order in which it was asked for.
  final Deque<Runnable> alarms = new ArrayDeque<>();

  /// What neighbours say of their restarts from now on.
  Restart restart = Restart.NONE;

  LongLived longLived = LongLived.NONE;

  /// How next hops are written to neighbours from now on; with our IPv6 address there, where it is
  /// said.
  LinkNextHops nextHops = LinkNextHops.NONE;

  private final Deque<Runnable> tasks = new ArrayDeque<>();

  Speaker() {
    this(NextHops.assumed(), Limits.ofHeap(1L << 30));
  }

  Speaker(NextHops nextHops, Limits limits) {
    this(nextHops, limits, Multipath.OFF);
  }

  Speaker(NextHops nextHops, Limits limits, Multipath multipath) {
    rib =
        new Rib(
            new Rib.Settings(AS, ID, multipath, 1),
            nextHops,
            this,
            (delay, task) -> alarms.add(task),
            limits);
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /// Runs what the loop has to do, up to so many tasks.
  void run(int most) {
    for (int i = 0; i < most && !tasks.isEmpty(); i++) {
      tasks.poll().run();
    }
  }

  /// Whether the loop has anything to do.
  boolean busy() {
    return !tasks.isEmpty();
  }

  /// Has all that was received answered, and everything that follows from it done.
  void settle() {
    rib.serve();
    run(Integer.MAX_VALUE);
  }

  Peer client(int number) {
    return peer("c" + number, number, Role.CLIENT, AS, Policy.ACCEPT_ALL, Policy.ACCEPT_ALL);
  }

  Peer ebgp(int number, long as) {
    return peer("e" + number, number, Role.EBGP, new Asn(as), Policy.ACCEPT_ALL, Policy.ACCEPT_ALL);
  }

  Peer peer(String name, int number, Role role, Asn as, Policy in, Policy out) {
    return peer(name, number, role, as, in, out, Paths.PLAIN);
  }

  Peer peer(String name, int number, Role role, Asn as, Policy in, Policy out, Paths paths) {
    return new Peer(name, number, role, as, in, out, Extras.NONE.sending(paths));
  }

  Peer peer(String name, int number, Role role, Asn as, Policy in, Policy out, Extras extras) {
    return new Peer(name, number, role, as, in, out, extras);
  }

  Peer limited(int number, PeerLimits limits, Policy in) {
    return new Peer(
        "c" + number, number, Role.CLIENT, AS, in, Policy.ACCEPT_ALL, Extras.NONE.limited(limits));
  }

  /// A client of this cluster.
  Peer clientIn(String cluster, int number, boolean clientToClient) {
    return new Peer(
        "c" + number,
        number,
        Role.CLIENT,
        AS,
        Policy.ACCEPT_ALL,
        Policy.ACCEPT_ALL,
        new Extras(RouterId.parse(cluster), clientToClient, Duration.ZERO, null, PeerLimits.NONE));
  }

  /// A client that hears of changes once in so long.
  Peer every(Duration interval, int number) {
    return new Peer(
        "c" + number,
        number,
        Role.CLIENT,
        AS,
        Policy.ACCEPT_ALL,
        Policy.ACCEPT_ALL,
        new Extras(ID, true, interval, null, PeerLimits.NONE));
  }

  /// Where our AS is a member of the confederation `id`.
  Peer inside(int number, Role role, long as, long id) {
    return new Peer(
        "m" + number,
        number,
        role,
        new Asn(as),
        Policy.ACCEPT_ALL,
        Policy.ACCEPT_ALL,
        new Extras(ID, true, Duration.ZERO, new Asn(id), PeerLimits.NONE));
  }

  /// What few neighbours have.
  record Extras(
      RouterId cluster,
      boolean clientToClient,
      Duration interval,
      @Nullable Asn confederation,
      PeerLimits limits,
      Paths paths,
      @Nullable BgpRole bgpRole) {
    Extras(
        RouterId cluster,
        boolean clientToClient,
        Duration interval,
        @Nullable Asn confederation,
        PeerLimits limits) {
      this(cluster, clientToClient, interval, confederation, limits, Paths.PLAIN, null);
    }

    Extras(
        RouterId cluster,
        boolean clientToClient,
        Duration interval,
        @Nullable Asn confederation,
        PeerLimits limits,
        Paths paths) {
      this(cluster, clientToClient, interval, confederation, limits, paths, null);
    }

    Extras sending(Paths some) {
      return new Extras(cluster, clientToClient, interval, confederation, limits, some, bgpRole);
    }

    /// What we are to it.
    Extras as(BgpRole role) {
      return new Extras(cluster, clientToClient, interval, confederation, limits, paths, role);
    }

    static final Extras NONE = new Extras(ID, true, Duration.ZERO, null, PeerLimits.NONE);

    Extras limited(PeerLimits some) {
      return new Extras(cluster, clientToClient, interval, confederation, some, paths, bgpRole);
    }
  }

  /// Which paths go over a session.
  ///
  /// @param idsIn whether the neighbour's prefixes carry path ids
  /// @param idsOut whether ours do
  record Paths(boolean idsIn, boolean idsOut, PathsSent sent) {
    static final Paths PLAIN = new Paths(false, false, PathsSent.BEST);

    static Paths out(PathsSent.AddPath addPath) {
      return new Paths(false, true, new PathsSent(addPath, false, false));
    }
  }

  /// One neighbour.
  final class Peer {
    final String name;
    final int number;
    final IpAddress address;
    final Asn as;
    final Heard heard;
    final RibPeer session;
    final List<Notification> ended = new ArrayList<>();

    /// What was said of it: why it was ended, what was warned of.
    final List<String> said = new ArrayList<>();

    private final Negotiated here;
    private final Negotiated there;
    private final Role role;
    private final UpdateReader reader = new UpdateReader();
    final Paths paths;
    final Extras extras;

    /// How it writes its own next hops.
    NextHopForm writes = NextHopForm.USUAL;

    Peer(String name, int number, Role role, Asn as, Policy in, Policy out, Extras extras) {
      this.extras = extras;
      this.paths = extras.paths();
      this.name = name;
      this.number = number;
      this.role = role;
      this.as = as;
      this.address = IpAddress.v4(0x0a00_0000 + number);
      RouterId id = new RouterId(0x0a00_0000 + number);
      Negotiated us =
          negotiated(AS, as, ID, id, paths.idsIn(), paths.idsOut())
              .but()
              .restart(restart)
              .longLived(longLived)
              .build();
      Negotiated them = negotiated(as, AS, id, ID, paths.idsOut(), paths.idsIn());
      boolean inside = role == Role.CONFEDERATION;
      this.here =
          inside
              ? us.inConfederation()
              : us.but().role(Optional.ofNullable(extras.bgpRole())).build();
      this.there = inside ? them.inConfederation() : them;
      this.heard = new Heard(there);
      this.session =
          rib.peerUp(
              new PeerProfile(
                  name,
                  "",
                  address,
                  role,
                  here,
                  false,
                  LOCAL_V4,
                  nextHops.self() == null ? LOCAL_V6 : nextHops.self(),
                  extras.cluster(),
                  in,
                  out,
                  extras.clientToClient(),
                  extras.interval(),
                  extras.confederation(),
                  extras.limits(),
                  paths.sent(),
                  PeerRules.USUAL,
                  nextHops),
              heard,
              new PeerHost() {
                @Override
                public void end(Notification notification, String why, Duration pause) {
                  ended.add(notification);
                  said.add(why);
                }

                @Override
                public void warn(String sentence) {
                  said.add(sentence);
                }
              });
    }

    void announce(String prefix, String path, int... communities) {
      announce(List.of(Prefix.parse(prefix)), attributes(path, null, communities));
    }

    void announce(List<Prefix> prefixes, PathAttributes attributes) {
      announce(prefixes, attributes, nextHop(prefixes.getFirst().version()));
    }

    void announce(List<Prefix> prefixes, PathAttributes attributes, IpAddress nextHop) {
      announce(prefixes, 0, attributes, nextHop);
    }

    void announce(List<Prefix> prefixes, int id, PathAttributes attributes, IpAddress nextHop) {
      // An internal form leaves the path and all else as it is given.
      UpdateWriter writer = writer();
      byte[] section = AttributesCodec.encode(attributes);
      writer.announce(
          prefixes.getFirst().unicastFamily(),
          section,
          0,
          section.length,
          nextHop.version() == IpVersion.V6,
          nextHop.high(),
          nextHop.low(),
          0,
          true);
      put(writer, prefixes, id);
    }

    void withdraw(String... prefixes) {
      withdraw(java.util.Arrays.stream(prefixes).map(Prefix::parse).toList());
    }

    void withdraw(List<Prefix> prefixes) {
      withdraw(prefixes, 0);
    }

    void withdraw(List<Prefix> prefixes, int id) {
      UpdateWriter writer = writer();
      writer.withdraw(prefixes.getFirst().unicastFamily());
      put(writer, prefixes, id);
    }

    void endOfRib(AddressFamily family) {
      UpdateWriter writer = writer();
      writer.endOfRib(family);
      receive(writer);
    }

    void refreshMark(AddressFamily family, RouteRefresh.Subtype mark) {
      session.refresh(new RouteRefresh(family, mark));
    }

    void refresh(AddressFamily family) {
      session.refresh(new RouteRefresh(family, RouteRefresh.Subtype.REQUEST));
    }

    Heard.Announced route(String prefix) {
      return heard.routes.get(Prefix.parse(prefix));
    }

    IpAddress nextHop(IpVersion version) {
      return version == IpVersion.V4
          ? address
          : IpAddress.v6(0xfd00_0000_0000_0000L, address.v4Bits());
    }

    /// The session as we see it.
    Negotiated here() {
      return here;
    }

    private void put(UpdateWriter writer, List<Prefix> prefixes, int id) {
      for (Prefix prefix : prefixes) {
        writer.prefix(prefix.address().high(), prefix.address().low(), prefix.length(), id);
      }
      writer.close();
      receive(writer);
    }

    private UpdateWriter writer() {
      return new UpdateWriter(
          new ExportForm(false, here.remoteAs(), here.remoteId(), true, 4096).with(writes),
          here.addPathReceive());
    }

    private void receive(UpdateWriter writer) {
      byte[] bytes = java.util.Arrays.copyOf(writer.buffer(), writer.length());
      int at = 0;
      while (at < bytes.length) {
        int length = MessageFrame.length(bytes, at, bytes.length, 4096);
        Verdict verdict = reader.read(bytes, at, at + length, here);
        if (verdict instanceof Verdict.ResetSession) {
          throw new AssertionError("not received: " + verdict);
        }
        session.received(reader, verdict);
        at += length;
      }
    }

    @Override
    public String toString() {
      return name + " (" + role + ")";
    }
  }

  static PathAttributes attributes(String path, @Nullable Long med, int... communities) {
    List<Asn> numbers =
        path.isEmpty()
            ? List.of()
            : java.util.Arrays.stream(path.split(" ")).map(Long::valueOf).map(Asn::new).toList();
    return new PathAttributes(
        Origin.IGP,
        new AsPath(
            numbers.isEmpty()
                ? List.of()
                : List.of(new AsPath.Segment(AsPath.Kind.SEQUENCE, numbers))),
        med,
        null,
        false,
        null,
        java.util.Arrays.stream(communities).boxed().toList(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of());
  }

  private static Negotiated negotiated(
      Asn local, Asn remote, RouterId localId, RouterId remoteId, boolean idsIn, boolean idsOut) {
    Set<AddressFamily> both = Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
    return Negotiated.between(local, remote, localId, remoteId)
        .families(both)
        .addPathReceive(idsIn ? both : Set.of())
        .addPathSend(idsOut ? both : Set.of())
        .routeRefresh(true)
        .enhancedRouteRefresh(true)
        .anyFirstAs(true)
        .build();
  }
}
