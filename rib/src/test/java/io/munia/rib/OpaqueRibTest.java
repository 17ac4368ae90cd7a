package io.munia.rib;

import static io.munia.net.AddressFamily.IPV4_FLOWSPEC;
import static io.munia.net.AddressFamily.IPV4_LABELED_UNICAST;
import static io.munia.net.AddressFamily.IPV4_VPN;
import static io.munia.net.AddressFamily.L2VPN_EVPN;
import static io.munia.net.AddressFamily.RT_CONSTRAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.codec.OpaqueCursor;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.route.OpaqueRoute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Families whose destinations are no prefixes, through the tables: what each neighbour has heard
/// equals what follows from all that was said.
class OpaqueRibTest {
  private static final byte[] VPN =
      HexFormat.of().parseHex("68" + "000111" + "0000fc0000000064" + "0a01");
  private static final byte[] VPN_RELABELED =
      HexFormat.of().parseHex("68" + "000221" + "0000fc0000000064" + "0a01");
  private static final byte[] FLOW = HexFormat.of().parseHex("0501180a0102");
  private static final byte[] TARGET =
      HexFormat.of().parseHex("60" + "0000fc00" + "0002fc0000000064");

  private final Speaker us = new Speaker();

  private OpaquePeer client(int number) {
    return new OpaquePeer(us.rib, number, Role.CLIENT, false, 4096);
  }

  @Test
  void a_route_is_reflected_with_its_label_and_next_hop_and_withdrawn() {
    OpaquePeer one = client(1);
    OpaquePeer two = client(2);
    us.settle();
    assertThat(two.endOfRib).isEqualTo(OpaquePeer.FAMILIES);

    one.announce(IPV4_VPN, VPN, 100);
    us.settle();
    assertThat(told(two)).containsExactly("64512:100 10.1.0.0/16 label 17 from 1 at 100");
    assertThat(one.heard).isEmpty();

    one.announce(IPV4_VPN, VPN_RELABELED, 100);
    us.settle();
    assertThat(told(two)).containsExactly("64512:100 10.1.0.0/16 label 34 from 1 at 100");

    one.withdraw(IPV4_VPN, VPN);
    us.settle();
    assertThat(two.heard).isEmpty();
    assertThat(us.rib.view().size(IPV4_VPN)).isZero();
  }

  @Test
  void a_flow_specification_without_next_hop_is_chosen() {
    OpaquePeer one = client(1);
    OpaquePeer two = client(2);
    one.announce(IPV4_FLOWSPEC, FLOW, 100);
    us.settle();

    assertThat(told(two)).containsExactly("dst 10.1.2.0/24 from 0 at 100");
  }

  /// Labels hold at the router that gave them out: its address stays, whoever hears of it.
  @Test
  void the_next_hop_is_kept_to_another_as() {
    OpaquePeer one = client(1);
    OpaquePeer outside = new OpaquePeer(us.rib, 2, Role.EBGP, false, 4096);
    one.announce(IPV4_LABELED_UNICAST, HexFormat.of().parseHex("300001110a0102"), 100);
    us.settle();

    assertThat(told(outside)).containsExactly("10.1.2.0/24 label 17 from 1 at 0");
  }

  /// [RFC 4684 §3.2](https://www.rfc-editor.org/rfc/rfc4684#section-3.2)
  @Test
  void each_of_two_that_want_a_route_target_hears_that_the_other_wants_it() {
    OpaquePeer one = client(1);
    OpaquePeer two = client(2);
    one.announce(RT_CONSTRAIN, TARGET, 100);
    us.settle();
    assertThat(one.heard).isEmpty();
    assertThat(two.heard).hasSize(1);

    two.announce(RT_CONSTRAIN, TARGET, 100);
    us.settle();
    assertThat(told(one)).containsExactly("64512:target:64512:100/96 from 2 at 100");
    assertThat(told(two)).containsExactly("64512:target:64512:100/96 from 1 at 100");

    two.withdraw(RT_CONSTRAIN, TARGET);
    us.settle();
    assertThat(one.heard).isEmpty();
  }

  @Test
  void what_does_not_fit_the_message_of_a_neighbour_is_not_told_and_all_else_is() {
    OpaquePeer one = new OpaquePeer(us.rib, 1, Role.CLIENT, false, 65_535);
    OpaquePeer two = client(2);
    OpaquePeer three = new OpaquePeer(us.rib, 3, Role.CLIENT, false, 65_535);
    byte[] long_ = HexFormat.of().parseHex("ffff" + "03" + "0106".repeat(2046) + "8106");
    one.announce(IPV4_FLOWSPEC, long_, 100);
    one.announce(IPV4_FLOWSPEC, FLOW, 100);
    us.settle();

    assertThat(told(two)).containsExactly("dst 10.1.2.0/24 from 0 at 100");
    assertThat(three.heard).hasSize(2);
    assertThat(two.session.counters().tooLong()).isEqualTo(1);

    one.withdraw(IPV4_FLOWSPEC, long_);
    us.settle();
    assertThat(three.heard).hasSize(1);
  }

  @Test
  void the_view_shows_destinations_and_what_belongs_to_each_path() {
    OpaquePeer one = client(1);
    OpaquePeer two = client(2);
    one.announce(IPV4_VPN, VPN, 100);
    two.announce(IPV4_VPN, VPN_RELABELED, 90);
    us.settle();

    List<OpaqueRoute> routes =
        us.rib.view().opaque(IPV4_VPN, new RibView.Filter.All(), 0, 10).routes();
    assertThat(routes).hasSize(1);
    assertThat(routes.getFirst().destination()).isEqualTo("64512:100 10.1.0.0/16");
    assertThat(routes.getFirst().paths())
        .extracting(OpaqueRoute.Way::payload)
        .containsExactly("label 17", "label 34");
    assertThat(routes.getFirst().paths().getFirst().path().best()).isTrue();
    assertThat(routes.getFirst().paths().getFirst().path().attributes().others()).isEmpty();
    assertThat(payloads(new RibView.Filter.Announced("p2"))).containsExactly("label 17");
    assertThat(payloads(new RibView.Filter.Learned("p2", RibView.Stage.RECEIVED)))
        .containsExactly("label 34");
    assertThat(payloads(new RibView.Filter.Announced("p1"))).isEmpty();
    assertThat(us.rib.view().opaque(L2VPN_EVPN, new RibView.Filter.All(), 0, 10).routes())
        .isEmpty();
  }

  @Test
  void keys_that_there_is_no_room_for_are_not_taken_and_room_is_given_back() {
    Speaker small =
        new Speaker(NextHops.assumed(), new Limits(1024, 1 << 20, 1000, 1000, 1000, 1 << 30));
    OpaquePeer one = new OpaquePeer(small.rib, 1, Role.CLIENT, false, 4096);
    OpaquePeer two = new OpaquePeer(small.rib, 2, Role.CLIENT, false, 4096);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 200; i++) {
        one.announce(IPV4_FLOWSPEC, flow(i), 100);
      }
      small.settle();
      // 5 bytes take 8 of 1024.
      assertThat(small.rib.view().size(IPV4_FLOWSPEC)).isEqualTo(128);
      assertThat(two.heard).hasSize(128);
      for (int i = 0; i < 200; i++) {
        one.withdraw(IPV4_FLOWSPEC, flow(i));
      }
      small.settle();
      assertThat(small.rib.view().size(IPV4_FLOWSPEC)).isZero();
      assertThat(two.heard).isEmpty();
    }
  }

  private static byte[] flow(int number) {
    return new byte[] {5, 1, 24, 10, 1, (byte) number};
  }

  @Test
  void a_destination_is_explained_by_what_is_shown_of_it() {
    OpaquePeer one = client(1);
    OpaquePeer two = client(2);
    one.announce(IPV4_VPN, VPN, 100);
    two.announce(IPV4_VPN, VPN_RELABELED, 90);
    us.settle();

    Explanation explanation =
        us.rib.view().explain(IPV4_VPN, "64512:100 10.1.0.0/16", "p2", 0).found().orElseThrow();
    assertThat(explanation.paths()).hasSize(2);
    assertThat(explanation.paths().getLast().path().decidedBy()).contains("LOCAL_PREF");
    assertThat(explanation.export().orElseThrow().announced()).isTrue();
    assertThat(us.rib.view().explain(IPV4_VPN, "64512:100 10.2.0.0/16", "", 0).found()).isEmpty();
    assertThat(us.rib.view().explain(L2VPN_EVPN, "x", "", 0).next()).isEqualTo(-1);
  }

  private List<String> payloads(RibView.Filter filter) {
    return us.rib.view().opaque(IPV4_VPN, filter, 0, 10).routes().stream()
        .flatMap(route -> route.paths().stream())
        .map(OpaqueRoute.Way::payload)
        .toList();
  }

  private static List<String> told(OpaquePeer peer) {
    return peer.heard.values().stream().map(Map::values).flatMap(Collection::stream).toList();
  }

  /// What one neighbour said of one key.
  private record Said(int from, int localPref, String text) {
    String told(AddressFamily family) {
      return OpaquePeer.told(text, localPref, family.isFlowSpec() ? 0 : from);
    }
  }

  @Test
  void what_is_heard_equals_what_follows_from_all_that_was_said() {
    for (int seed = 0; seed < 12; seed++) {
      new Model(seed).play(400);
    }
  }

  private static final class Model {
    private static final AddressFamily[] FAMILIES = {
      IPV4_VPN, L2VPN_EVPN, IPV4_FLOWSPEC, RT_CONSTRAIN, IPV4_LABELED_UNICAST
    };
    private static final int PEERS = 5;

    private final int seed;
    private final Random random;
    private final Speaker us = new Speaker();
    private final OpaquePeer[] peers = new OpaquePeer[PEERS + 1];

    /// By family and key, in text, then by neighbour.
    private final Map<String, Map<Integer, Said>> said = new TreeMap<>();

    private final Map<String, AddressFamily> familyOf = new HashMap<>();

    Model(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void play(int steps) {
      for (int number = 1; number <= PEERS; number++) {
        up(number);
      }
      for (int step = 0; step < steps; step++) {
        int number = 1 + random.nextInt(PEERS);
        switch (random.nextInt(20)) {
          case 0 -> {
            peers[number].session.down();
            said.values().forEach(paths -> paths.remove(number));
            us.run(random.nextInt(3));
            up(number);
          }
          case 1 ->
              peers[number].session.refresh(
                  new RouteRefresh(
                      FAMILIES[random.nextInt(FAMILIES.length)], RouteRefresh.Subtype.REQUEST));
          case 2, 3, 4, 5, 6 -> say(number, false);
          default -> say(number, true);
        }
        if (random.nextInt(3) == 0) {
          us.run(random.nextInt(4));
        }
        if (step % 20 == 19) {
          us.settle();
          compare(step);
        }
      }
      for (int number = 1; number <= PEERS; number++) {
        peers[number].session.down();
      }
      us.settle();
      for (AddressFamily family : FAMILIES) {
        assertThat(us.rib.view().size(family)).isZero();
      }
    }

    /// The last one hears all paths.
    private void up(int number) {
      peers[number] = new OpaquePeer(us.rib, number, Role.CLIENT, number == PEERS, 4096);
    }

    private void say(int number, boolean announce) {
      AddressFamily family = FAMILIES[random.nextInt(FAMILIES.length)];
      byte[] nlri = nlri(family);
      OpaqueCursor cursor = new OpaqueCursor();
      cursor.over(nlri, 0, nlri.length, family, false);
      assertThat(cursor.next()).isTrue();
      String key = OpaquePeer.key(family, cursor);
      familyOf.put(key, family);
      Map<Integer, Said> paths = said.computeIfAbsent(key, _ -> new TreeMap<>());
      if (announce) {
        int localPref = 100 + random.nextInt(3);
        peers[number].announce(family, nlri, localPref);
        paths.put(number, new Said(number, localPref, cursor.text()));
      } else {
        peers[number].withdraw(family, nlri);
        paths.remove(number);
      }
    }

    /// One of a dozen keys, with one of three payloads.
    private byte[] nlri(AddressFamily family) {
      String key = "%02x".formatted(random.nextInt(12));
      String label = "0001" + random.nextInt(3) + "1";
      return HexFormat.of()
          .parseHex(
              switch (family) {
                case IPV4_VPN -> "70" + label + "0000fc0000000064" + "0a01" + key;
                case IPV4_LABELED_UNICAST -> "30" + label + "0a02" + key;
                case L2VPN_EVPN ->
                    "0221"
                        + "0000fc0000000064"
                        + "00".repeat(13)
                        + key
                        + "3002000000000100"
                        + label;
                case IPV4_FLOWSPEC -> "0501180a03" + key;
                default -> "600000fc000002fc00000000" + key;
              });
    }

    private void compare(int step) {
      for (int number = 1; number <= PEERS; number++) {
        int reader = number;
        Map<String, List<String>> expected = new TreeMap<>();
        said.forEach((key, paths) -> {
          List<String> told = told(Objects.requireNonNull(familyOf.get(key)), paths, reader);
          if (!told.isEmpty()) {
            expected.put(key, told);
          }
        });
        Map<String, List<String>> heard = new TreeMap<>();
        peers[number].heard.forEach(
            (key, paths) -> heard.put(key, List.copyOf(new TreeSet<>(paths.values()))));
        assertThat(heard).as("seed %d, step %d, peer %d", seed, step, number).isEqualTo(expected);
      }
    }

    private static List<String> told(AddressFamily family, Map<Integer, Said> paths, int reader) {
      List<Said> best = new ArrayList<>(paths.values());
      best.sort(
          Comparator.comparingInt((Said path) -> -path.localPref()).thenComparingInt(Said::from));
      if (reader == PEERS) {
        return best.stream()
            .filter(path -> path.from() != reader)
            .map(path -> path.told(family))
            .sorted()
            .distinct()
            .toList();
      }
      if (family == RT_CONSTRAIN) {
        best.removeIf(path -> path.from() == reader);
      }
      return best.isEmpty() || best.getFirst().from() == reader
          ? List.of()
          : List.of(best.getFirst().told(family));
    }
  }
}
