package io.munia.bfd;

import java.time.Duration;

/// How a session stands, told when either end's state has changed.
///
/// @param state ours
/// @param remoteState the neighbour's, as it said the last time; Down where nothing was heard
/// @param diagnostic why ours changed the last time
/// @param remoteDiagnostic why the neighbour's did, in its words
/// @param detectionTime what silence of this length means; zero where nothing was heard
public record BfdChange(
    BfdState state,
    BfdState remoteState,
    Diagnostic diagnostic,
    Diagnostic remoteDiagnostic,
    Duration detectionTime) {
  /// Before anything happened.
  public static final BfdChange INITIAL =
      new BfdChange(BfdState.DOWN, BfdState.DOWN, Diagnostic.NONE, Diagnostic.NONE, Duration.ZERO);

  /// One sentence for people.
  public String sentence() {
    if (state == BfdState.UP || state == BfdState.INIT) {
      return state.toString();
    }
    if (remoteState == BfdState.ADMIN_DOWN) {
      return "the neighbour has shut its BFD session down";
    }
    if (diagnostic.equals(Diagnostic.DETECTION_TIME_EXPIRED)) {
      return diagnostic + ", no packet for " + detectionTime.toMillis() + " ms";
    }
    if (diagnostic.equals(Diagnostic.NEIGHBOR_SIGNALED_DOWN)) {
      return diagnostic + " (" + remoteDiagnostic + ")";
    }
    return diagnostic.equals(Diagnostic.NONE) ? "not up yet" : diagnostic.toString();
  }
}
