package io.munia.peering.model;

/// What a restart of the neighbour, or of ours, costs.
///
/// @param restartSeconds how long a restart of ours may take, 1 to 4,095
/// @param staleSeconds longest time for which paths of a neighbour are kept, from the loss of its
///   session to End-of-RIB
/// @param longLivedSeconds longest time for which they are kept behind its restart time, as the
///   last choice, and with [Mode#FULL] for how long ours are to be; 0 for not at all
public record Restart(Mode mode, int restartSeconds, int staleSeconds, int longLivedSeconds) {
  /// Paths of a neighbour that restarts are kept; ours are not to be.
  public static final Restart HELPER = new Restart(Mode.HELPER, 120, 360, 0);

  /// Whose routes are kept.
  public enum Mode {
    /// Nobody's.
    OFF,
    /// The neighbour's, here.
    HELPER,
    /// Ours as well, there.
    FULL
  }
}
