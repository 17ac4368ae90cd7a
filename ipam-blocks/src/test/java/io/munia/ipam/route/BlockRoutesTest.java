package io.munia.ipam.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.ipam.AssignRequest;
import io.munia.ipam.Assignment;
import io.munia.ipam.Ipam;
import io.munia.ipam.IpamSettings;
import io.munia.ipam.IpamSettings.Borrowing;
import io.munia.ipam.Level;
import io.munia.ipam.Place;
import io.munia.ipam.Pool;
import io.munia.ipam.store.MemoryStore;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.RouteSource.Originations;
import io.munia.rib.route.LocalRoute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockRoutesTest {
  private final MemoryStore store = new MemoryStore();
  private final List<String> told = new ArrayList<>();
  private final Originations into =
      new Originations() {
        @Override
        public void announce(LocalRoute route) {
          told.add(
              route.prefix()
                  + " "
                  + route.origin()
                  + " "
                  + route.discard()
                  + " "
                  + route.announce()
                  + " "
                  + route.communities());
        }

        @Override
        public void withdraw(Prefix prefix) {
          told.add("withdraw " + prefix);
        }
      };

  private Ipam open(String rack, String node, String cidr, int block, Level... levels) {
    return Ipam.open(
        new IpamSettings(
            List.of(new Pool("p", Prefix.parse(cidr), block, List.of(levels))),
            Place.of("a", rack, node),
            Borrowing.WHEN_FULL,
            Duration.ZERO,
            List.of(),
            0),
        store,
        InstantSource.fixed(Instant.EPOCH));
  }

  private static void fill(Ipam ipam, int addresses) {
    for (int i = 0; i < addresses; i++) {
      assertThat(ipam.assign(AssignRequest.of("h" + i, IpVersion.V4)))
          .isInstanceOf(Assignment.Assigned.class);
    }
  }

  private List<String> heard() {
    List<String> heard = List.copyOf(told);
    told.clear();
    return heard;
  }

  @Test
  void a_block_stays_in_the_rack_and_the_aggregate_waits_for_its_discard() {
    try (Ipam ipam = open("r1", "n1", "10.0.0.0/24", 30, new Level("rack", 29));
        BlockRoutes routes = new BlockRoutes(ipam, Set.of(BlockRoutes.NO_EXPORT))) {
      ipam.ensureBlock("p");
      routes.start(into);
      assertThat(heard())
          .containsExactly(
              "10.0.0.0/30 IPAM_BLOCK YES AT_ONCE [-255]",
              "10.0.0.0/29 IPAM_AGGREGATE YES AFTER_DISCARD []");
      fill(ipam, 5);
      assertThat(heard()).containsExactly("10.0.0.4/30 IPAM_BLOCK YES AT_ONCE [-255]");
    }
  }

  @Test
  void a_merged_aggregate_is_announced_before_the_old_one_is_withdrawn() {
    try (Ipam ipam = open("r1", "n1", "10.0.0.0/24", 30, new Level("rack", 29));
        BlockRoutes routes = new BlockRoutes(ipam, Set.of())) {
      fill(ipam, 8);
      routes.start(into);
      heard();
      ipam.assign(AssignRequest.of("more", IpVersion.V4));
      assertThat(heard())
          .containsExactly(
              "10.0.0.0/28 IPAM_AGGREGATE YES AFTER_DISCARD []",
              "withdraw 10.0.0.0/29",
              "10.0.0.8/30 IPAM_BLOCK YES AT_ONCE []");
    }
  }

  @Test
  void a_span_that_another_node_of_the_rack_claims_is_aggregated_here_too() {
    try (Ipam one = open("r1", "n1", "10.0.0.0/24", 30, new Level("rack", 30));
        Ipam two = open("r1", "n2", "10.0.0.0/24", 30, new Level("rack", 30));
        BlockRoutes routes = new BlockRoutes(one, Set.of(7))) {
      one.ensureBlock("p");
      routes.start(into);
      // Block, span and aggregate are one prefix: announced once, and to everybody.
      assertThat(heard()).containsExactly("10.0.0.0/30 IPAM_BLOCK YES AT_ONCE []");
      two.ensureBlock("p");
      assertThat(heard())
          .containsExactly(
              "10.0.0.0/30 IPAM_BLOCK YES AT_ONCE [7]",
              "10.0.0.0/29 IPAM_AGGREGATE YES AFTER_DISCARD []");
    }
  }

  @Test
  void without_levels_blocks_are_announced_to_everybody() {
    try (Ipam ipam = open("r1", "n1", "10.0.0.0/30", 32);
        BlockRoutes routes = new BlockRoutes(ipam, Set.of(BlockRoutes.NO_EXPORT))) {
      routes.start(into);
      assertThat(heard()).isEmpty();
      ipam.ensureBlock("p");
      // A discard route for one address would swallow the address itself.
      assertThat(heard()).containsExactly("10.0.0.0/32 IPAM_BLOCK NO AT_ONCE []");
      ipam.releaseBlock(Prefix.parse("10.0.0.0/32"));
      assertThat(heard()).containsExactly("withdraw 10.0.0.0/32");
    }
  }

  @Test
  void a_borrowed_address_is_a_host_route_of_the_borrower() {
    try (Ipam one = open("r1", "n1", "10.0.0.0/29", 30);
        Ipam two = open("r1", "n2", "10.0.0.0/29", 30)) {
      BlockRoutes routes = new BlockRoutes(two, Set.of());
      one.ensureBlock("p");
      fill(two, 4);
      routes.start(into);
      heard();
      two.assign(AssignRequest.of("borrower", IpVersion.V4));
      assertThat(heard()).containsExactly("10.0.0.0/32 IPAM_ADDRESS NO AT_ONCE []");
      two.releaseByHandle("borrower");
      assertThat(heard()).containsExactly("withdraw 10.0.0.0/32");
      routes.close();
      two.releaseBlock(Prefix.parse("10.0.0.4/30"));
      assertThat(heard()).isEmpty();
    }
  }
}
