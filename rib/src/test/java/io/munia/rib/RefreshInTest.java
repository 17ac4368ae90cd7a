package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Restart;
import io.munia.bgp.message.RouteRefresh.Subtype;
import io.munia.net.AddressFamily;
import io.munia.net.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A neighbour tells again what it has: what it does not name goes at the end (RFC 7313).
///
/// [RFC 7313](https://www.rfc-editor.org/rfc/rfc7313)
class RefreshInTest {
  private static final AddressFamily V4 = AddressFamily.IPV4_UNICAST;
  private static final String ONE = "192.0.2.0/24";
  private static final String OTHER = "198.51.100.0/24";
  private static final String SIX = "2001:db8::/32";

  private final Speaker us = new Speaker();
  private final Speaker.Peer a = us.client(1);
  private final Speaker.Peer b = us.client(2);

  @Test
  void what_is_not_named_again_goes_at_the_end_and_what_is_is_not_sent_again() {
    announce(ONE, OTHER, SIX);
    b.heard.log.clear();
    mark(Subtype.BEGINNING);
    announce(ONE);
    assertThat(b.heard.log).as("nothing has changed").isEmpty();
    mark(Subtype.END);
    assertThat(b.heard.log).containsExactly("- " + OTHER);
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(ONE), Prefix.parse(SIX));
  }

  @Test
  void an_end_without_a_beginning_means_nothing() {
    announce(ONE, OTHER);
    mark(Subtype.END);
    assertThat(b.heard.routes).hasSize(2);
    mark(Subtype.BEGINNING);
    announce(ONE, OTHER);
    mark(Subtype.END);
    mark(Subtype.END);
    assertThat(b.heard.routes).hasSize(2);
  }

  @Test
  void a_second_beginning_starts_anew() {
    announce(ONE, OTHER);
    mark(Subtype.BEGINNING);
    announce(ONE, OTHER);
    mark(Subtype.BEGINNING);
    announce(OTHER);
    mark(Subtype.END);
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(OTHER));
  }

  @Test
  void a_session_that_is_lost_meanwhile_leaves_nothing_behind() {
    announce(ONE, OTHER);
    mark(Subtype.BEGINNING);
    a.session.down();
    us.settle();
    assertThat(b.heard.routes).isEmpty();
    us.alarms.forEach(Runnable::run);
    assertThat(a.said).isEmpty();
    var again = us.client(1);
    again.announce(ONE, "65001");
    again.refreshMark(V4, Subtype.END);
    us.settle();
    assertThat(b.heard.routes).hasSize(1);
  }

  /// [RFC 7313 §4](https://www.rfc-editor.org/rfc/rfc7313#section-4)
  @Test
  void a_beginning_before_end_of_rib_means_nothing_where_restarts_are_known() {
    us.restart = new Restart(true, false, false, 120, Set.of(V4), Set.of(V4));
    var c = us.client(3);
    us.restart = Restart.NONE;
    c.announce(ONE, "65001");
    c.refreshMark(V4, Subtype.BEGINNING);
    c.refreshMark(V4, Subtype.BEGINNING);
    c.refreshMark(V4, Subtype.END);
    us.settle();
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(ONE));
    assertThat(c.said)
        .containsExactly("ipv4-unicast: a refresh that began before End-of-RIB is ignored");
    c.endOfRib(V4);
    c.refreshMark(V4, Subtype.BEGINNING);
    c.refreshMark(V4, Subtype.END);
    us.settle();
    assertThat(b.heard.routes).isEmpty();
  }

  @Test
  void an_end_that_never_comes_is_waited_for_so_long_and_no_longer() {
    announce(ONE, OTHER);
    mark(Subtype.BEGINNING);
    announce(ONE);
    for (int i = 0; i < 1000; i++) {
      mark(Subtype.BEGINNING);
    }
    announce(ONE);
    assertThat(us.alarms).as("one for a family, however often it begins").hasSize(1);
    us.alarms.poll().run();
    us.settle();
    assertThat(a.said)
        .containsExactly(
            "ipv4-unicast: a refresh of its routes has not ended within 600 s; what it did not"
                + " name goes");
    assertThat(b.heard.routes).containsOnlyKeys(Prefix.parse(ONE));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatever_is_named_since_the_last_beginning_stays_and_all_else_goes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<Prefix> has = new HashSet<>();
    for (int round = 0; round < 50; round++) {
      int begins = 1 + (random.nextInt(4) == 0 ? 1 : 0);
      Set<Prefix> named = new HashSet<>();
      for (int begin = 0; begin < begins; begin++) {
        a.refreshMark(V4, Subtype.BEGINNING);
        named.clear();
        for (int i = 0; i < 20; i++) {
          Prefix prefix = Prefix.parse("10." + random.nextInt(30) + ".0.0/16");
          if (random.nextInt(5) == 0) {
            a.withdraw(List.of(prefix));
            named.remove(prefix);
          } else {
            a.announce(List.of(prefix), Speaker.attributes("6500" + random.nextInt(3), null));
            named.add(prefix);
          }
          us.run(random.nextInt(3));
        }
      }
      a.refreshMark(V4, Subtype.END);
      has = named;
      if (random.nextBoolean()) {
        us.settle();
        assertThat(b.heard.routes.keySet()).as("seed %d, round %d", seed, round).isEqualTo(has);
      }
    }
    us.settle();
    assertThat(b.heard.routes.keySet()).isEqualTo(has);
  }

  private void announce(String... prefixes) {
    for (String prefix : prefixes) {
      a.announce(prefix, "65001");
    }
    us.settle();
  }

  private void mark(Subtype mark) {
    a.refreshMark(V4, mark);
    us.settle();
  }
}
