package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.policy.Policy;
import io.munia.rib.route.Path;
import io.munia.rib.route.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens in whatever order, when all is quiet every neighbour has been told exactly what
/// a naive speaker, computing everything anew from what neighbours said last, would tell it.
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class RibModelTest {
  private static final List<Role> ROLES = List.of(Role.EBGP, Role.IBGP, Role.CLIENT);
  private static final int PREFIXES = 60;
  private static final AddressFamily V4 = AddressFamily.IPV4_UNICAST;

  /// Rings that overflow and slices that end at once, so that everybody falls behind now and then.
  private static final Limits SMALL = new Limits(1 << 20, 700, 1 << 20, 7, 5);

  private record Said(PathAttributes attributes, IpAddress nextHop) {}

  private final Speaker us = new Speaker(NextHops.assumed(), SMALL);
  private final List<Peer> peers = new ArrayList<>();
  private final Map<Peer, Map<Prefix, Said>> said = new HashMap<>();
  private final Map<Peer, Role> roles = new HashMap<>();
  private int number;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void every_neighbour_ends_up_with_what_a_naive_speaker_would_tell_it(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 4; i++) {
      comeUp(random);
    }
    for (int step = 0; step < 600; step++) {
      act(random);
      if (step % 100 == 99) {
        quiet();
        check("seed " + seed + " step " + step);
      }
    }
  }

  private void act(Random random) {
    Peer peer = peers.get(random.nextInt(peers.size()));
    switch (random.nextInt(16)) {
      case 0 -> {
        if (peers.size() < 9) {
          comeUp(random);
        }
      }
      case 1 -> {
        if (peers.size() > 2) {
          peer.session.down();
          peers.remove(peer);
        }
      }
      case 2 -> peer.refresh(V4);
      case 3 -> peer.heard.room = random.nextInt(3);
      case 4 -> {
        peer.heard.room = -1;
        peer.session.writable();
      }
      case 5, 6, 7 -> withdraw(peer, random);
      case 8, 9, 10, 11, 12 -> announce(peer, random);
      case 13 -> us.rib.serve();
      default -> us.run(1 + random.nextInt(3));
    }
  }

  private void comeUp(Random random) {
    number++;
    Role role = ROLES.get(random.nextInt(ROLES.size()));
    Peer peer =
        us.peer(
            "p" + number,
            number,
            role,
            role == Role.EBGP ? new io.munia.net.Asn(65000 + number % 3) : Speaker.AS,
            Policy.ACCEPT_ALL,
            Policy.ACCEPT_ALL);
    peers.add(peer);
    said.put(peer, new HashMap<>());
    roles.put(peer, role);
  }

  private void announce(Peer peer, Random random) {
    String path = roles.get(peer) == Role.EBGP ? peer.as.toString() : "65001";
    path += " 65010".repeat(random.nextInt(2));
    Long med = random.nextInt(3) == 0 ? Long.valueOf(random.nextInt(3)) : null;
    PathAttributes attributes = Speaker.attributes(path, med);
    List<Prefix> prefixes = prefixes(random);
    peer.announce(prefixes, attributes);
    for (Prefix prefix : prefixes) {
      said.get(peer).put(prefix, new Said(attributes, peer.nextHop(IpVersion.V4)));
    }
  }

  private void withdraw(Peer peer, Random random) {
    List<Prefix> prefixes = prefixes(random);
    peer.withdraw(prefixes);
    prefixes.forEach(said.get(peer)::remove);
  }

  private static List<Prefix> prefixes(Random random) {
    List<Prefix> prefixes = new ArrayList<>();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      prefixes.add(Prefix.parse("192.0." + random.nextInt(PREFIXES) + ".0/24"));
    }
    return prefixes.stream().distinct().toList();
  }

  private void quiet() {
    for (Peer peer : peers) {
      peer.heard.room = -1;
      peer.session.writable();
    }
    us.settle();
  }

  private void check(String where) {
    Map<Prefix, Peer> best = new HashMap<>();
    for (int i = 0; i < PREFIXES; i++) {
      Prefix prefix = Prefix.parse("192.0." + i + ".0/24");
      Peer chosen = naive(prefix);
      if (chosen != null) {
        best.put(prefix, chosen);
      }
      assertThat(us.rib.view().route(prefix).map(Route::paths).map(List::getFirst).map(Path::peer))
          .as("%s: chosen for %s", where, prefix)
          .isEqualTo(java.util.Optional.ofNullable(chosen).map(peer -> peer.name));
    }
    for (Peer peer : peers) {
      Map<Prefix, String> expected = new TreeMap<>();
      best.forEach((prefix, from) -> {
        if (from != peer && passes(roles.get(from), roles.get(peer))) {
          Said it = said.get(from).get(prefix);
          boolean external = roles.get(peer) == Role.EBGP;
          expected.put(
              prefix,
              (external ? Speaker.LOCAL_V4 : it.nextHop())
                  + " "
                  + (external ? Speaker.AS + " " : "")
                  + it.attributes().asPath()
                  + " "
                  + (external ? null : it.attributes().med()));
        }
      });
      Map<Prefix, String> heard = new TreeMap<>();
      peer.heard.routes.forEach((prefix, it) ->
          heard.put(
              prefix, it.nextHop() + " " + it.attributes().asPath() + " " + it.attributes().med()));
      assertThat(heard).as("%s: told to %s", where, peer).isEqualTo(expected);
      assertThat(peer.session.counters().prefixesOut()).as(where).isEqualTo(expected.size());
      assertThat(peer.session.counters().pathsIn()).as(where).isEqualTo(said.get(peer).size());
      assertThat(peer.heard.references).as("%s: kept for %s", where, peer).isZero();
      assertThat(peer.heard.endOfRib).as(where).hasSize(2);
    }
    assertThat(us.rib.view().size(V4))
        .as(where)
        .isEqualTo(
            (int)
                peers.stream()
                    .flatMap(peer -> said.get(peer).keySet().stream())
                    .distinct()
                    .count());
  }

  private static boolean passes(Role from, Role to) {
    return from != Role.IBGP || to != Role.IBGP;
  }

  /// The whole decision on values, by elimination, in the words of the RFC.
  private @Nullable Peer naive(Prefix prefix) {
    List<Peer> left =
        new ArrayList<>(peers.stream().filter(it -> said.get(it).containsKey(prefix)).toList());
    keepLowest(left, peer -> said(peer, prefix).asPath().length());
    List<Peer> all = List.copyOf(left);
    left.removeIf(peer ->
        all.stream()
            .anyMatch(other ->
                said(other, prefix).asPath().first().equals(said(peer, prefix).asPath().first())
                    && med(other, prefix) < med(peer, prefix)));
    keepLowest(left, peer -> roles.get(peer) == Role.EBGP ? 0 : 1);
    return left.stream().min(Comparator.comparing(peer -> peer.address)).orElse(null);
  }

  private PathAttributes said(Peer peer, Prefix prefix) {
    return said.get(peer).get(prefix).attributes();
  }

  private long med(Peer peer, Prefix prefix) {
    Long med = said(peer, prefix).med();
    return med == null ? 0 : med;
  }

  private static void keepLowest(List<Peer> left, java.util.function.ToIntFunction<Peer> rank) {
    int lowest = left.stream().mapToInt(rank).min().orElse(0);
    left.removeIf(peer -> rank.applyAsInt(peer) != lowest);
  }
}
