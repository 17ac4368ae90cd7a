package io.munia.rib.route;

import io.munia.net.Prefix;
import java.util.List;

/// A destination with all its paths.
///
/// @param paths the best first
public record Route(Prefix prefix, List<Path> paths) {
  public Route {
    paths = List.copyOf(paths);
  }
}
