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
        .put("started", "2026-01-01T00:00:00Z")
        .put("uptime-seconds", 93_600)
        .put(
            "families",
            List.of(
                Json.object()
                    .put("family", "ipv4-unicast")
                    .put("prefixes", 323_487)
                    .put("converged", true)
                    .build()))
        .put("established", 1)
        .put("peers", peers().list("peers"))
        .build();
  }

  static Json.Obj peers() {
    return Json.object()
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
        .put("group", "tor")
        .put("remote-as", "64900")
        .put("role", "ebgp")
        .put("state", state)
        .put("since", "2026-01-01T00:00:00Z")
        .put("since-seconds", 187)
        .put("paths-in", 323_487)
        .put("prefixes-out", 2)
        .put("updates-in", 9)
        .put("treated-as-withdraw", 0)
        .put("attributes-discarded", 0)
        .put("last-close", "the connection broke")
        .build();
  }

  static Json.Obj routes() {
    return Json.object()
        .put(
            "routes",
            List.of(
                Json.object()
                    .put("prefix", "2001:db8:1111:2222::/64")
                    .put(
                        "paths",
                        List.of(
                            path("tor-a", true, "AS path length"),
                            path("tor-b", false, "AS path length")))
                    .build()))
        .put("truncated", true)
        .build();
  }

  static Json.Obj aggregates() {
    String prefix = "2001:db8:1111:2222:3333:4444:5555:0/112";
    Json.Obj contributor =
        Json.object()
            .put("prefix", "2001:db8:1111:2222:3333:4444:5555:6666/128")
            .put("from", "a-neighbour-with-a-long-name")
            .put("origin", "ebgp")
            .put("suppressed-by", prefix)
            .build();
    Json.Obj aggregate =
        Json.object()
            .put("prefix", prefix)
            .put("kind", "configured")
            .put("state", "waits for a neighbour's initial routes")
            .put("contributors", 12_345)
            .put("contributors-min", 1)
            .put("suppressed", 7)
            .put("contributing", List.of(contributor))
            .put("truncated", true)
            .build();
    return Json.object().put("aggregates", List.of(aggregate)).build();
  }

  private static Json.Obj path(String peer, boolean best, String decidedBy) {
    return Json.object()
        .put("peer", peer)
        .put("origin", "ebgp")
        .put("next-hop", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")
        .put("as-path", "64900 64901 64902 64903 64904 64905 64906 64907 64908 64909 64910")
        .put("local-pref", new Json.Null())
        .put("med", 10)
        .put("communities", List.of(Json.text("64900:1"), Json.text("no-export")))
        .put("best", best)
        .put("decided-by", decidedBy)
        .put("eligible", "")
        .build();
  }
}
