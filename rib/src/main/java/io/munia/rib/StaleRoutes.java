package io.munia.rib;

import io.munia.net.AddressFamily;
import java.time.Duration;

/// What is kept of a neighbour's paths of one family though its session was lost.
///
/// @param paths that the neighbour has not told again
/// @param longLived whether they are the last choice by now
/// @param back whether the neighbour is there again, and End-of-RIB is waited for
/// @param left until they go
public record StaleRoutes(
    AddressFamily family, int paths, boolean longLived, boolean back, Duration left) {

  /// For people.
  public String sentence() {
    return "kept%s though the session was lost: %s, else it goes in %d s"
        .formatted(
            longLived ? " as the last choice" : "",
            back ? "until the neighbour has told it again" : "until the neighbour is back",
            left.toSeconds());
  }
}
