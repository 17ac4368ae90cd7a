package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.Asn;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One reflector with clients in two clusters (RFC 4456).
///
/// [RFC 4456 §8](https://www.rfc-editor.org/rfc/rfc4456#section-8), [RFC 4456
/// §9](https://www.rfc-editor.org/rfc/rfc4456#section-9), [RFC 4456
/// §6](https://www.rfc-editor.org/rfc/rfc4456#section-6)
class ReflectionTest {
  private static final String RED = "10.0.1.1";
  private static final String BLUE = "10.0.2.2";
  private static final String ROUTE = "192.0.2.0/24";

  private final Speaker us = new Speaker();

  @Test
  void each_client_hears_of_its_own_cluster_and_of_one_originator() {
    var red = us.clientIn(RED, 1, true);
    var other = us.clientIn(RED, 2, true);
    var blue = us.clientIn(BLUE, 3, true);
    red.announce(ROUTE, "65001");
    us.settle();
    assertThat(other.route(ROUTE).attributes().clusterList()).containsExactly(RouterId.parse(RED));
    assertThat(blue.route(ROUTE).attributes().clusterList()).containsExactly(RouterId.parse(BLUE));
    assertThat(other.route(ROUTE).attributes().originatorId())
        .isEqualTo(blue.route(ROUTE).attributes().originatorId())
        .isEqualTo(RouterId.parse("10.0.0.1"));
  }

  @Test
  void what_has_been_through_any_cluster_of_ours_is_a_loop() {
    us.rib.clusters(Set.of(RouterId.parse(RED), RouterId.parse(BLUE)));
    var red = us.clientIn(RED, 1, true);
    var blue = us.clientIn(BLUE, 2, true);
    red.announce(List.of(Prefix.parse(ROUTE)), through(BLUE));
    us.settle();
    assertThat(blue.heard.routes).isEmpty();
    assertThat(us.rib.view().route(Prefix.parse(ROUTE)).orElseThrow().paths().getFirst().eligible())
        .startsWith("a loop");
    red.announce(List.of(Prefix.parse(ROUTE)), through("10.0.9.9"));
    us.settle();
    assertThat(blue.heard.routes).hasSize(1);
  }

  @Test
  void clients_that_tell_each_other_hear_only_what_comes_from_elsewhere() {
    var red = us.clientIn(RED, 1, false);
    var other = us.clientIn(RED, 2, false);
    var blue = us.clientIn(BLUE, 3, false);
    var outside = us.ebgp(4, 65004);
    red.announce(ROUTE, "65001");
    outside.announce("198.51.100.0/24", "65004");
    us.settle();
    assertThat(other.heard.routes).containsOnlyKeys(Prefix.parse("198.51.100.0/24"));
    assertThat(blue.heard.routes).hasSize(2);
    assertThat(outside.heard.routes).hasSize(1);
    // The best one comes from elsewhere now, and goes back again.
    blue.announce(ROUTE, "");
    us.settle();
    assertThat(other.heard.routes).hasSize(2);
    blue.withdraw(ROUTE);
    us.settle();
    assertThat(other.heard.routes).hasSize(1);
  }

  @Test
  void what_does_not_fit_a_message_any_more_is_counted_and_said_once() {
    var red = us.clientIn(RED, 1, true);
    var other = us.clientIn(RED, 2, true);
    int[] many = IntStream.range(0, 1007).toArray();
    for (int i = 0; i < 5; i++) {
      red.announce("192.0." + i + ".0/24", "65001", many);
      us.settle();
    }
    assertThat(other.heard.routes).isEmpty();
    assertThat(other.session.counters().tooLong()).isEqualTo(5);
    assertThat(red.said.size() + other.said.size()).isEqualTo(1);
    red.announce("192.0.0.0/24", "65001");
    us.settle();
    assertThat(other.heard.routes).hasSize(1);
  }

  private static PathAttributes through(String cluster) {
    return new PathAttributes(
        Origin.IGP,
        new AsPath(List.of(new AsPath.Segment(AsPath.Kind.SEQUENCE, List.of(new Asn(65001))))),
        null,
        null,
        false,
        null,
        List.of(),
        List.of(),
        List.of(),
        RouterId.parse("10.0.0.77"),
        List.of(RouterId.parse(cluster)),
        List.of());
  }

  @Test
  void clusters_that_change_are_held_against_what_is_there() {
    var red = us.clientIn(RED, 1, true);
    var blue = us.clientIn(BLUE, 2, true);
    red.announce(List.of(Prefix.parse(ROUTE)), through("10.0.9.9"));
    us.settle();
    assertThat(blue.heard.routes).hasSize(1);
    us.rib.clusters(Set.of(RouterId.parse("10.0.9.9")));
    us.settle();
    assertThat(blue.heard.routes).isEmpty();
    us.rib.clusters(Set.of(RouterId.parse(RED)));
    us.settle();
    assertThat(blue.heard.routes).hasSize(1);
  }
}
