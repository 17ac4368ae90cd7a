package io.munia.ipam;

import static io.munia.ipam.Fixtures.NOON;
import static io.munia.ipam.Fixtures.assign;
import static io.munia.ipam.Fixtures.borrowing;
import static io.munia.ipam.Fixtures.claimed;
import static io.munia.ipam.Fixtures.open;
import static io.munia.ipam.Fixtures.pods;
import static io.munia.ipam.Fixtures.pods6;
import static io.munia.ipam.Fixtures.refusal;
import static io.munia.ipam.Fixtures.tiny;
import static io.munia.net.IpVersion.V4;
import static io.munia.net.IpVersion.V6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.ipam.IpamSettings.Borrowing;
import io.munia.ipam.store.KeyValueStore.Entry;
import io.munia.ipam.store.KeyValueStore.Transaction;
import io.munia.ipam.store.MemoryStore;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IpamTest {
  private final MemoryStore store = new MemoryStore();
  private Instant now = NOON;

  @AfterEach
  void the_store_is_consistent() {
    try (Ipam any = open(store, "checker", "checker")) {
      assertThat(any.check())
          .filteredOn(f -> !f.sentence().contains("none of this node's"))
          .isEmpty();
    }
  }

  private Ipam cooling(Duration cooldown, List<Prefix> reserved) {
    return Ipam.open(
        new IpamSettings(
            List.of(tiny()), Place.of("a", "r1", "n1"), Borrowing.NEVER, cooldown, reserved, 1),
        store,
        () -> now);
  }

  @Test
  void the_first_block_of_a_rack_is_the_first_of_its_first_span() {
    try (Ipam one = open(store, "r1", "n1", pods(), pods6());
        Ipam two = open(store, "r1", "n2", pods(), pods6());
        Ipam other = open(store, "r2", "n3", pods(), pods6())) {
      assertThat(claimed(one, "pods")).hasToString("10.64.0.0/26");
      assertThat(claimed(two, "pods")).hasToString("10.64.0.64/26");
      assertThat(claimed(one, "pods6")).hasToString("fd00:64::/122");
      // The buddy 10.64.16.0/20 is left free for r1 to grow into.
      assertThat(claimed(other, "pods")).hasToString("10.64.32.0/26");
    }
  }

  @Test
  void a_node_that_starts_again_has_the_same_blocks_in_the_same_order() {
    List<IpAddress> before = new ArrayList<>();
    try (Ipam ipam = open(store, "r1", "n1", tiny())) {
      for (int i = 0; i < 8; i++) {
        before.add(assign(ipam, "h" + i, V4).address());
      }
    }
    try (Ipam again = open(store, "r1", "n1", tiny())) {
      assertThat(again.ensureBlock("tiny"))
          .isEqualTo(new Claim.Owned(Prefix.parse("10.0.0.0/30"), false));
      assertThat(again.own().blocks())
          .containsExactly(Prefix.parse("10.0.0.0/30"), Prefix.parse("10.0.0.4/30"));
      for (int i = 0; i < 8; i++) {
        assertThat(assign(again, "h" + i, V4).address()).isEqualTo(before.get(i));
      }
    }
  }

  @Test
  void addresses_are_given_in_order_and_reused_as_late_as_can_be() {
    try (Ipam ipam = open(store, "r1", "n1", tiny())) {
      assertThat(assign(ipam, "a", V4).address()).hasToString("10.0.0.0");
      assertThat(assign(ipam, "b", V4).address()).hasToString("10.0.0.1");
      assertThat(ipam.releaseByHandle("a")).containsExactly(IpAddress.parse("10.0.0.0"));
      assertThat(assign(ipam, "c", V4).address()).hasToString("10.0.0.2");
      assertThat(assign(ipam, "d", V4).address()).hasToString("10.0.0.3");
      assertThat(assign(ipam, "e", V4).address()).hasToString("10.0.0.0");
    }
  }

  @Test
  void each_allocation_has_a_sequence_number_of_its_own() {
    try (Ipam ipam = open(store, "r1", "n1", tiny())) {
      Allocation first = assign(ipam, "a", V4);
      ipam.releaseByHandle("a");
      assign(ipam, "b", V4);
      assign(ipam, "c", V4);
      assign(ipam, "d", V4);
      Allocation again = assign(ipam, "e", V4);
      assertThat(again.address()).isEqualTo(first.address());
      assertThat(again.sequence()).isGreaterThan(first.sequence());
      assertThat(first.sequence()).isEqualTo(NOON.getEpochSecond() * 1_000_000_000L);
    }
  }

  @Test
  void the_same_handle_gets_the_same_addresses() {
    try (Ipam ipam = open(store, "r1", "n1", pods(), pods6())) {
      Assignment first = ipam.assign(AssignRequest.of("h", V4, V6));
      assertThat(ipam.assign(AssignRequest.of("h", V4, V6))).isEqualTo(first);
      assertThat(ipam.allocations("h")).hasSize(2);
      assertThat(ipam.allocations("h").getFirst().attributes()).isEqualTo(Map.of("node", "n1"));
      assertThat(ipam.releaseByHandle("h")).hasSize(2);
      assertThat(ipam.releaseByHandle("h")).isEmpty();
      assertThat(ipam.allocations("h")).isEmpty();
    }
  }

  @Test
  void both_versions_or_none() {
    try (Ipam ipam = open(store, "r1", "n1", pods())) {
      assertThat(ipam.assign(AssignRequest.of("h", V4, V6)))
          .isEqualTo(new Assignment.Refused("there is no pool of IPv6 addresses"));
      assertThat(ipam.allocations("h")).isEmpty();
      assertThat(assign(ipam, "other", V4).address()).hasToString("10.64.0.0");
    }
  }

  @Test
  void a_full_rack_says_so_and_a_full_pool_too() {
    try (Ipam ipam = open(store, "r1", "n1", tiny())) {
      for (int i = 0; i < 16; i++) {
        assign(ipam, "h" + i, V4);
      }
      assertThat(refusal(ipam, "more", V4))
          .isEqualTo(
              "no block for node n1: no free /29 is left for rack r1: pool tiny (10.0.0.0/28) is"
                  + " full; borrowing from other nodes is off");
      ipam.releaseByHandle("h3");
      assertThat(assign(ipam, "more", V4).address()).hasToString("10.0.0.3");
    }
  }

  @Test
  void an_address_is_borrowed_when_it_was_asked_for_and_nothing_else_is_left() {
    try (Ipam one = borrowing(store, "r1", "n1", tiny());
        Ipam two = borrowing(store, "r2", "n2", tiny())) {
      claimed(two, "tiny");
      for (int i = 0; i < 8; i++) {
        assertThat(assign(one, "h" + i, V4).borrowed()).isFalse();
      }
      Allocation borrowed = assign(one, "more", V4);
      assertThat(borrowed.borrowed()).isTrue();
      assertThat(borrowed.block()).isEqualTo(claimed(two, "tiny"));
      assertThat(one.own().borrowed()).containsExactly(borrowed.address().asHostPrefix());
      assertThat(two.own().borrowed()).isEmpty();
      assertThat(two.show().pools().getFirst().blocks())
          .filteredOn(block -> block.borrowed() == 1)
          .singleElement()
          .satisfies(block -> assertThat(block.prefix()).isEqualTo(borrowed.block()));
      assertThat(one.release(borrowed.address())).isTrue();
      assertThat(one.release(borrowed.address())).isFalse();
      assertThat(one.own().borrowed()).isEmpty();
    }
  }

  @Test
  void a_released_address_rests() {
    try (Ipam ipam = cooling(Duration.ofSeconds(60), List.of())) {
      for (int i = 0; i < 4; i++) {
        assign(ipam, "h" + i, V4);
      }
      assertThat(ipam.release(IpAddress.parse("10.0.0.2"))).isTrue();
      assertThat(ipam.release(IpAddress.parse("10.0.0.2"))).isFalse();
      assertThat(ipam.allocations("h2")).isEmpty();
      assertThat(ipam.show().pools().getFirst().usage())
          .isEqualTo(new IpamReport.Usage(4, 3, 1, 0, 0));
      assertThat(refusal(ipam, "new", V4)).contains("may have no more (blocks-per-node-max)");
      now = now.plusSeconds(60);
      assertThat(assign(ipam, "new", V4).address()).hasToString("10.0.0.2");
    }
  }

  @Test
  void reserved_addresses_are_not_given() {
    try (Ipam ipam =
        cooling(Duration.ZERO, List.of(Prefix.parse("10.0.0.0/31"), Prefix.parse("10.0.0.3/32")))) {
      assertThat(assign(ipam, "a", V4).address()).hasToString("10.0.0.2");
      assertThat(refusal(ipam, "b", V4)).contains("n1 has 1 blocks");
      assertThat(ipam.show().pools().getFirst().usage())
          .isEqualTo(new IpamReport.Usage(4, 1, 0, 3, 0));
    }
  }

  @Test
  void a_block_given_back_goes_when_its_last_address_does() {
    try (Ipam ipam = open(store, "r1", "n1", tiny());
        Ipam other = open(store, "r1", "n2", tiny())) {
      assign(ipam, "a", V4);
      assertThat(ipam.releaseBlock(Prefix.parse("10.0.0.0/30"))).isTrue();
      assertThat(other.releaseBlock(Prefix.parse("10.0.0.0/30"))).isFalse();
      assertThat(ipam.own().blocks()).isEmpty();
      assertThat(ipam.own().borrowed()).containsExactly(Prefix.parse("10.0.0.0/32"));
      assertThat(other.releaseByHandle("a")).hasSize(1);
      assertThat(ipam.show().pools().getFirst().blocks()).isEmpty();
      assertThat(claimed(other, "tiny")).hasToString("10.0.0.0/30");
    }
  }

  @Test
  void a_pool_cut_otherwise_than_its_blocks_is_refused() {
    try (Ipam ipam = open(store, "r1", "n1", tiny())) {
      claimed(ipam, "tiny");
    }
    Pool coarse = new Pool("tiny", Prefix.parse("10.0.0.0/28"), 29, List.of(new Level("rack", 29)));
    assertThatThrownBy(() -> open(store, "r1", "n2", coarse))
        .isInstanceOf(IpamException.class)
        .hasMessage(
            "pool tiny is 10.0.0.0/28 by rack /29 in blocks of /29 here, but blocks of it are in"
                + " use as 10.0.0.0/28 by rack /29 in blocks of /30; leave it as it was, or make a"
                + " new pool and let this one run empty");
    Pool overlapping = new Pool("wide", Prefix.parse("10.0.0.0/16"), 26, List.of());
    assertThatThrownBy(() -> open(store, "r1", "n2", overlapping))
        .hasMessageContaining("overlaps pool tiny (10.0.0.0/28), of which blocks are in use");
  }

  @Test
  void a_pool_that_nothing_was_claimed_of_can_be_cut_anew() {
    open(store, "r1", "n1", tiny()).close();
    Pool coarse = new Pool("tiny", Prefix.parse("10.0.0.0/28"), 29, List.of());
    try (Ipam ipam = open(store, "r1", "n1", coarse)) {
      assertThat(claimed(ipam, "tiny")).hasToString("10.0.0.0/29");
    }
  }

  @Test
  void a_node_that_has_moved_leaves_its_empty_block_and_keeps_the_one_in_use() {
    try (Ipam ipam = open(store, "r1", "n1", tiny())) {
      for (int i = 0; i < 5; i++) {
        assign(ipam, "h" + i, V4);
      }
      ipam.releaseByHandle("h4");
    }
    try (Ipam moved = open(store, "r2", "n1", tiny())) {
      assertThat(moved.own().blocks()).containsExactly(Prefix.parse("10.0.0.0/30"));
      assertThat(assign(moved, "new", V4).address()).hasToString("10.0.0.8");
      assertThat(moved.own().aggregates()).containsExactly(Prefix.parse("10.0.0.8/29"));
    }
  }

  @Test
  void half_done_claims_of_calico_are_finished() {
    String host = "/calico/ipam/v2/host/n1/ipv4/block/";
    Block ours = Block.fresh(Prefix.parse("10.0.0.4/30"), "n1", NOON);
    Block theirs = Block.fresh(Prefix.parse("10.0.0.8/30"), "n2", NOON);
    Block leaving = Block.fresh(Prefix.parse("10.0.0.12/30"), "n1", NOON);
    put(host + "10.0.0.0-30", "{\"state\":\"pending\",\"deleted\":false}");
    put(host + "10.0.0.4-30", "{\"state\":\"pending\",\"deleted\":false}");
    put(Keys.block(ours.cidr()), text(BlockJson.write(ours)));
    put(host + "10.0.0.8-30", "{\"state\":\"pending\",\"deleted\":false}");
    put(Keys.block(theirs.cidr()), text(BlockJson.write(theirs)));
    put("/calico/ipam/v2/host/n2/ipv4/block/10.0.0.8-30", "{\"state\":\"confirmed\"}");
    put(host + "10.0.0.12-30", "{\"state\":\"pendingDeletion\",\"deleted\":false}");
    put(Keys.block(leaving.cidr()), text(BlockJson.write(leaving)));
    Pool flat = new Pool("tiny", Prefix.parse("10.0.0.0/28"), 30, List.of());
    try (Ipam ipam = open(store, "r1", "n1", flat)) {
      assertThat(ipam.own().blocks())
          .containsExactly(Prefix.parse("10.0.0.4/30"), Prefix.parse("10.0.0.12/30"));
      assertThat(keys(host)).containsExactly(host + "10.0.0.12-30", host + "10.0.0.4-30");
    }
  }

  @Test
  void a_block_that_cannot_be_read_counts_as_taken() {
    put("/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-30", "{\"cidr\":");
    try (Ipam ipam = open(store, "r1", "n1", tiny())) {
      assertThat(claimed(ipam, "tiny")).hasToString("10.0.0.8/30");
      assertThat(ipam.check())
          .singleElement()
          .satisfies(f -> assertThat(f.sentence()).contains("cannot be read: it is not JSON"));
    }
    store.commit(
        Transaction.builder().delete("/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-30").build());
  }

  @Test
  void a_pool_can_be_named() {
    try (Ipam ipam = open(store, "r1", "n1", tiny(), pods())) {
      AssignRequest request =
          new AssignRequest("h", Set.of(V4), Set.of("pods"), Map.of("pod", "p"));
      assertThat(ipam.assign(request))
          .isInstanceOfSatisfying(
              Assignment.Assigned.class,
              a -> {
                assertThat(a.addresses().getFirst().pool()).isEqualTo("pods");
                assertThat(a.addresses().getFirst().attributes()).containsEntry("pod", "p");
              });
      assertThat(ipam.assign(new AssignRequest("i", Set.of(V4), Set.of("none"), Map.of())))
          .isEqualTo(new Assignment.Refused("there is no pool of IPv4 addresses among none"));
    }
  }

  private void put(String key, String value) {
    store.commit(Transaction.builder().put(key, value.getBytes(StandardCharsets.UTF_8)).build());
  }

  private List<String> keys(String prefix) {
    return store.list(prefix).entries().values().stream().map(Entry::key).toList();
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  @Test
  void a_handle_that_has_no_bytes_of_its_own_is_refused() {
    assertThatThrownBy(() -> AssignRequest.of("a\ud800", IpVersion.V4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a handle has 1 to 512 printable characters");
  }
}
