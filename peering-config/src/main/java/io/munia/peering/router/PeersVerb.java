package io.munia.peering.router;

import io.munia.bgp.capability.Restart;
import io.munia.bgp.session.Transition;
import io.munia.net.AddressFamily;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import io.munia.rib.RibPeer;
import io.munia.rib.StaleRoutes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All neighbours, or one.
record PeersVerb(Router router) implements Verb {
  @Override
  public String name() {
    return "peers";
  }

  @Override
  public Access access() {
    return Access.READ;
  }

  @Override
  public boolean understands(String argument) {
    return argument.equals("peer");
  }

  @Override
  public Json.Obj answer(Map<String, String> args) throws VerbException, InterruptedException {
    String wanted = args.getOrDefault("peer", "");
    List<Json> peers =
        TableVerbs.await(router.status()).peers().stream()
            .filter(peer -> wanted.isEmpty() || TableVerbs.isCalled(peer, wanted))
            .map(peer -> wanted.isEmpty() ? json(peer) : inFull(peer))
            .toList();
    if (peers.isEmpty() && !wanted.isEmpty()) {
      throw TableVerbs.unknownPeer(wanted);
    }
    return Json.object().put("peers", peers).build();
  }

  static Json json(RouterStatus.Peer peer) {
    return members(peer).build();
  }

  /// With its past, which is long.
  private static Json inFull(RouterStatus.Peer peer) {
    Instant now = Instant.now();
    return members(peer)
        .put("past", peer.past().stream().map(entry -> past(entry, now)).toList())
        .build();
  }

  private static Json past(Transition entry, Instant now) {
    return Json.object()
        .put("at", now.minus(entry.ago()).truncatedTo(ChronoUnit.MILLIS).toString())
        .put("seconds-ago", entry.ago().toSeconds())
        .put("from", entry.from().toString())
        .put("to", entry.to().toString())
        .put("cause", entry.cause())
        .put("times", entry.times())
        .put("late-milliseconds", entry.late().toMillis())
        .build();
  }

  private static Json.ObjBuilder members(RouterStatus.Peer peer) {
    Json.ObjBuilder members = members(peer, Json.object());
    peer.nextHops()
        .ifPresent(nextHops ->
            members.put(
                "link-local-next-hop",
                Json.object()
                    .put("form", nextHops.form().toString())
                    .put("why", nextHops.why().toString())
                    .build()));
    return members;
  }

  private static Json.ObjBuilder members(RouterStatus.Peer peer, Json.ObjBuilder object) {
    return object
        .put("name", peer.name())
        .put("address", peer.address().isUnspecified() ? "" : peer.address().toString())
        .put("interface", peer.device())
        .put("discovery", peer.discovery())
        .put("group", peer.group())
        .put("remote-as", peer.remoteAs())
        .put("role", peer.role())
        .put("add-path", peer.addPath())
        .put("state", peer.state())
        .put("paused-seconds", peer.pausedSeconds())
        .put("since", peer.since().toString())
        .put("since-seconds", TableVerbs.secondsSince(peer.since()))
        .put("paths-in", peer.counters().pathsIn())
        .put("prefixes-out", peer.counters().prefixesOut())
        .put("updates-in", peer.counters().updatesIn())
        .put("treated-as-withdraw", peer.counters().treatedAsWithdraw())
        .put("attributes-discarded", peer.counters().attributesDiscarded())
        .put("too-long", peer.counters().tooLong())
        .put("restart", restart(peer))
        .put("stale", peer.stale().stream().map(PeersVerb::stale).toList())
        .put("limits", peer.limits().stream().map(PeersVerb::limit).toList())
        .put("last-close", peer.lastClose())
        .put("bfd", peer.bfd());
  }

  /// What the neighbour says of its restarts.
  private static Json restart(RouterStatus.Peer peer) {
    Restart restart = peer.restart();
    return Json.object()
        .put("known", restart.known())
        .put("restarted", restart.restarted())
        .put("notification", restart.notification())
        .put("seconds", restart.seconds())
        .put("families", names(restart.families()))
        .put("forwarding", names(restart.forwarding()))
        .put(
            "long-lived",
            peer.longLived().staleSeconds().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(family ->
                    (Json)
                        Json.object()
                            .put("family", family.getKey().toString())
                            .put("seconds", family.getValue())
                            .build())
                .toList())
        .build();
  }

  private static List<Json> names(Set<AddressFamily> families) {
    return families.stream().sorted().map(family -> Json.text(family.toString())).toList();
  }

  private static Json stale(StaleRoutes routes) {
    return Json.object()
        .put("family", routes.family().toString())
        .put("paths", routes.paths())
        .put("long-lived", routes.longLived())
        .put("back", routes.back())
        .put("left-seconds", routes.left().toSeconds())
        .build();
  }

  private static Json limit(RibPeer.Limited limited) {
    return Json.object()
        .put("family", limited.family().toString())
        .put("direction", limited.direction().toString())
        .put("prefixes", limited.prefixes())
        .put("max", limited.limit().max())
        .put("action", limited.limit().action().toString())
        .put("refused", limited.refused())
        .build();
  }
}
