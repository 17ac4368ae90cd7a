package io.munia.rib;

import io.munia.rib.policy.PolicyTrace;
import io.munia.rib.route.Path;
import java.util.List;
import java.util.Optional;

/// How a route came to be what it is: of every path what import policy made of it and where it
/// lost, and what a neighbour is told.
///
/// @param destination a prefix, or in families that have none what stands for one
/// @param paths the best first
/// @param export of the neighbour that was asked about
public record Explanation(String destination, List<Considered> paths, Optional<Export> export) {
  public Explanation {
    paths = List.copyOf(paths);
  }

  /// A path among the others.
  ///
  /// @param path as import policy left it
  /// @param comparison at which step it lost or, on the best path, the runner-up did; empty where
  ///   there was nothing to compare
  /// @param imported how import policy came to what it says; empty for a route of our own
  /// @param kept why it is there though its session was lost, and until when; mostly empty
  public record Considered(
      Path path, Optional<Comparison> comparison, Optional<PolicyTrace> imported, String kept) {}

  /// @param step what the better one has
  /// @param own what this path has
  /// @param other what the path has that it lost to, or that lost to it
  public record Comparison(String step, String own, String other) {}

  /// @param announced whether the neighbour is told
  /// @param why where it is not
  /// @param policy how export policy comes to what it says; empty where it was not asked
  public record Export(String peer, boolean announced, String why, Optional<PolicyTrace> policy) {}
}
