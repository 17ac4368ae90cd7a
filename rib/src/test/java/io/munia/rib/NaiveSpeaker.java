package io.munia.rib;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.ModelPolicies.Given;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.route.Multipath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What a speaker would do that computes everything anew, on values, from what neighbours said
/// last.
@SuppressWarnings("NullAway") // maps are asked for what was put into them
final class NaiveSpeaker {
  final List<Peer> peers = new ArrayList<>();
  private final Map<Peer, Map<Prefix, Map<Integer, Offer>>> said = new HashMap<>();
  private final Map<Peer, Role> roles = new HashMap<>();
  private final Map<Peer, Given> in = new HashMap<>();
  private final Map<Peer, Given> out = new HashMap<>();
  private final ModelNextHops nextHops;
  private static final Comparator<Offer> LAST =
      Comparator.comparing((Offer it) -> it.from().address).thenComparingInt(Offer::id);

  /// One path as it was said.
  record Offer(Peer from, int id, PathAttributes attributes, IpAddress nextHop) {}

  NaiveSpeaker(ModelNextHops nextHops) {
    this.nextHops = nextHops;
  }

  void up(Peer peer, Role role, Given in, Given out) {
    peers.add(peer);
    said.put(peer, new TreeMap<>());
    roles.put(peer, role);
    this.in.put(peer, in);
    this.out.put(peer, out);
  }

  void down(Peer peer) {
    peers.remove(peer);
  }

  void in(Peer peer, Given policy) {
    in.put(peer, policy);
  }

  void out(Peer peer, Given policy) {
    out.put(peer, policy);
  }

  PeerProfile.Policies policies(Peer peer) {
    return new PeerProfile.Policies(in.get(peer).policy(), out.get(peer).policy());
  }

  Role role(Peer peer) {
    return roles.get(peer);
  }

  void announced(Prefix prefix, Offer offer) {
    said.get(offer.from()).computeIfAbsent(prefix, _ -> new TreeMap<>()).put(offer.id(), offer);
  }

  void withdrawn(Peer peer, Prefix prefix, int id) {
    Map<Integer, Offer> paths = said.get(peer).get(prefix);
    if (paths != null) {
      paths.remove(id);
      if (paths.isEmpty()) {
        said.get(peer).remove(prefix);
      }
    }
  }

  int pathsIn(Peer peer) {
    return said.get(peer).values().stream().mapToInt(Map::size).sum();
  }

  Collection<Prefix> prefixes() {
    return peers.stream().flatMap(peer -> said.get(peer).keySet().stream()).distinct().toList();
  }

  Optional<Offer> best(Prefix prefix) {
    return best(prefix, eligible(prefix));
  }

  /// Where packets go, in order.
  List<IpAddress> hops(Prefix prefix, Multipath how) {
    List<Offer> equal = eligible(prefix);
    Optional<Offer> best = best(prefix, equal);
    if (best.isEmpty()) {
      return List.of();
    }
    int most = role(best.get().from()) == Role.EBGP ? how.ebgp() : how.ibgp();
    untilCost(prefix, equal);
    if (!how.asPathRelax()) {
      equal.removeIf(
          it -> !attributes(prefix, it).asPath().equals(attributes(prefix, best.get()).asPath()));
    }
    return equal.stream().sorted(LAST).map(Offer::nextHop).distinct().limit(most).sorted().toList();
  }

  /// What a neighbour believes of a prefix when all is quiet, in words, in order of the words.
  List<String> told(Peer peer, Prefix prefix) {
    return chosen(peer, prefix).stream()
        .filter(offer -> offer.from() != peer)
        .map(offer -> told(peer, offer, let(peer, prefix, offer)))
        .sorted()
        .toList();
  }

  private List<Offer> chosen(Peer peer, Prefix prefix) {
    PathsSent sent = peer.paths.sent();
    List<Offer> all = eligible(prefix);
    List<Offer> let =
        new ArrayList<>(all.stream().filter(it -> let(peer, prefix, it) != null).toList());
    if (peer.paths.idsOut()) {
      return switch (sent.addPath()) {
        case PathsSent.AddPath.All() -> let;
        case PathsSent.AddPath.Best(int most) -> inOrder(prefix, let, most, false);
        case PathsSent.AddPath.PerAs() -> inOrder(prefix, let, 1000, true);
      };
    }
    if (role(peer) == Role.EBGP && sent.routeServerClient()) {
      Optional<Offer> best = best(prefix, let);
      if (best.isPresent() && best.get().from() == peer) {
        let.removeIf(it -> it.from() == peer);
        best = best(prefix, let);
      }
      return best.stream().toList();
    }
    Optional<Offer> best = best(prefix, all);
    if (best.isPresent()
        && role(best.get().from()) == Role.IBGP
        && role(peer) == Role.IBGP
        && sent.bestExternal()) {
      all.removeIf(it -> role(it.from()) == Role.IBGP);
      best = best(prefix, all);
    }
    return best.filter(it -> let(peer, prefix, it) != null).stream().toList();
  }

  private List<Offer> inOrder(Prefix prefix, List<Offer> of, int most, boolean perAs) {
    List<Offer> left = new ArrayList<>(of);
    List<Offer> taken = new ArrayList<>();
    while (!left.isEmpty() && taken.size() < most) {
      Offer best = best(prefix, left).orElseThrow();
      taken.add(best);
      left.removeIf(it ->
          it.equals(best) || perAs && neighbourAs(prefix, it).equals(neighbourAs(prefix, best)));
    }
    return taken;
  }

  /// As it would be sent; null where the neighbour may not be sent it.
  private @Nullable PathAttributes let(Peer peer, Prefix prefix, Offer offer) {
    return role(offer.from()) == Role.IBGP && role(peer) == Role.IBGP
        ? null
        : out.get(peer).apply(prefix, offer.from().name, attributes(prefix, offer));
  }

  private String told(Peer peer, Offer offer, PathAttributes let) {
    boolean external = role(peer) == Role.EBGP;
    boolean internalSource = role(offer.from()) != Role.EBGP;
    boolean through = external && peer.paths.sent().routeServerClient() && !internalSource;
    IpVersion version = offer.nextHop().version();
    IpAddress own = version == IpVersion.V4 ? Speaker.LOCAL_V4 : Speaker.LOCAL_V6;
    return (external && !through ? own : offer.nextHop())
        + " "
        + (external && !through ? Speaker.AS + " " : "")
        + let.asPath()
        + " "
        + (external && !through ? null : let.med())
        + " "
        + (external ? null : let.localPref() == null ? Long.valueOf(100) : let.localPref())
        + " "
        + let.communities()
        + " "
        + (!external && internalSource
            ? offer.from().here().remoteId() + " " + List.of(Speaker.ID)
            : "null []");
  }

  static String text(Heard.Announced heard) {
    PathAttributes it = heard.attributes();
    return heard.nextHop()
        + " "
        + it.asPath()
        + " "
        + it.med()
        + " "
        + it.localPref()
        + " "
        + it.communities()
        + " "
        + it.originatorId()
        + " "
        + it.clusterList();
  }

  private List<Offer> eligible(Prefix prefix) {
    return new ArrayList<>(
        peers.stream()
            .flatMap(peer -> said.get(peer).getOrDefault(prefix, Map.of()).values().stream())
            .filter(it -> attributes(prefix, it) != null)
            .filter(it -> nextHops.reachable(it.nextHop()))
            .toList());
  }

  /// The whole decision by elimination, in the words of the RFC.
  private Optional<Offer> best(Prefix prefix, List<Offer> of) {
    List<Offer> left = new ArrayList<>(of);
    untilCost(prefix, left);
    return left.stream().min(LAST);
  }

  /// All steps up to the cost to the next hop.
  private void untilCost(Prefix prefix, List<Offer> left) {
    keepLowest(left, it -> -in.get(it.from()).weight(it.attributes()));
    keepLowest(left, it -> -localPref(attributes(prefix, it)));
    keepLowest(left, it -> attributes(prefix, it).asPath().length());
    List<Offer> all = List.copyOf(left);
    left.removeIf(it ->
        all.stream()
            .anyMatch(other ->
                neighbourAs(prefix, other).equals(neighbourAs(prefix, it))
                    && med(prefix, other) < med(prefix, it)));
    keepLowest(left, it -> role(it.from()) == Role.EBGP ? 0 : 1);
    keepLowest(left, it -> nextHops.cost(it.nextHop()));
  }

  private Optional<Asn> neighbourAs(Prefix prefix, Offer offer) {
    return attributes(prefix, offer).asPath().first();
  }

  /// As import policy left them; null where it rejected the path.
  private @Nullable PathAttributes attributes(Prefix prefix, Offer offer) {
    return in.get(offer.from()).apply(prefix, offer.from().name, offer.attributes());
  }

  private static long localPref(PathAttributes attributes) {
    Long value = attributes.localPref();
    return value == null ? 100 : value;
  }

  private long med(Prefix prefix, Offer offer) {
    Long med = attributes(prefix, offer).med();
    return med == null ? 0 : med;
  }

  private static void keepLowest(List<Offer> left, ToLongFunction<Offer> rank) {
    long lowest = left.stream().mapToLong(rank).min().orElse(0);
    left.removeIf(it -> rank.applyAsLong(it) != lowest);
  }
}
