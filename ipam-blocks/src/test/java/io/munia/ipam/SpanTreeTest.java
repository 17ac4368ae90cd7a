package io.munia.ipam;

import static io.munia.ipam.Fixtures.claimed;
import static io.munia.ipam.Fixtures.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.ipam.store.KeyValueStore.Transaction;
import io.munia.ipam.store.MemoryStore;
import io.munia.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTreeTest {
  private static List<Prefix> prefixes(String... texts) {
    return List.of(texts).stream().map(Prefix::parse).toList();
  }

  @Test
  void adjacent_buddies_are_one_aggregate() {
    assertThat(PrefixSteps.cover(prefixes("10.0.16.0/20", "10.0.0.0/20")))
        .isEqualTo(prefixes("10.0.0.0/19"));
    assertThat(PrefixSteps.cover(prefixes("10.0.16.0/20", "10.0.32.0/20")))
        .isEqualTo(prefixes("10.0.16.0/20", "10.0.32.0/20"));
    assertThat(PrefixSteps.cover(prefixes("fd00::/65", "fd00:0:0:0:8000::/65", "fd00::/127")))
        .isEqualTo(prefixes("fd00::/64"));
    assertThat(PrefixSteps.cover(prefixes("0.0.0.0/1", "128.0.0.0/1")))
        .isEqualTo(prefixes("0.0.0.0/0"));
  }

  @Test
  void steps_stay_within_the_address_space() {
    assertThat(PrefixSteps.step(Prefix.parse("255.255.255.0/24"), 1)).isEmpty();
    assertThat(PrefixSteps.step(Prefix.parse("0.0.0.0/24"), -1)).isEmpty();
    assertThat(PrefixSteps.step(Prefix.parse("10.0.0.0/24"), -1))
        .contains(Prefix.parse("9.255.255.0/24"));
    assertThat(PrefixSteps.step(Prefix.parse("fd00:0:0:0:ffff:ffff:ffff:ff00/120"), 1))
        .contains(Prefix.parse("fd00:0:0:1::/120"));
    assertThat(PrefixSteps.step(Prefix.parse("fd00:0:0:1::/120"), -1))
        .contains(Prefix.parse("fd00:0:0:0:ffff:ffff:ffff:ff00/120"));
    assertThat(PrefixSteps.step(Prefix.parse("ffff:ffff:ffff:ffff::/64"), 1)).isEmpty();
  }

  @Test
  void a_rack_grows_into_one_shorter_aggregate() {
    Pool pool = new Pool("p", Prefix.parse("10.0.0.0/16"), 26, List.of(new Level("rack", 24)));
    MemoryStore store = new MemoryStore();
    try (Ipam one = open(store, "r1", "n1", pool);
        Ipam two = open(store, "r2", "n2", pool)) {
      claimed(one, "p");
      claimed(two, "p");
      assertThat(grow(one, 4)).isEqualTo(prefixes("10.0.0.0/24"));
      assertThat(grow(one, 5)).isEqualTo(prefixes("10.0.0.0/23"));
      assertThat(grow(two, 5)).isEqualTo(prefixes("10.0.2.0/23"));
      // 10.0.2.0/23 is r2's: the nearest free span, which has a free buddy again.
      assertThat(grow(one, 9)).isEqualTo(prefixes("10.0.0.0/23", "10.0.4.0/24"));
      assertThat(grow(one, 13)).isEqualTo(prefixes("10.0.0.0/23", "10.0.4.0/23"));
      assertThat(grow(one, 17)).isEqualTo(prefixes("10.0.0.0/23", "10.0.4.0/23", "10.0.6.0/24"));
      assertThat(grow(one, 21)).isEqualTo(prefixes("10.0.0.0/23", "10.0.4.0/22"));
    }
  }

  @Test
  void two_nodes_of_a_rack_that_see_different_things_share_one_span() {
    Pool pool = new Pool("p", Prefix.parse("10.0.0.0/16"), 26, List.of(new Level("rack", 24)));
    MemoryStore store = new MemoryStore();
    // To n1 its own block leaves the span free, to n2 the span is somebody else's.
    inUse(store, Prefix.parse("10.0.0.0/26"), "n1");
    try (Ipam two = open(new Deaf(store), "r1", "n2", pool);
        Ipam one = open(store, "r1", "n1", pool)) {
      claimed(one, "p");
      claimed(two, "p");
      assertThat(store.list(Keys.SPANS).entries()).hasSize(1);
      assertThat(two.own().aggregates()).isEqualTo(one.own().aggregates());
    }
  }

  private static void inUse(MemoryStore store, Prefix cidr, String node) {
    BlockEdit edit = new BlockEdit(Block.fresh(cidr, node, Fixtures.NOON));
    edit.take(
        new Block.Attribute("handle", Map.of("node", node), Map.of(), null), address -> false);
    store.commit(
        Transaction.builder()
            .put(Keys.block(cidr), BlockJson.write(edit.block()))
            .put(Keys.affinity(node, cidr), RecordJson.affinity(AffinityState.CONFIRMED))
            .build());
  }

  @RepeatedTest(20)
  void nodes_of_a_rack_that_start_together_share_one_span() throws InterruptedException {
    MemoryStore store = new MemoryStore();
    List<Thread> nodes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String rack = "r" + i % 4;
      String node = "n" + i;
      nodes.add(
          Thread.ofVirtual()
              .start(() -> {
                try (Ipam ipam = open(store, rack, node, Fixtures.pods(), Fixtures.pods6())) {
                  claimed(ipam, "pods");
                  claimed(ipam, "pods6");
                }
              }));
    }
    for (Thread node : nodes) {
      node.join();
    }
    assertThat(store.list(Keys.BLOCKS).entries()).hasSize(2 * 16);
    // A zone and four racks in each pool.
    assertThat(store.list(Keys.SPANS).entries()).hasSize(2 * 5);
  }

  /// Takes addresses until the node has this many blocks; its aggregates then.
  private static List<Prefix> grow(Ipam ipam, int blocks) {
    for (int i = 0; ipam.own().blocks().size() < blocks; i++) {
      Fixtures.assign(ipam, "grow-" + blocks + "-" + i, io.munia.net.IpVersion.V4);
    }
    return ipam.own().aggregates();
  }

  @Test
  void a_zone_that_is_full_claims_the_span_beside_it() {
    Pool pool =
        new Pool(
            "p",
            Prefix.parse("fd00::/56"),
            124,
            List.of(new Level("zone", 120), new Level("rack", 122)));
    try (Ipam ipam = open(new MemoryStore(), "r1", "n1", pool)) {
      for (int i = 0; i < 16 * 17; i++) {
        Fixtures.assign(ipam, "h" + i, io.munia.net.IpVersion.V6);
      }
      assertThat(ipam.own("zone").aggregates()).isEqualTo(prefixes("fd00::/119"));
      assertThat(ipam.own("rack").aggregates()).isEqualTo(prefixes("fd00::/120", "fd00::100/122"));
      assertThat(ipam.own("row").aggregates()).isEmpty();
      assertThat(ipam.check()).isEmpty();
    }
  }

  /// Nodes of several racks and zones claim and give back in random order: whatever happens, no two
  /// blocks and no two racks' spans overlap, and every block lies in its rack's spans.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void no_order_of_claims_breaks_the_tree(long seed) {
    Random random = new Random(seed);
    boolean v6 = seed % 2 == 0;
    Pool pool =
        v6
            ? new Pool(
                "p",
                Prefix.parse("fd00::/112"),
                124,
                List.of(new Level("zone", 117), new Level("rack", 121)))
            : new Pool(
                "p",
                Prefix.parse("10.0.0.0/20"),
                28,
                List.of(new Level("zone", 22), new Level("rack", 25)));
    MemoryStore store = new MemoryStore();
    List<Ipam> nodes = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String node = "n" + i;
      Place place = Place.of("z" + i % 3, "r" + i % 8, node);
      nodes.add(
          Ipam.open(
              new IpamSettings(List.of(pool), place),
              store,
              java.time.InstantSource.fixed(Fixtures.NOON)));
    }
    List<String> handles = new ArrayList<>();
    for (int step = 0; step < 1500; step++) {
      Ipam ipam = nodes.get(random.nextInt(24));
      if (random.nextInt(3) > 0 || handles.isEmpty()) {
        String handle = "h" + step;
        if (ipam.assign(AssignRequest.of(handle, pool.version())) instanceof Assignment.Assigned) {
          handles.add(handle);
        }
      } else if (random.nextInt(10) == 0 && !ipam.own().blocks().isEmpty()) {
        ipam.releaseBlock(ipam.own().blocks().getFirst());
      } else {
        ipam.releaseByHandle(handles.remove(random.nextInt(handles.size())));
      }
    }
    for (Ipam each : nodes) {
      OwnPrefixes own = each.own();
      for (Prefix block : own.blocks()) {
        assertThat(own.aggregates())
            .as("seed %d, block %s", seed, block)
            .anyMatch(aggregate -> aggregate.contains(block));
      }
    }
    Ipam any = nodes.getFirst();
    assertThat(any.check()).as("seed %d", seed).isEmpty();
    var spans = any.show().pools().getFirst().spans();
    TreeSet<Prefix> racks = new TreeSet<>();
    spans.stream().filter(span -> span.level().equals("rack")).forEach(s -> racks.add(s.prefix()));
    Optional<Prefix> before = Optional.empty();
    for (Prefix rack : racks) {
      assertThat(before.filter(rack::overlaps)).as("seed %d, span %s", seed, rack).isEmpty();
      before = Optional.of(rack);
    }
    nodes.forEach(Ipam::close);
  }
}
