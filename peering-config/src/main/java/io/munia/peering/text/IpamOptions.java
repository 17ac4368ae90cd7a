package io.munia.peering.text;

import static io.munia.peering.text.Option.REQUIRED;

import io.munia.net.Prefix;
import io.munia.peering.change.Apply;
import io.munia.peering.model.IpamConfig;
import java.util.List;
import java.util.Map;

/// The options of address blocks; a part of [Options].
final class IpamOptions {
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

  static final List<Option<?>> ALL =
      List.of(
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
          BLOCK_COMMUNITIES);

  private IpamOptions() {}
}
