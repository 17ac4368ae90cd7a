package io.munia.peering.text;

import io.munia.bgp.session.PeerSettings.Passive;
import io.munia.bgp.session.PeerSettings.RemoteAs;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.FibConfig;
import io.munia.peering.model.IpamConfig;
import io.munia.peering.model.Listen;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeerOptions.NextHopSelf;
import io.munia.peering.model.PeerOptions.ReflectorClient;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.StaticRoute;
import io.munia.rib.PrefixLimit;
import io.munia.rib.aggregate.Aggregate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A configuration as canonical text: every option with its value, nothing inherited, in one order.
/// What is printed reads back as the same configuration, but for keys, which are never printed.
public final class ConfigPrinter {
  private final StringBuilder text = new StringBuilder();
  private int depth;

  private ConfigPrinter() {}

  public static String print(PeeringConfig config) {
    ConfigPrinter printer = new ConfigPrinter();
    printer.open("munia");
    printer.root(config);
    printer.close();
    return printer.text.toString();
  }

  private void root(PeeringConfig config) {
    put("as", config.as());
    put("router-id", config.routerId());
    config
        .confederation()
        .ifPresent(confederation -> {
          put("confederation.id", confederation.id());
          put(
              "confederation.members",
              confederation.members().stream().sorted().map(Asn::toString).toList());
        });
    put("listen", list(config.listen().stream().map(Listen::toString).toList()));
    config.routes().forEach(this::route);
    config.aggregates().forEach(this::aggregate);
    new PolicyPrinter(config).print(this::line);
    groups(config);
    config.peers().forEach(this::peer);
    config.dynamic().forEach(this::dynamic);
    config.ipam().ifPresent(this::ipam);
    PathOptions.print(config.multipath()).forEach(this::put);
    if (config.selectionDeferralSeconds() != RestartOptions.DEFERRAL_SECONDS) {
      put(RestartOptions.DEFERRAL.key(), config.selectionDeferralSeconds() + "s");
    }
    fib(config.fib());
    config.metrics().ifPresent(listen -> put("metrics.listen", quoted(listen.toString())));
    put(
        config.control().isPresent() ? "control.socket" : "control",
        config.control().map(ConfigPrinter::quoted).orElse("off"));
  }

  private void fib(FibConfig fib) {
    switch (fib) {
      case FibConfig.Off() -> put("fib", "off");
      case FibConfig.Kernel(long table, int protocol, int metric) -> {
        open("fib");
        put("table", table);
        put("protocol", protocol);
        put("metric", metric);
        close();
      }
    }
  }

  private void route(StaticRoute route) {
    open("routes." + quoted(route.prefix().toString()));
    put("discard", route.discard());
    if (!route.communities().isEmpty()) {
      put("communities", communities(route.communities()));
    }
    close();
  }

  private void aggregate(Aggregate aggregate) {
    open("aggregates." + quoted(aggregate.prefix().toString()));
    put(
        "suppress",
        switch (aggregate.suppress()) {
          case Aggregate.Suppress.None() -> "none";
          case Aggregate.Suppress.All() -> "all";
          case Aggregate.Suppress.Within(var ranges) ->
              list(ranges.stream().map(Ranges::print).toList());
        });
    put("suppress-to", lower(aggregate.towards().name()));
    put("source", list(aggregate.sources().stream().sorted().map(Sources::name).toList()));
    if (!aggregate.ranges().isEmpty()) {
      put("contributors", list(aggregate.ranges().stream().map(Ranges::print).toList()));
    }
    put("min-contributors", aggregate.contributorsMin());
    put("origin", aggregate.origin().map(origin -> lower(origin.name())).orElse("auto"));
    put("atomic-aggregate", lower(aggregate.atomic().name()));
    if (!aggregate.communities().isEmpty()) {
      put("communities", communities(aggregate.communities()));
    }
    close();
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }

  /// Empty ones: what a peer inherits stands in the peer.
  private void groups(PeeringConfig config) {
    Stream.concat(
            config.peers().stream().map(PeerConfig::group),
            config.dynamic().stream().map(DynamicRange::group))
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .forEach(name -> line("groups." + key(name) + " { }"));
  }

  private void peer(PeerConfig peer) {
    open("peers." + key(peer.name()));
    group(peer.group());
    peer.address().ifPresent(address -> put("address", quoted(address.toString())));
    options(peer.options());
    close();
  }

  private void group(String name) {
    if (!name.isEmpty()) {
      put("group", key(name));
    }
  }

  private void dynamic(DynamicRange range) {
    open("dynamic." + key(range.name()));
    group(range.group());
    put("range", quoted(range.range().toString()));
    put("limit", range.limit());
    options(range.options());
    close();
  }

  private void options(PeerOptions options) {
    put("remote-as", remoteAs(options.remoteAs()));
    put("port", options.port());
    options.localAddress().ifPresent(local -> put("local-address", quoted(local.toString())));
    put("hold-time", options.holdTimeSeconds() + "s");
    put("connect-retry", options.connectRetrySeconds() + "s");
    put("passive", options.passive() == Passive.YES);
    put("route-reflector-client", options.client() == ReflectorClient.YES);
    put("cluster-id", options.clusterId());
    put("next-hop-self", options.nextHopSelf() == NextHopSelf.YES);
    put(
        "families",
        list(options.families().stream().sorted().map(AddressFamily::toString).toList()));
    PathOptions.print(options.paths()).forEach(this::put);
    RelationOptions.print(options.relation()).forEach(this::put);
    SessionOption.print(options.session()).forEach(this::put);
    put("import", options.importPolicy().name());
    put("export", options.exportPolicy().name());
    options.password().flatMap(key -> key.file()).ifPresent(f -> put("password-file", quoted(f)));
    if (options.password().isPresent() && options.password().get().file().isEmpty()) {
      line("# password is set, and not printed");
    }
    if (!options.description().isEmpty()) {
      put("description", quoted(options.description()));
    }
    if (!options.exchange().clientToClient()) {
      put("client-to-client", false);
    }
    if (options.exchange().intervalSeconds() != 0) {
      put("advertisement-interval", options.exchange().intervalSeconds() + "s");
    }
    options.bfd().ifPresent(bfd -> put("bfd", BfdOptions.print(bfd)));
    RestartOptions.print(options.restart()).forEach(this::put);
    limits(options.exchange().limits().in(), PrefixLimit.Direction.IN);
    limits(options.exchange().limits().out(), PrefixLimit.Direction.OUT);
  }

  private void limits(Map<AddressFamily, PrefixLimit> limits, PrefixLimit.Direction direction) {
    String option = direction == PrefixLimit.Direction.IN ? "prefix-limit" : "prefix-limit-out";
    new TreeMap<>(limits)
        .forEach(
            (family, limit) -> put(option + "." + family, RoutingOptions.print(limit, direction)));
  }

  private static String remoteAs(RemoteAs remoteAs) {
    return switch (remoteAs) {
      case RemoteAs.Exactly(Asn as) -> as.toString();
      case RemoteAs.Member(Asn as) -> as.toString();
      case RemoteAs.Internal() -> "internal";
      case RemoteAs.External() -> "external";
    };
  }

  private void ipam(IpamConfig ipam) {
    open("ipam");
    put("store", quoted("file:" + ipam.store()));
    open("place");
    if (!ipam.place().zone().isEmpty()) {
      put("zone", quoted(ipam.place().zone()));
    }
    if (!ipam.place().rack().isEmpty()) {
      put("rack", quoted(ipam.place().rack()));
    }
    put("node", quoted(ipam.place().node()));
    close();
    for (IpamConfig.Pool pool : ipam.pools()) {
      open("pools." + key(pool.name()));
      put("cidr", quoted(pool.cidr().toString()));
      put("block", pool.blockLength());
      put(
          "levels",
          pool.levels().stream()
              .map(level -> "{ by = " + level.by() + ", span = " + level.span() + " }")
              .collect(Collectors.joining(", ", "[", "]")));
      close();
    }
    put("announce.communities", communities(ipam.blockCommunities()));
    put("strict-affinity", ipam.strictAffinity());
    put("cooldown", ipam.cooldownSeconds() + "s");
    put("reserved", list(ipam.reserved().stream().map(Object::toString).toList()));
    put("blocks-per-node-max", ipam.blocksPerNodeMax());
    close();
  }

  private void open(String name) {
    line(name + " {");
    depth++;
  }

  private void close() {
    depth--;
    line("}");
  }

  private void put(String key, Object value) {
    line(key + " = " + value);
  }

  private void line(String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  private static String communities(Collection<Integer> communities) {
    return list(communities.stream().map(Communities::print).sorted().toList());
  }

  private static String list(Collection<String> texts) {
    return texts.stream().map(ConfigPrinter::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String key(String name) {
    return Given.join("", name).substring(1);
  }

  private static String quoted(String text) {
    return com.typesafe.config.ConfigUtil.quoteString(text);
  }
}
