package io.munia.peering.text;

import io.munia.bgp.session.PeerSettings.Passive;
import io.munia.bgp.session.PeerSettings.RemoteAs;
import io.munia.bgp.session.SocketOptions;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.peering.model.Bfd;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.FibConfig;
import io.munia.peering.model.IpamConfig;
import io.munia.peering.model.Listen;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeerOptions.ReflectorClient;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.StaticRoute;
import io.munia.rib.PathsSent;
import io.munia.rib.PrefixLimit;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Change.NextHopKeep;
import io.munia.rib.policy.Policy.Change.NextHopSelf;
import io.munia.rib.policy.Policy.Change.SetWeight;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is wrong with a configuration as a whole, though each part of it is well written.
final class Checks {
  private static final IpAddress LIMITED_BROADCAST = IpAddress.parse("255.255.255.255");

  private static final Prefix LINK_LOCAL = Prefix.parse("fe80::/10");

  private final PeeringConfig config;
  private final Problems problems;

  Checks(PeeringConfig config, Problems problems) {
    this.config = config;
    this.problems = problems;
  }

  void run() {
    if (config.as().equals(Asn.AS_TRANS)) {
      problems.error("munia.as", "found 23456, which is AS_TRANS", "our own AS would do");
    }
    listens();
    names();
    config.peers().forEach(this::peer);
    config.dynamic().forEach(this::dynamic);
    someoneListens();
    routes();
    config.ipam().ifPresent(this::ipam);
    new AggregateTrap(config, DiscardTrap.of(config, problems), problems).run();
  }

  private void listens() {
    Set<Listen> seen = new HashSet<>();
    for (Listen listen : config.listen()) {
      if (needsInterface(listen.address()) && listen.device().isEmpty()) {
        problems.error(
            "munia.listen",
            "found " + listen + ", which means nothing without an interface",
            "\"[" + listen.address() + "%eth0]:" + listen.port() + "\" would do");
      }
      if (listen.port() != 0 && !seen.add(listen)) {
        problems.error("munia.listen", "found " + listen + " twice", "once would do");
      }
    }
  }

  private void names() {
    Map<Object, String> takenBy = new HashMap<>();
    for (PeerConfig peer : config.peers()) {
      String other = takenBy.putIfAbsent(place(peer), peer.name());
      if (other != null && peer.unnumbered()) {
        problems.error(
            path(peer) + ".interface",
            "found " + peer.device() + ", at whose other end " + other + " is already",
            "an interface of its own, or an address, would do");
      } else if (other != null) {
        problems.error(
            path(peer) + ".address",
            "found " + peer.place() + ", which is the address of " + other,
            "an address of its own would do");
      }
    }
    config.peers().forEach(this::namesake);
    for (DynamicRange range : config.dynamic()) {
      SocketOptions socket = range.options().session().socket();
      String other =
          takenBy.putIfAbsent(List.of(range.range(), socket.device(), socket.vrf()), range.name());
      if (other != null) {
        problems.error(
            path(range) + ".range",
            "found " + range.range() + ", which is the range of " + other,
            "a range of its own would do");
      }
      if (config.peers().stream().anyMatch(peer -> peer.name().equals(range.name()))) {
        problems.error(
            path(range), "a peer is called " + range.name() + " already", "choose another name");
      }
    }
  }

  /// Neighbours of a range are called by their addresses.
  private void namesake(PeerConfig peer) {
    for (DynamicRange range : config.dynamic()) {
      if (!peer.name().equals(peer.address().map(IpAddress::toString).orElse(""))
          && isAddressIn(range.range(), peer.name())) {
        problems.error(
            path(peer),
            "'" + peer.name() + "' is what a neighbour of the range " + range.name() + " is called",
            "its own address or another name would do");
      }
    }
  }

  private static boolean isAddressIn(Prefix range, String name) {
    int zone = name.indexOf('%');
    try {
      return range.contains(IpAddress.parse(zone < 0 ? name : name.substring(0, zone)));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Where a neighbour is met, as nobody else may be.
  private static Object place(PeerConfig peer) {
    SocketOptions socket = peer.options().session().socket();
    return peer.address()
        .<Object>map(address ->
            List.of(address, needsInterface(address) ? socket.device() : "", socket.vrf()))
        .orElseGet(() -> Optional.of(socket.device()));
  }

  private static boolean needsInterface(IpAddress address) {
    return address.version() == IpVersion.V6 && address.isLinkLocal();
  }

  private void peer(PeerConfig peer) {
    options(path(peer), peer.options());
    peer.address().ifPresentOrElse(address -> at(peer, address), () -> unnumbered(peer));
    SessionOption.checkForm(path(peer), peer, problems);
    IpVersion version = peer.address().map(IpAddress::version).orElse(IpVersion.V6);
    peer.options()
        .localAddress()
        .filter(local -> local.version() != version)
        .ifPresent(local ->
            problems.error(
                path(peer) + ".local-address",
                "found " + local + " for the neighbour " + peer.place(),
                "an address of the same version would do"));
  }

  /// `::ffff:10.0.0.1`: connections would come and go as IPv4.
  private static boolean isMapped(IpAddress address) {
    return address.version() == IpVersion.V6
        && address.high() == 0
        && address.low() >>> 32 == 0xffff;
  }

  private void at(PeerConfig peer, IpAddress address) {
    if (address.isUnspecified() || address.isMulticast() || address.equals(LIMITED_BROADCAST)) {
      problems.error(
          path(peer) + ".address",
          "found " + address,
          "the address of one neighbour would do, or none, and interface = eth0");
    } else if (isMapped(address)) {
      problems.error(
          path(peer) + ".address",
          "found " + address + ", which stands for an IPv4 address",
          IpAddress.v4((int) address.low()) + " would do");
    } else if (needsInterface(address) && peer.device().isEmpty()) {
      problems.error(
          path(peer) + ".address",
          "found " + address + ", which means nothing without an interface",
          "interface = eth0, the link that it is on, would do");
    } else {
      self(peer, address);
    }
  }

  /// It is at the other end of a link, whatever its address.
  private void unnumbered(PeerConfig peer) {
    SocketOptions socket = peer.options().session().socket();
    if (socket.ttl() != 1) {
      problems.error(
          path(peer) + ".multihop",
          "no address, so the neighbour is at the other end of " + peer.device(),
          "multihop = false would do, or an address");
    }
    if (peer.options().bfd().filter(bfd -> bfd.hops() == Bfd.Hops.MULTI).isPresent()) {
      problems.error(
          path(peer) + ".bfd.multihop",
          "no address, so the neighbour is at the other end of " + peer.device(),
          "multihop = false would do, or an address");
    }
  }

  /// A session with ourselves comes up with nobody.
  private void self(PeerConfig peer, IpAddress address) {
    Listen there = new Listen(address, peer.options().port());
    if (peer.options().localAddress().equals(Optional.of(address))
        || config.listen().contains(there)) {
      problems.error(
          path(peer) + ".address",
          "found " + address + ", which is our own address",
          "the neighbour's would do");
    } else if (address.toString().equals(config.routerId().toString())) {
      problems.warning(
          path(peer) + ".address",
          "found " + address + ", which is our router-id",
          "the neighbour's own address would do");
    }
  }

  private void dynamic(DynamicRange range) {
    options(path(range), range.options());
    BfdOptions.check(path(range), range, problems);
    if (needsInterface(range.range().address())
        && range.options().session().socket().device().isEmpty()) {
      problems.error(
          path(range) + ".range",
          "found " + range.range() + ", which means nothing without an interface",
          "interface = eth0, the link that they are on, would do");
    }
    if (range.options().password().isPresent()) {
      keyless(range);
    }
  }

  /// The kernel asks everybody in the range for a signature.
  private void keyless(DynamicRange range) {
    SocketOptions there = range.options().session().socket();
    for (PeerConfig peer : config.peers()) {
      if (peer.options().password().isEmpty()
          && mayBeIn(range.range(), peer)
          && peer.options().session().socket().vrf().equals(there.vrf())) {
        problems.error(
            path(peer),
            "no key, but " + peer.place() + " is in the range of " + range.name() + ", which has",
            "a password of its own would do, or another range");
      }
    }
    for (DynamicRange other : config.dynamic()) {
      if (other.options().password().isEmpty()
          && range.range().contains(other.range())
          && other.options().session().socket().vrf().equals(there.vrf())) {
        problems.error(
            path(other),
            "no key, but " + other.range() + " is in the range of " + range.name() + ", which has",
            "a password of its own would do, or another range");
      }
    }
  }

  /// One that is unnumbered may have any link-local address.
  private static boolean mayBeIn(Prefix range, PeerConfig peer) {
    return peer.address()
        .map(range::contains)
        .orElseGet(() -> range.contains(LINK_LOCAL) || LINK_LOCAL.contains(range));
  }

  private void options(String path, PeerOptions options) {
    if (options.families().isEmpty()) {
      problems.error(
          path + ".families", "found no family", AddressFamily.IPV4_UNICAST + " would do");
    }
    if (options.nextHopSelf() == PeerOptions.NextHopSelf.YES) {
      options.families().stream()
          .filter(AddressFamily::isLabeled)
          .sorted()
          .findFirst()
          .ifPresent(family ->
              problems.error(
                  path + ".next-hop-self",
                  "stands beside " + family + ", whose labels hold at the next hop that gave them",
                  "leave it out: there it cannot be another"));
    }
    policies(path, options);
    boolean internal = options.internal(config.as());
    if (options.client() == ReflectorClient.YES && !internal) {
      problems.error(
          path,
          "'route-reflector-client' for a neighbour in another AS",
          "remote-as = internal would do, or leave it out");
    }
    PathOptions.check(path, options, internal, problems);
    RelationOptions.check(
        path,
        options,
        internal || options.remoteAs() instanceof RemoteAs.Member,
        !(config.fib() instanceof FibConfig.Off),
        problems);
    idle(path, options);
    SessionOption.check(path, options, problems);
    ceiling(path, options);
    if (options.remoteAs() instanceof RemoteAs.Exactly(Asn as) && as.equals(Asn.AS_TRANS)) {
      problems.error(
          path + ".remote-as", "found 23456, which is AS_TRANS", "the neighbour's own AS would do");
    }
  }

  /// What does nothing beside what else is said.
  private void idle(String path, PeerOptions options) {
    boolean client = options.client() == ReflectorClient.YES;
    if (!client && !options.clusterId().equals(config.routerId())) {
      idle(path + ".cluster-id", "a neighbour that is no route-reflector-client");
    }
    if (!client && !options.exchange().clientToClient()) {
      idle(path + ".client-to-client", "a neighbour that is no route-reflector-client");
    }
    if (options.paths().sent().routeServerClient()
        && options.nextHopSelf() == PeerOptions.NextHopSelf.YES) {
      problems.warning(
          path + ".next-hop-self",
          "puts this route server into the way of packets between its clients (RFC 7947)",
          "leave it out");
    }
  }

  private void idle(String path, String who) {
    problems.warning(path, "does nothing for " + who, "leave it out");
  }

  /// Prefixes are counted where one path of each is announced.
  private void ceiling(String path, PeerOptions options) {
    boolean blocks =
        options.exchange().limits().out().values().stream()
            .anyMatch(limit -> limit.action() == PrefixLimit.Action.BLOCK);
    PathsSent sent = options.paths().sent();
    if (blocks
        && (options.paths().addPath().sends() || sent.bestExternal() || sent.routeServerClient())) {
      problems.error(
          path + ".prefix-limit-out",
          "'action = block' beside add-path, advertise-best-external or route-server-client",
          "action = warn or restart would do");
    }
    PrefixLimit memberships = options.exchange().limits().out().get(AddressFamily.RT_CONSTRAIN);
    if (memberships != null && memberships.action() == PrefixLimit.Action.BLOCK) {
      problems.error(
          path + ".prefix-limit-out." + AddressFamily.RT_CONSTRAIN,
          "'action = block', where who told a route is told another's",
          "action = warn or restart would do");
    }
  }

  /// What one direction alone can do, and would do nothing in the other.
  private void policies(String path, PeerOptions options) {
    changes(options.importPolicy())
        .filter(change -> change instanceof NextHopSelf || change instanceof NextHopKeep)
        .findFirst()
        .ifPresent(change -> idle(path + ".import", options.importPolicy(), change, "export"));
    changes(options.exportPolicy())
        .filter(change -> change instanceof SetWeight)
        .findFirst()
        .ifPresent(change -> idle(path + ".export", options.exportPolicy(), change, "import"));
  }

  private static Stream<Policy.Change> changes(Policy policy) {
    return policy.rules().stream().flatMap(rule -> rule.changes().stream());
  }

  private void idle(String path, Policy policy, Policy.Change change, String direction) {
    problems.warning(
        path,
        "policy "
            + policy.name()
            + " sets "
            + PolicyText.change(change)
            + ", which does nothing here",
        "setting it at " + direction + " would do");
  }

  /// Who only waits must be reachable.
  private void someoneListens() {
    if (!config.listen().isEmpty()) {
      return;
    }
    for (PeerConfig peer : config.peers()) {
      if (peer.options().passive() == Passive.YES) {
        problems.error(
            path(peer),
            "waits for the neighbour's connection, but munia.listen is empty",
            "listen = [\"0.0.0.0:179\"] would do, or passive = false");
      }
    }
    for (DynamicRange range : config.dynamic()) {
      problems.error(
          path(range),
          "waits for connections, but munia.listen is empty",
          "listen = [\"0.0.0.0:179\"] would do");
    }
  }

  private void routes() {
    for (StaticRoute route : config.routes()) {
      if (route.discard() && config.fib() instanceof FibConfig.Off) {
        problems.error(
            Given.join("munia.routes", route.prefix().toString()),
            "a discard route, but fib = off",
            "fib { table = main } would do, or discard = false");
      }
    }
  }

  private void ipam(IpamConfig ipam) {
    for (IpamConfig.Pool pool : ipam.pools()) {
      config.peers().stream()
          .flatMap(peer -> peer.address().stream())
          .filter(pool.cidr()::contains)
          .filter(address -> ipam.reserved().stream().noneMatch(prefix -> prefix.contains(address)))
          .forEach(address ->
              problems.warning(
                  Given.join("munia.ipam.pools", pool.name()) + ".cidr",
                  "found " + pool.cidr() + ", which covers the neighbour " + address,
                  "a pool beside it, or reserved = [\""
                      + address.asHostPrefix()
                      + "\"], would do"));
    }
    if (!ipam.aggregates()) {
      return;
    }
    if (config.fib() instanceof FibConfig.Off) {
      problems.error(
          "munia.ipam",
          "pools have levels, so aggregates are announced, but fib = off: an aggregate is"
              + " announced only where its discard route is",
          "fib { table = main } would do, or pools without levels");
      return;
    }
    new DiscardTrap(config, ipam, problems).run();
  }

  private static String path(PeerConfig peer) {
    return Given.join("munia.peers", peer.name());
  }

  private static String path(DynamicRange range) {
    return Given.join("munia.dynamic", range.name());
  }
}
