package io.munia.rib.route;

import io.munia.net.AddressFamily;
import java.util.List;

/// A destination that is no prefix, with all its paths.
///
/// @param destination what it is, readable: `64512:100 10.1.0.0/16`, `[3]:[64512:1]:[0]:[10.0.0.1]`
/// @param paths the best first
public record OpaqueRoute(AddressFamily family, String destination, List<Way> paths) {
  public OpaqueRoute {
    paths = List.copyOf(paths);
  }

  /// A path.
  ///
  /// @param payload what belongs to it beside its attributes, readable: `label 17`; empty where
  ///   nothing does
  public record Way(Path path, String payload) {}
}
