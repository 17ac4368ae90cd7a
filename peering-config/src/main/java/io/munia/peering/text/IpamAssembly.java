package io.munia.peering.text;

import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.peering.model.IpamConfig;
import io.munia.peering.model.IpamConfig.By;
import io.munia.peering.model.IpamConfig.Level;
import io.munia.peering.model.IpamConfig.Place;
import io.munia.peering.model.IpamConfig.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Address management out of what was given.
final class IpamAssembly {
  private static final int BLOCK_LENGTH_V4 = 26;
  private static final int BLOCK_LENGTH_V6 = 122;

  /// A block is one record in the store: 4,096 addresses at most.
  private static final int BLOCK_BITS_MAX = 12;

  private static final Map<Prefix, String> NOBODYS =
      Map.of(
          Prefix.parse("0.0.0.0/8"), "this network",
          Prefix.parse("127.0.0.0/8"), "loopback",
          Prefix.parse("224.0.0.0/4"), "multicast",
          Prefix.parse("::/96"), "loopback",
          Prefix.parse("fe80::/10"), "link-local",
          Prefix.parse("ff00::/8"), "multicast");

  private final Given given;
  private final Map<String, String> environment;
  private final Problems problems;

  /// @param environment says the host's name, where the place does not
  IpamAssembly(Given given, Map<String, String> environment, Problems problems) {
    this.given = given;
    this.environment = environment;
    this.problems = problems;
  }

  Optional<IpamConfig> assemble() {
    Optional<String> store = given.require(IpamOptions.STORE);
    Optional<Place> place = place();
    List<Pool> pools = pools(place);
    if (store.isEmpty() || place.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new IpamConfig(
            store.get(),
            place.get(),
            pools,
            Set.copyOf(
                given
                    .get(IpamOptions.ANNOUNCE)
                    .flatMap(section -> section.get(IpamOptions.BLOCK_COMMUNITIES))
                    .orElse(List.of(IpamConfig.NO_EXPORT))),
            given.get(IpamOptions.STRICT_AFFINITY, true),
            given.get(IpamOptions.COOLDOWN, 0L),
            given.get(IpamOptions.RESERVED, List.of()),
            given.get(IpamOptions.BLOCKS_PER_NODE_MAX, 0)));
  }

  private Optional<Place> place() {
    Optional<Given> section = given.get(IpamOptions.PLACE);
    return node(section)
        .map(node ->
            new Place(
                section.flatMap(place -> place.get(IpamOptions.ZONE)).orElse(""),
                section.flatMap(place -> place.get(IpamOptions.RACK)).orElse(""),
                node));
  }

  private Optional<String> node(Optional<Given> section) {
    String host = environment.getOrDefault(HostName.VARIABLE, "");
    boolean unsaid = section.map(place -> !place.isGiven(IpamOptions.NODE)).orElse(true);
    return unsaid && Forms.isPlaceName(host)
        ? Optional.of(host)
        : section.isPresent()
            ? section.get().require(IpamOptions.NODE)
            : given.require(IpamOptions.PLACE).map(Given::name);
  }

  private List<Pool> pools(Optional<Place> place) {
    List<Pool> pools = new ArrayList<>();
    Map<String, Given> sections = given.require(IpamOptions.POOLS).orElse(Map.of());
    if (sections.isEmpty() && given.get(IpamOptions.POOLS).isPresent()) {
      problems.error(given.at(IpamOptions.POOLS), "there is no pool", "one at least would do");
    }
    for (Given section : sections.values()) {
      Optional<Prefix> cidr = section.require(IpamOptions.CIDR);
      List<Level> levels = levels(section, place);
      cidr.ifPresent(prefix -> {
        int block =
            section.get(
                IpamOptions.BLOCK,
                prefix.version() == IpVersion.V4 ? BLOCK_LENGTH_V4 : BLOCK_LENGTH_V6);
        checkLengths(section, prefix, block, levels);
        for (Pool other : pools) {
          if (other.cidr().overlaps(prefix)) {
            problems.error(
                section.at(IpamOptions.CIDR),
                "found " + prefix + ", which overlaps " + other.cidr() + " of pool " + other.name(),
                "pools that share no address would do");
          }
        }
        nobodys(section, prefix);
        pools.add(new Pool(section.name(), prefix, block, levels));
      });
    }
    return pools;
  }

  private void nobodys(Given section, Prefix cidr) {
    NOBODYS.forEach((prefix, what) -> {
      if (prefix.overlaps(cidr)) {
        problems.error(
            section.at(IpamOptions.CIDR),
            "found " + cidr + ", which overlaps " + prefix + " (" + what + ")",
            "a prefix of addresses that hosts may have would do");
      }
    });
  }

  private List<Level> levels(Given pool, Optional<Place> place) {
    List<Level> levels = new ArrayList<>();
    for (Given level : pool.get(IpamOptions.LEVELS, List.of())) {
      Optional<By> by = level.require(IpamOptions.BY);
      Optional<Integer> span = level.require(IpamOptions.SPAN);
      if (by.isPresent() && place.isPresent() && part(place.get(), by.get()).isEmpty()) {
        problems.error(
            level.at(IpamOptions.BY),
            "found " + by.get() + ", but munia.ipam.place says no " + by.get(),
            "place { " + by.get() + " = … } would do");
      }
      if (by.isPresent() && !levels.isEmpty() && levels.getLast().by().compareTo(by.get()) >= 0) {
        problems.error(
            level.at(IpamOptions.BY),
            "found " + by.get() + " below " + levels.getLast().by(),
            "each once, the zone outside of the rack, would do");
      }
      if (by.isPresent() && span.isPresent()) {
        levels.add(new Level(by.get(), span.get()));
      }
    }
    return levels;
  }

  private static String part(Place place, By by) {
    return switch (by) {
      case ZONE -> place.zone();
      case RACK -> place.rack();
    };
  }

  private void checkLengths(Given pool, Prefix cidr, int block, List<Level> levels) {
    int bits = cidr.version().bits();
    int shortest = Math.max(cidr.length(), bits - BLOCK_BITS_MAX);
    if (block < shortest || block > bits) {
      problems.error(
          pool.at(IpamOptions.BLOCK),
          "found " + block,
          "a prefix length of " + shortest + " to " + bits + " would do");
      return;
    }
    int above = cidr.length();
    for (int i = 0; i < levels.size(); i++) {
      int span = levels.get(i).span();
      if (span < above || span >= block) {
        problems.error(
            pool.at(IpamOptions.LEVELS) + "[" + i + "].span",
            "found " + span,
            "a prefix length of "
                + above
                + " to "
                + (block - 1)
                + " would do: between what is above it and the block");
      }
      above = Math.max(above, span);
    }
  }
}
