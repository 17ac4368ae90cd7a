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
        .put(
            "link-local-next-hop",
            Json.object().put("form", "single").put("why", "learned").build())
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

  static Json.Obj bfd() {
    return Json.object()
        .put(
            "sessions",
            List.of(
                bfd("tor-a", "10.77.0.254", "Up", "Up"),
                bfd(
                    "a-neighbour-with-a-name-that-nobody-wants-to-type",
                    "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
                    "Down",
                    "control detection time expired, no packet for 300 ms")))
        .put("discarded", Json.object().put("no such session", 1_234).build())
        .put("stalls", 2)
        .put("stall-max-micros", 31_700)
        .build();
  }

  private static Json.Obj bfd(String name, String address, String state, String why) {
    return Json.object()
        .put("name", name)
        .put("address", address)
        .put("hops", "single")
        .put("state", state)
        .put("why", why)
        .put("since-seconds", 187)
        .put("remote-state", state)
        .put("diagnostic", "no diagnostic")
        .put("remote-diagnostic", "no diagnostic")
        .put("discriminator", 4_000_000_000L)
        .put("remote-discriminator", 7)
        .put("interval-micros", 100_000)
        .put("multiplier", 3)
        .put("transmit-micros", 100_000)
        .put("receive-micros", 7_500)
        .put("detect-micros", 300_000)
        .put("sent", 2_345)
        .put("received", 2_346)
        .put("ups", 1)
        .put("downs", 0)
        .put("gap-max-micros", 91_234)
        .build();
  }

  static Json.Obj explanation() {
    Json.Obj failed =
        Json.object()
            .put("rule", 1)
            .put("then", "reject")
            .put("matched", false)
            .put("failed", "prefix = \"customers\"")
            .put("found", "192.0.2.0/24")
            .build();
    Json.Obj matched =
        Json.object().put("rule", 2).put("then", "accept").put("matched", true).build();
    Json.Obj imported =
        Json.object()
            .put("policy", "from-tor")
            .put("accepted", true)
            .put("decided-by", 2)
            .put("changes", List.of(Json.text("local-pref = 100")))
            .put("asked", List.of(failed, matched))
            .build();
    Json.Obj path =
        Json.object()
            .put("peer", "tor-a")
            .put("origin", "ebgp")
            .put("next-hop", "10.0.0.1")
            .put("decided-by", "higher LOCAL_PREF")
            .put("own", "100")
            .put("other", "200")
            .put("import", imported)
            .build();
    Json.Obj exported =
        Json.object()
            .put("policy", "none")
            .put("accepted", false)
            .put("decided-by", 0)
            .put("asked", List.of())
            .build();
    return Json.object()
        .put("prefix", "192.0.2.0/24")
        .put("paths", List.of(path))
        .put(
            "export",
            Json.object()
                .put("peer", "tor-b")
                .put("announced", false)
                .put("why", "rejected by the export policy")
                .put("policy", exported)
                .build())
        .build();
  }

  static Json.Obj policies() {
    Json.Obj first =
        Json.object()
            .put("rule", 1)
            .put(
                "match",
                "prefix = [\"10.0.0.0/8 le 24\", \"172.16.0.0/12 le 24\"], community = [\"64512:1\"]")
            .put("set", "local-pref = 200, add-community = [\"64512:7\"]")
            .put("then", "accept")
            .put("hits-in", 1_234_567)
            .build();
    Json.Obj second =
        Json.object().put("rule", 2).put("match", "").put("set", "").put("then", "next").build();
    return Json.object()
        .put(
            "policies",
            List.of(
                Json.object()
                    .put("policy", "from-tor")
                    .put("import-of", List.of(Json.text("tor-a"), Json.text("tor-b")))
                    .put("rules", List.of(first, second))
                    .put("default", "reject")
                    .put("default-hits-in", 5)
                    .build()))
        .build();
  }
}
