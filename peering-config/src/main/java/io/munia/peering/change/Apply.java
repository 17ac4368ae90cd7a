package io.munia.peering.change;

/// What carrying out a change costs, the cheapest first.
public enum Apply {
  /// Nothing.
  LIVE,

  /// Routes are asked for or sent again; the session stays.
  REFRESH,

  /// Nothing now: it holds from the next session on.
  NEXT_SESSION,

  /// The session ends and comes back.
  RESET,

  /// The daemon has to be started again; until then the old value holds.
  RESTART;

  /// As the reference spells it.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
