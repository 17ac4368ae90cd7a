package io.munia.rib.policy;

import java.util.List;

/// Expressions over AS_PATH, one of which must match.
///
/// @param name under which they were configured; empty where they stand in a rule themselves
public record AsPathSet(String name, List<AsPathPattern> patterns) {
  public AsPathSet {
    patterns = List.copyOf(patterns);
  }
}
