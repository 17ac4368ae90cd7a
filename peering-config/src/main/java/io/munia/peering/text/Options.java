package io.munia.peering.text;

import static io.munia.peering.text.Option.REQUIRED;

import io.munia.bgp.session.PeerSettings.RemoteAs;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.peering.change.Apply;
import io.munia.peering.model.Listen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every option there is, in the order of the reference. The reader takes nothing else.
final class Options {
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
          Forms.list(Forms.LISTEN_ON),
          "\"0.0.0.0:179\" and \"[::]:179\"",
          Apply.LIVE,
          "Where connections are accepted; `[]` for nowhere. `%red` after the address binds to an"
              + " interface or VRF device, for neighbours of it alone.");
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
      Option.ofPeer(
          "remote-as",
          Forms.REMOTE_AS,
          REQUIRED,
          Apply.RESET,
          "The neighbour's AS; `internal` is ours, `external` any other.");
  static final Option<Integer> PORT =
      Option.ofPeer(
          "port",
          Forms.smallNumber(1, 65_535),
          "179",
          Apply.NEXT_SESSION,
          "TCP port to connect to.");
  static final Option<IpAddress> LOCAL_ADDRESS =
      Option.ofPeer(
          "local-address",
          Forms.ADDRESS,
          "the kernel's choice",
          Apply.RESET,
          "Source address of connections.");
  static final Option<Integer> HOLD_TIME =
      Option.ofPeer(
          "hold-time",
          Forms.HOLD_TIME,
          "90s",
          Apply.NEXT_SESSION,
          "Proposed; the smaller of both sides' holds, keepalives are sent three times as often.");
  static final Option<Long> CONNECT_RETRY =
      Option.ofPeer(
          "connect-retry",
          Forms.duration(1, 120),
          "5s",
          Apply.NEXT_SESSION,
          "Between attempts to connect; doubled after failures, up to 120s.");
  static final Option<Boolean> PASSIVE =
      Option.ofPeer(
          "passive",
          Forms.BOOL,
          "false",
          Apply.NEXT_SESSION,
          "Wait for the neighbour's connection instead of opening one.");
  static final Option<Boolean> CLIENT =
      Option.ofPeer(
          "route-reflector-client",
          Forms.BOOL,
          "false",
          Apply.RESET,
          "Reflect routes to it and from it (iBGP only).");
  static final Option<RouterId> CLUSTER_ID =
      Option.ofPeer(
          "cluster-id",
          Forms.ROUTER_ID,
          "the router-id",
          Apply.RESET,
          "The cluster that a client is in.");
  static final Option<Boolean> NEXT_HOP_SELF =
      Option.ofPeer(
          "next-hop-self",
          Forms.BOOL,
          "false",
          Apply.RESET,
          "Send our address as next hop of what was learned from others.");
  static final Option<List<AddressFamily>> FAMILIES =
      Option.ofPeer(
          "families",
          Forms.list(Forms.FAMILY),
          "the family of its address, without one ipv4-unicast and ipv6-unicast",
          Apply.RESET,
          "What the session carries.");
  static final Option<String> IMPORT =
      Option.ofPeer(
          "import",
          Forms.TEXT,
          "accept-all in our AS, reject-all outside",
          Apply.REFRESH,
          "Policy for what comes in.");
  static final Option<String> EXPORT =
      Option.ofPeer(
          "export",
          Forms.TEXT,
          "accept-all in our AS, reject-all outside",
          Apply.REFRESH,
          "Policy for what goes out.");
  static final Option<String> PASSWORD =
      Option.ofPeer(
          "password",
          Forms.TEXT,
          "none",
          Apply.RESET,
          "TCP-MD5 key, 1 to 80 bytes. Prefer password-file.");
  static final Option<String> PASSWORD_FILE =
      Option.ofPeer(
          "password-file",
          Forms.TEXT,
          "none",
          Apply.RESET,
          "File with the key on its first line; read at start and at reload.");
  static final Option<String> DESCRIPTION =
      Option.ofPeer("description", Forms.TEXT, "empty", Apply.LIVE, "For people.");

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
          Kind.PEER,
          "address",
          Forms.ADDRESS,
          "none: `interface` is required",
          Apply.RESET,
          "The neighbour's address. Without one it is unnumbered: whoever sends router advertisements"
              + " (RFC 4861) on `interface`, where this speaker sends them as well.");
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
          TABLE,
          PROTOCOL,
          METRIC,
          METRICS_LISTEN,
          SOCKET);

  private static final List<Option<?>> ALL =
      Stream.of(
              OTHERS,
              RoutingOptions.ALL,
              BfdOptions.ALL,
              PolicyOptions.ALL,
              PathOptions.ALL,
              RelationOptions.ALL,
              SessionOption.ALL,
              RestartOptions.ALL,
              AggregateOptions.ALL,
              IpamOptions.ALL)
          .flatMap(List::stream)
          .toList();

  private Options() {}

  static List<Option<?>> of(Kind kind) {
    return ALL.stream().filter(option -> option.kinds().contains(kind)).toList();
  }

  static List<String> keysOf(Kind kind) {
    return of(kind).stream().map(Option::key).toList();
  }

  static Optional<Option<?>> named(Kind kind, String key) {
    return of(kind).stream().filter(option -> option.key().equals(key)).findFirst();
  }
}
