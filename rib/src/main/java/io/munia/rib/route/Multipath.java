package io.munia.rib.route;

/// How many paths to one destination are used together: those that equal the best one up to and
/// including the cost to the next hop, each with a next hop of its own.
///
/// @param ebgp most where the best path came from another AS, 1 to [#PATHS_MAX]
/// @param ibgp most where it came from ours
/// @param asPathRelax whether AS_PATHs need be of equal length alone, and not the same
public record Multipath(int ebgp, int ibgp, boolean asPathRelax) {
  /// Most paths to one destination that are used together.
  public static final int PATHS_MAX = 64;

  /// One path alone.
  public static final Multipath OFF = new Multipath(1, 1, false);

  public Multipath {
    if (ebgp < 1 || ebgp > PATHS_MAX || ibgp < 1 || ibgp > PATHS_MAX) {
      throw new IllegalArgumentException(
          ebgp + " and " + ibgp + " paths; 1 to " + PATHS_MAX + " would do");
    }
  }

  /// Whether more than one path is ever used.
  public boolean on() {
    return ebgp > 1 || ibgp > 1;
  }
}
