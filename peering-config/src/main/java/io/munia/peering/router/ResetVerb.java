package io.munia.peering.router;

import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Ends the session with a neighbour and begins a new one at once; a pause that a prefix limit made
/// is over. With `hard` neither side keeps routes of the other meanwhile ([RFC 8538
/// §3](https://www.rfc-editor.org/rfc/rfc8538#section-3)).
record ResetVerb(Router router) implements Verb {
  /// [RFC 9003](https://www.rfc-editor.org/rfc/rfc9003).
  private static final int TEXT_BYTES_MAX = 255;

  @Override
  public String name() {
    return "reset";
  }

  @Override
  public Access access() {
    return Access.WRITE;
  }

  @Override
  public boolean understands(String argument) {
    return argument.equals("peer") || argument.equals("reason") || argument.equals("hard");
  }

  @Override
  public Json.Obj answer(Map<String, String> args) throws VerbException, InterruptedException {
    String text = args.getOrDefault("reason", "");
    if (text.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES_MAX) {
      throw new VerbException(
          VerbException.USAGE, "reason: up to " + TEXT_BYTES_MAX + " bytes would do");
    }
    RouterStatus.Peer peer = TableVerbs.peer(router, args.getOrDefault("peer", ""));
    if (!TableVerbs.await(router.reset(peer.name(), text, args.containsKey("hard")))) {
      throw TableVerbs.unknownPeer(peer.name());
    }
    return Json.object()
        .put("peer", peer.name())
        .put("was", peer.state())
        .put("paused-seconds", peer.pausedSeconds())
        .build();
  }
}
