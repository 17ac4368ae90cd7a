package io.munia.bgp.session;

import java.time.Duration;

/// One entry of a neighbour's past: a change of state, or, where both states are the same,
/// something worth knowing that changed none. What comes again and again in the same words is one
/// entry.
///
/// @param from state that was left
/// @param to state that was entered
/// @param cause one sentence, printable whatever the neighbour has sent
/// @param ago how long since (the latest of them)
/// @param times how often, with at most one other thing in between
/// @param late how late this speaker was to notice, where a timer led to it: its own pause
public record Transition(
    PeerState from, PeerState to, String cause, Duration ago, int times, Duration late) {
  /// Entries kept of a neighbour's past.
  public static final int KEPT_MAX = 64;

  /// Whether it is a change of state.
  public boolean isChange() {
    return from != to;
  }
}
