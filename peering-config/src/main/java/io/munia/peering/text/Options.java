package io.munia.peering.text;

import static io.munia.peering.text.Option.REQUIRED;

import io.munia.bgp.session.PeerSettings.RemoteAs;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.peering.change.Apply;
import io.munia.peering.model.IpamConfig;
import io.munia.peering.model.Listen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every option there is, in the order of the reference. The reader takes nothing else.
final class Options {
  private static final Set<Kind> PEER_LIKE = Set.of(Kind.GROUP, Kind.PEER, Kind.DYNAMIC);

  static final Option<Asn> AS =
      new Option<>(Kind.ROOT, "as", Forms.AS, REQUIRED, Apply.RESTART, "Our AS.");
  static final Option<RouterId> ROUTER_ID =
      new Option<>(
          Kind.ROOT,
          "router-id",
          Forms.ROUTER_ID,
          REQUIRED,
          Apply.RESTART,
          "Our BGP Identifier, unique in the AS.");
  static final Option<List<Listen>> LISTEN =
      new Option<>(
          Kind.ROOT,
          "listen",
          Forms.list(Forms.LISTEN),
          "\"0.0.0.0:179\" and \"[::]:179\"",
          Apply.RESTART,
          "Where connections are accepted; `[]` for nowhere.");
  static final Option<Map<String, Given>> GROUPS =
      new Option<>(
          Kind.ROOT, "groups", Forms.named(Kind.GROUP), "none", Apply.LIVE, "Groups of peers.");
  static final Option<Map<String, Given>> PEERS =
      new Option<>(Kind.ROOT, "peers", Forms.named(Kind.PEER), "none", Apply.LIVE, "Neighbours.");
  static final Option<Map<String, Given>> DYNAMIC =
      new Option<>(
          Kind.ROOT,
          "dynamic",
          Forms.named(Kind.DYNAMIC),
          "none",
          Apply.LIVE,
          "Ranges of neighbours.");
  static final Option<Map<String, Given>> POLICIES =
      new Option<>(
          Kind.ROOT,
          "policies",
          Forms.named(Kind.POLICY),
          "none",
          Apply.REFRESH,
          "What is let in and out.");
  static final Option<Given> SETS =
      new Option<>(
          Kind.ROOT,
          "sets",
          Forms.section(Kind.SETS),
          "none",
          Apply.REFRESH,
          "What policies call by name.");
  static final Option<Map<String, Given>> ROUTES =
      new Option<>(
          Kind.ROOT,
          "routes",
          Forms.named(Kind.ROUTE),
          "none",
          Apply.LIVE,
          "Routes of our own, by prefix.");
  static final Option<Given> IPAM_SECTION =
      new Option<>(
          Kind.ROOT, "ipam", Forms.section(Kind.IPAM), "none", Apply.RESTART, "Address blocks.");
  static final Option<Forms.OnOff> FIB =
      new Option<>(
          Kind.ROOT, "fib", Forms.sectionOrOff(Kind.FIB), "off", Apply.RESTART, "Kernel table.");
  static final Option<Forms.OnOff> METRICS =
      new Option<>(
          Kind.ROOT,
          "metrics",
          Forms.sectionOrOff(Kind.METRICS),
          "off",
          Apply.RESTART,
          "Prometheus metrics.");
  static final Option<Forms.OnOff> CONTROL =
      new Option<>(
          Kind.ROOT,
          "control",
          Forms.sectionOrOff(Kind.CONTROL),
          "socket = \"/run/munia/control.sock\"",
          Apply.RESTART,
          "The operator's socket.");

  static final Option<RemoteAs> REMOTE_AS =
      peer(
          "remote-as",
          Forms.REMOTE_AS,
          REQUIRED,
          Apply.RESET,
          "The neighbour's AS; `internal` is ours, `external` any other.");
  static final Option<Integer> PORT =
      peer(
          "port",
          Forms.smallNumber(1, 65_535),
          "179",
          Apply.NEXT_SESSION,
          "TCP port to connect to.");
  static final Option<IpAddress> LOCAL_ADDRESS =
      peer(
          "local-address",
          Forms.ADDRESS,
          "the kernel's choice",
          Apply.RESET,
          "Source address of connections.");
  static final Option<Integer> HOLD_TIME =
      peer(
          "hold-time",
          Forms.HOLD_TIME,
          "90s",
          Apply.NEXT_SESSION,
          "Proposed; the smaller of both sides' holds, keepalives are sent three times as often.");
  static final Option<Long> CONNECT_RETRY =
      peer(
          "connect-retry",
          Forms.duration(1, 120),
          "5s",
          Apply.NEXT_SESSION,
          "Between attempts to connect; doubled after failures, up to 120s.");
  static final Option<Boolean> PASSIVE =
      peer(
          "passive",
          Forms.BOOL,
          "false",
          Apply.NEXT_SESSION,
          "Wait for the neighbour's connection instead of opening one.");
  static final Option<Boolean> CLIENT =
      peer(
          "route-reflector-client",
          Forms.BOOL,
          "false",
          Apply.RESET,
          "Reflect routes to it and from it (iBGP only).");
  static final Option<RouterId> CLUSTER_ID =
      peer(
          "cluster-id",
          Forms.ROUTER_ID,
          "the router-id",
          Apply.RESET,
          "The cluster that a client is in.");
  static final Option<Boolean> NEXT_HOP_SELF =
      peer(
          "next-hop-self",
          Forms.BOOL,
          "false",
          Apply.RESET,
          "Send our address as next hop of what was learned from others.");
  static final Option<List<AddressFamily>> FAMILIES =
      peer(
          "families",
          Forms.list(Forms.FAMILY),
          "the family of its address",
          Apply.RESET,
          "What the session carries.");
  static final Option<String> IMPORT =
      peer(
          "import",
          Forms.TEXT,
          "accept-all in our AS, reject-all outside",
          Apply.REFRESH,
          "Policy for what comes in.");
  static final Option<String> EXPORT =
      peer(
          "export",
          Forms.TEXT,
          "accept-all in our AS, reject-all outside",
          Apply.REFRESH,
          "Policy for what goes out.");
  static final Option<String> PASSWORD =
      peer(
          "password",
          Forms.TEXT,
          "none",
          Apply.RESET,
          "TCP-MD5 key, 1 to 80 bytes. Prefer password-file.");
  static final Option<String> PASSWORD_FILE =
      peer(
          "password-file",
          Forms.TEXT,
          "none",
          Apply.RESET,
          "File with the key on its first line; read at start and at reload.");
  static final Option<String> DESCRIPTION =
      peer("description", Forms.TEXT, "empty", Apply.LIVE, "For people.");

  static final Option<String> GROUP =
      new Option<>(
          Set.of(Kind.PEER, Kind.DYNAMIC),
          "group",
          Forms.TEXT,
          "none",
          Apply.RESET,
          "The group whose options hold where none stand here.");
  static final Option<IpAddress> ADDRESS =
      new Option<>(
          Kind.PEER, "address", Forms.ADDRESS, REQUIRED, Apply.RESET, "The neighbour's address.");
  static final Option<Prefix> RANGE =
      new Option<>(
          Kind.DYNAMIC,
          "range",
          Forms.PREFIX,
          REQUIRED,
          Apply.RESET,
          "Addresses that may connect; the longest range counts.");
  static final Option<Integer> LIMIT =
      new Option<>(
          Kind.DYNAMIC,
          "limit",
          Forms.smallNumber(1, 65_535),
          "256",
          Apply.RESET,
          "How many neighbours at most.");

  static final Option<Boolean> DISCARD =
      new Option<>(
          Kind.ROUTE,
          "discard",
          Forms.BOOL,
          "false",
          Apply.LIVE,
          "Give the kernel a discard route, so that what no longer prefix covers is dropped here.");
  static final Option<List<Integer>> ROUTE_COMMUNITIES =
      new Option<>(
          Kind.ROUTE,
          "communities",
          Forms.list(Forms.COMMUNITY),
          "none",
          Apply.LIVE,
          "Attached to the route.");

  static final Option<String> STORE =
      new Option<>(
          Kind.IPAM,
          "store",
          Forms.STORE,
          REQUIRED,
          Apply.RESTART,
          "Where claims are kept; the file is made where there is none.");
  static final Option<Given> PLACE =
      new Option<>(
          Kind.IPAM,
          "place",
          Forms.section(Kind.PLACE),
          "the host's name as node",
          Apply.RESTART,
          "Where the node stands.");
  static final Option<Map<String, Given>> POOLS =
      new Option<>(
          Kind.IPAM, "pools", Forms.named(Kind.POOL), REQUIRED, Apply.RESTART, "Pools by name.");
  static final Option<Given> ANNOUNCE =
      new Option<>(
          Kind.IPAM,
          "announce",
          Forms.section(Kind.ANNOUNCE),
          "no-export on blocks",
          Apply.RESTART,
          "How blocks are announced.");
  static final Option<Boolean> STRICT_AFFINITY =
      new Option<>(
          Kind.IPAM,
          "strict-affinity",
          Forms.BOOL,
          "true",
          Apply.RESTART,
          "Never take an address out of another node's block.");
  static final Option<Long> COOLDOWN =
      new Option<>(
          Kind.IPAM,
          "cooldown",
          Forms.DURATION,
          "0s",
          Apply.RESTART,
          "How long a released address rests before it is handed out again.");
  static final Option<List<Prefix>> RESERVED =
      new Option<>(
          Kind.IPAM,
          "reserved",
          Forms.list(Forms.PREFIX),
          "none",
          Apply.RESTART,
          "Addresses that are never handed out.");
  static final Option<Integer> BLOCKS_PER_NODE_MAX =
      new Option<>(
          Kind.IPAM,
          "blocks-per-node-max",
          Forms.smallNumber(0, 65_535),
          "0, no limit",
          Apply.RESTART,
          "Most blocks this node takes of a pool.");
  static final Option<String> ZONE =
      new Option<>(Kind.PLACE, "zone", Forms.NAME, "none", Apply.RESTART, "Its zone.");
  static final Option<String> RACK =
      new Option<>(Kind.PLACE, "rack", Forms.NAME, "none", Apply.RESTART, "Its rack.");
  static final Option<String> NODE =
      new Option<>(Kind.PLACE, "node", Forms.NAME, "the host's name", Apply.RESTART, "Its name.");
  static final Option<Prefix> CIDR =
      new Option<>(
          Kind.POOL, "cidr", Forms.PREFIX, REQUIRED, Apply.RESTART, "Every address of the pool.");
  static final Option<Integer> BLOCK =
      new Option<>(
          Kind.POOL,
          "block",
          Forms.smallNumber(1, 128),
          "26, or 122 in IPv6",
          Apply.RESTART,
          "Prefix length of a node's block.");
  static final Option<List<Given>> LEVELS =
      new Option<>(
          Kind.POOL,
          "levels",
          Forms.list(Forms.section(Kind.LEVEL)),
          "none",
          Apply.RESTART,
          "The tree above the blocks; the span of the last level is announced as aggregate.");
  static final Option<IpamConfig.By> BY =
      new Option<>(
          Kind.LEVEL,
          "by",
          Forms.word(Forms.words("zone", IpamConfig.By.ZONE, "rack", IpamConfig.By.RACK)),
          REQUIRED,
          Apply.RESTART,
          "Which part of the place owns a span.");
  static final Option<Integer> SPAN =
      new Option<>(
          Kind.LEVEL,
          "span",
          Forms.smallNumber(1, 128),
          REQUIRED,
          Apply.RESTART,
          "Prefix length of a span.");
  static final Option<List<Integer>> BLOCK_COMMUNITIES =
      new Option<>(
          Kind.ANNOUNCE,
          "communities",
          Forms.list(Forms.COMMUNITY),
          "no-export",
          Apply.RESTART,
          "On blocks under an aggregate, so that the aggregate alone leaves the rack.");

  static final Option<Long> TABLE =
      new Option<>(
          Kind.FIB,
          "table",
          Forms.TABLE,
          "main",
          Apply.RESTART,
          "The routing table, by number; main is 254.");
  static final Option<Integer> PROTOCOL =
      new Option<>(
          Kind.FIB,
          "protocol",
          Forms.smallNumber(5, 255),
          "187",
          Apply.RESTART,
          "What marks a route as ours. Nothing else in the table is touched.");
  static final Option<Integer> METRIC =
      new Option<>(
          Kind.FIB,
          "metric",
          Forms.smallNumber(1, 1_000_000_000),
          "20",
          Apply.RESTART,
          "Priority of our routes, the lower the better; IPv6 adds 1024.");
  static final Option<Listen> METRICS_LISTEN =
      new Option<>(
          Kind.METRICS,
          "listen",
          Forms.LISTEN,
          "\"127.0.0.1:9179\"",
          Apply.RESTART,
          "Where `/metrics` is served.");
  static final Option<String> SOCKET =
      new Option<>(
          Kind.CONTROL,
          "socket",
          Forms.SOCKET,
          "\"/run/munia/control.sock\"",
          Apply.RESTART,
          "Path of the Unix socket.");

  private static final List<Option<?>> OTHERS =
      List.of(
          AS,
          ROUTER_ID,
          LISTEN,
          GROUPS,
          PEERS,
          DYNAMIC,
          POLICIES,
          SETS,
          ROUTES,
          AggregateOptions.AGGREGATES,
          IPAM_SECTION,
          FIB,
          METRICS,
          CONTROL,
          GROUP,
          ADDRESS,
          RANGE,
          LIMIT,
          REMOTE_AS,
          PORT,
          LOCAL_ADDRESS,
          HOLD_TIME,
          CONNECT_RETRY,
          PASSIVE,
          CLIENT,
          CLUSTER_ID,
          NEXT_HOP_SELF,
          FAMILIES,
          IMPORT,
          EXPORT,
          PASSWORD,
          PASSWORD_FILE,
          DESCRIPTION,
          DISCARD,
          ROUTE_COMMUNITIES,
          STORE,
          PLACE,
          POOLS,
          ANNOUNCE,
          STRICT_AFFINITY,
          COOLDOWN,
          RESERVED,
          BLOCKS_PER_NODE_MAX,
          ZONE,
          RACK,
          NODE,
          CIDR,
          BLOCK,
          LEVELS,
          BY,
          SPAN,
          BLOCK_COMMUNITIES,
          TABLE,
          PROTOCOL,
          METRIC,
          METRICS_LISTEN,
          SOCKET);

  private static final List<Option<?>> ALL =
      Stream.of(
              OTHERS, RoutingOptions.ALL, PolicyOptions.ALL, PathOptions.ALL, AggregateOptions.ALL)
          .flatMap(List::stream)
          .toList();

  /// What other daemons know under these names, and this one does not know yet.
  private static final Map<String, String> NOT_YET =
      Map.of(
          "bfd", "this version has no BFD: leave it out; a hold-time of 9s notices a dead peer too",
          "interface",
              "this version has no unnumbered peers: give the neighbour's address instead");

  private Options() {}

  private static <T> Option<T> peer(
      String key, Form<T> form, String fallback, Apply apply, String meaning) {
    return new Option<>(PEER_LIKE, key, form, fallback, apply, meaning);
  }

  static List<Option<?>> of(Kind kind) {
    return ALL.stream().filter(option -> option.kinds().contains(kind)).toList();
  }

  static List<String> keysOf(Kind kind) {
    return of(kind).stream().map(Option::key).toList();
  }

  static Optional<Option<?>> named(Kind kind, String key) {
    return of(kind).stream().filter(option -> option.key().equals(key)).findFirst();
  }

  static Optional<String> notYet(String key) {
    return Optional.ofNullable(NOT_YET.get(key));
  }
}
