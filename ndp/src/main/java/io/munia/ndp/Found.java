package io.munia.ndp;

import io.munia.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// How a link stands.
///
/// @param neighbour the router at its other end; empty while none is known
/// @param others further routers that advertise themselves there
/// @param why there is none, without its subject, the interface; empty where there is one
public record Found(Optional<IpAddress> neighbour, List<IpAddress> others, String why) {
  public Found {
    others = List.copyOf(others);
  }

  /// One sentence for people; empty where all is as it should be.
  ///
  /// @param device the interface's name
  public String sentence(String device) {
    if (neighbour.isEmpty()) {
      return device + " " + why;
    }
    if (others.isEmpty()) {
      return "";
    }
    String first = others.getFirst().inZone(0).toString();
    int more = others.size() - 1;
    return device
        + " has another router, "
        + first
        + (more == 0 ? "" : " and " + more + " more")
        + "; the first one is kept while it lives";
  }
}
