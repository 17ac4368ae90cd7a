package io.munia.ipam;

import io.munia.net.Prefix;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What address management needs to know of one node.
///
/// @param pools in the order in which they are tried
/// @param place where the node stands
/// @param borrowing what happens when neither the node's blocks nor its rack have an address left
/// @param cooldown how long a released address rests; zero for not at all
/// @param reserved never handed out; what is in use already stays
/// @param blocksPerNodeMax most blocks one node takes of a pool; 0 for no limit
public record IpamSettings(
    List<Pool> pools,
    Place place,
    Borrowing borrowing,
    Duration cooldown,
    List<Prefix> reserved,
    int blocksPerNodeMax) {

  /// Whether a node may take an address out of another's block. Each costs a host route at every
  /// router of the fabric, so it has to be asked for.
  public enum Borrowing {
    /// Calico's strict affinity.
    NEVER,
    WHEN_FULL
  }

  /// @throws IllegalArgumentException with a sentence, where the parts do not fit each other
  public IpamSettings {
    pools = List.copyOf(pools);
    reserved = List.copyOf(reserved);
    if (cooldown.isNegative()) {
      throw new IllegalArgumentException("cooldown = " + cooldown + " is negative");
    }
    if (blocksPerNodeMax < 0) {
      throw new IllegalArgumentException(
          "blocks-per-node-max = " + blocksPerNodeMax + " is negative; 0 is no limit");
    }
    Set<String> names = new HashSet<>();
    for (Pool pool : pools) {
      if (!names.add(pool.name())) {
        throw new IllegalArgumentException("there are two pools called " + pool.name());
      }
      for (Level level : pool.levels()) {
        if (!place.parts().containsKey(level.by())) {
          throw new IllegalArgumentException(
              "pool "
                  + pool.name()
                  + " has a level by "
                  + level.by()
                  + ", but the place of this node says no "
                  + level.by());
        }
      }
      for (Pool other : pools) {
        if (!other.equals(pool) && other.cidr().overlaps(pool.cidr())) {
          throw new IllegalArgumentException(
              "pools "
                  + pool.name()
                  + " ("
                  + pool.cidr()
                  + ") and "
                  + other.name()
                  + " ("
                  + other.cidr()
                  + ") overlap");
        }
      }
    }
  }

  /// With Calico's defaults, except that nothing is borrowed.
  public IpamSettings(List<Pool> pools, Place place) {
    this(pools, place, Borrowing.NEVER, Duration.ZERO, List.of(), 0);
  }
}
