package io.munia.peering.router;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.session.Quarantined;
import io.munia.net.AddressFamily;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The last messages of a neighbour that were not as they should be, as they came; whoever asks
/// takes them apart ([RFC 7606 §6](https://www.rfc-editor.org/rfc/rfc7606#section-6)).
record QuarantineVerb(Router router) implements Verb {
  @Override
  public String name() {
    return "quarantine";
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
    RouterStatus.Peer peer = TableVerbs.peer(router, args.getOrDefault("peer", ""));
    Instant now = Instant.now();
    List<Json.Obj> messages =
        TableVerbs.await(router.quarantined(peer.name())).stream()
            .map(message -> json(message, now))
            .toList();
    return Json.object()
        .put("peer", peer.name())
        .put("address", peer.address().isUnspecified() ? "" : peer.address().toString())
        .put("messages", messages)
        .build();
  }

  private static Json.Obj json(Quarantined kept, Instant now) {
    Json.ObjBuilder object =
        Json.object()
            .put("at", now.minus(kept.ago()).toString())
            .put("ago-seconds", kept.ago().toSeconds())
            .put("verdict", verdict(kept.verdict()))
            .put("error", why(kept.verdict()))
            .put("hex", HexFormat.of().formatHex(kept.message()));
    Negotiated session = kept.negotiated();
    return (session == null ? object : shape(object, session)).build();
  }

  /// By the names that `munia decode` takes.
  private static Json.ObjBuilder shape(Json.ObjBuilder object, Negotiated session) {
    object
        .put("as4", session.fourOctetAs())
        .put("addpath", names(session.addPathReceive()))
        .put("ebgp", !session.internal() && !session.confederation())
        .put("extended", session.extendedMessage())
        .put("families", names(session.families()))
        .put("extended-next-hop", names(session.extendedNextHop()));
    return session.anyFirstAs() ? object : object.put("remote-as", session.remoteAs().number());
  }

  private static List<Json> names(Collection<AddressFamily> families) {
    return families.stream().sorted().map(family -> Json.text(family.toString())).toList();
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Intact _ -> "accept";
      case Verdict.AttributeDiscarded _ -> "discard";
      case Verdict.TreatAsWithdraw _ -> "withdraw";
      case Verdict.ResetSession _ -> "reset";
    };
  }

  private static String why(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Intact _ -> "";
      case Verdict.AttributeDiscarded(int _, String why) -> why;
      case Verdict.TreatAsWithdraw(int _, String why) -> why;
      case Verdict.ResetSession(var _, String why) -> why;
    };
  }
}
