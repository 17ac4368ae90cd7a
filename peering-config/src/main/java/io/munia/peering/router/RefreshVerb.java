package io.munia.peering.router;

import io.munia.bgp.capability.Negotiated;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import java.util.Map;

/// Has a neighbour tell its routes again, sends it ours again, or both ([RFC
/// 2918](https://www.rfc-editor.org/rfc/rfc2918)). The session stays.
record RefreshVerb(Router router) implements Verb {

  @Override
  public String name() {
    return "refresh";
  }

  @Override
  public Access access() {
    return Access.WRITE;
  }

  @Override
  public boolean understands(String argument) {
    return argument.equals("peer") || argument.equals("in") || argument.equals("out");
  }

  @Override
  public Json.Obj answer(Map<String, String> args) throws VerbException, InterruptedException {
    RouterStatus.Peer peer = TableVerbs.peer(router, args.getOrDefault("peer", ""));
    boolean in = args.containsKey("in");
    boolean out = args.containsKey("out");
    boolean both = in == out;
    Negotiated session =
        TableVerbs.await(router.refresh(peer.name(), in || both, out || both))
            .orElseThrow(() ->
                new VerbException(
                    VerbException.FAILED,
                    "there is no session with " + peer.name() + ": it is " + peer.state()));
    boolean asked = session.routeRefresh() && (in || both);
    if (!asked && !out && !both) {
      throw new VerbException(
          VerbException.FAILED, peer.name() + " cannot be asked: it knows no route refresh");
    }
    return Json.object()
        .put("peer", peer.name())
        .put(
            "families",
            session.families().stream().sorted().map(f -> new Json.Text(f.toString())).toList())
        .put("in", asked)
        .put("out", out || both)
        .build();
  }
}
