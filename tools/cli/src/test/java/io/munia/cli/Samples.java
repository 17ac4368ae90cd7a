package io.munia.cli;

import io.munia.peering.control.Json;
import java.util.List;

/// Answers as a daemon gives them.
final class Samples {
  private Samples() {}

  static Json.Obj status() {
    return Json.object()
        .put("version", "0.1.0")
        .put("router-id", "10.77.0.1")
        .put("as", 64512)
        .put("uptime-seconds", 93_600)
        .put(
            "families",
            List.of(
                Json.object()
                    .put("family", "ipv4-unicast")
                    .put("prefixes", 323_487)
                    .put("converged", true)
                    .build()))
        .put(
            "peers",
            List.of(
                peer("tor-a", "10.77.0.254", "Established"),
                peer(
                    "a-neighbour-with-a-name-that-nobody-wants-to-type",
                    "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
                    "Active")))
        .build();
  }

  private static Json.Obj peer(String name, String address, String state) {
    return Json.object()
        .put("name", name)
        .put("address", address)
        .put("remote-as", "64900")
        .put("role", "ebgp")
        .put("state", state)
        .put("since-seconds", 187)
        .put("paths-in", 323_487)
        .put("prefixes-out", 2)
        .build();
  }
}
