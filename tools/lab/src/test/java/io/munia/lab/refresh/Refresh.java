package io.munia.lab.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.OtherSpeaker;
import io.munia.net.AddressFamily;
import io.munia.peering.control.Json;
import java.util.Map;

/// What holds with every neighbour that knows RFC 7313; `description.txt` draws it.
final class Refresh {
  private Refresh() {}

  static void bothWays(Muniad muniad, OtherSpeaker other) {
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds(
        "routes have crossed",
        Cable.LIMIT,
        () ->
            muniad.has(AddressFamily.IPV4_UNICAST, Cable.THEIR_ROUTE4)
                && other.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4));
    long before = updates(muniad);
    assertThat(muniad.munia("refresh", "peer", "--in")).startsWith("asked peer for ipv4-unicast");
    Until.holds("it tells again", Cable.LIMIT, () -> updates(muniad) >= before + 2);
    assertThat(muniad.munia("refresh", "peer", "--out")).contains("to peer again");
    Until.holds(
        "it still hears us", Cable.LIMIT, () -> other.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4));
    assertThat(muniad.has(AddressFamily.IPV4_UNICAST, Cable.THEIR_ROUTE4)).isTrue();
    assertThat(muniad.has(AddressFamily.IPV6_UNICAST, Cable.THEIR_ROUTE6)).isTrue();
    assertThat(muniad.established("peer")).isTrue();
  }

  private static long updates(Muniad muniad) {
    Json peer = muniad.ask("peers", Map.of("peer", "peer")).list("peers").getFirst();
    return ((Json.Obj) peer).number("updates-in");
  }
}
