package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.Prefix;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.route.Multipath;
import io.munia.rib.route.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Several paths used together: what the forwarding table gets, what is shown, and what neighbours
/// hear.
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class RibMultipathTest {
  private static final Prefix PREFIX = Prefix.parse("192.0.2.0/24");

  private final ModelFib fib = new ModelFib();

  private Speaker speaker(int ebgp, int ibgp, boolean relax) {
    Speaker us =
        new Speaker(NextHops.assumed(), Limits.ofHeap(1L << 30), new Multipath(ebgp, ibgp, relax));
    us.rib.attach(fib);
    return us;
  }

  private static void announce(Peer peer, String path, Long med) {
    PathAttributes attributes = Speaker.attributes(path, med);
    peer.announce(List.of(PREFIX), attributes);
  }

  private List<String> hops() {
    return fib.hops(PREFIX).stream().map(hop -> hop.gateway().toString()).sorted().toList();
  }

  @Test
  void equal_paths_are_used_together_and_one_is_announced() {
    Speaker us = speaker(1, 4, false);
    Peer to = us.client(9);
    for (int i = 1; i <= 3; i++) {
      announce(us.client(i), "65001", null);
    }
    us.settle();
    assertThat(hops()).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3");
    assertThat(to.heard.log).filteredOn(line -> line.startsWith("+")).hasSize(1);
    List<Path> paths = us.rib.view().route(PREFIX).orElseThrow().paths();
    assertThat(paths).filteredOn(Path::best).extracting(Path::peer).containsExactly("c1");
    assertThat(paths)
        .filteredOn(Path::together)
        .extracting(Path::peer)
        .containsExactlyInAnyOrder("c2", "c3");
  }

  @Test
  void a_path_that_goes_leaves_the_others_and_neighbours_hear_nothing() {
    Speaker us = speaker(1, 4, false);
    Peer to = us.client(9);
    announce(us.client(1), "65001", null);
    Peer second = us.client(2);
    announce(second, "65001", null);
    us.settle();
    to.heard.log.clear();
    second.withdraw("192.0.2.0/24");
    us.settle();
    assertThat(hops()).containsExactly("10.0.0.1");
    second.session.down();
    us.settle();
    assertThat(to.heard.log).isEmpty();
  }

  @Test
  void no_more_are_used_than_the_limit_and_always_the_same() {
    Speaker us = speaker(1, 2, false);
    for (int i = 4; i >= 1; i--) {
      announce(us.client(i), "65001", null);
    }
    us.settle();
    assertThat(hops()).containsExactly("10.0.0.1", "10.0.0.2");
  }

  @Test
  void the_as_paths_must_be_the_same_unless_that_is_relaxed() {
    Speaker strict = speaker(4, 1, false);
    announce(strict.ebgp(1, 65001), "65001", null);
    announce(strict.ebgp(2, 65002), "65002", null);
    strict.settle();
    assertThat(hops()).containsExactly("10.0.0.1");
    Speaker relaxed = speaker(4, 1, true);
    announce(relaxed.ebgp(1, 65001), "65001", null);
    announce(relaxed.ebgp(2, 65002), "65002", null);
    relaxed.settle();
    assertThat(hops()).containsExactly("10.0.0.1", "10.0.0.2");
  }

  @Test
  void what_an_earlier_step_tells_apart_is_not_used() {
    Speaker us = speaker(4, 4, true);
    announce(us.ebgp(1, 65001), "65001", 5L);
    announce(us.ebgp(2, 65001), "65001", 9L);
    announce(us.client(3), "65001", 5L);
    us.settle();
    assertThat(hops()).containsExactly("10.0.0.1");
  }

  @Test
  void everything_is_let_go_when_all_paths_are_gone() {
    Speaker us = speaker(4, 4, true);
    Peer one = us.ebgp(1, 65001);
    announce(one, "65001", null);
    us.settle();
    one.session.down();
    us.settle();
    assertThat(fib.hops(PREFIX)).isEmpty();
    assertThat(us.rib.view().size(PREFIX.unicastFamily())).isZero();
  }
}
