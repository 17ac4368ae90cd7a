package io.munia.rib;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.rib.ModelPolicies.Given;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.route.Multipath;
import io.munia.rib.route.PathOrigin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Map<Peer, Map<AddressFamily, Set<String>>> named = new HashMap<>();

  /// Of the reflector; each neighbour's own counts, too.
  Set<RouterId> clusters = Set.of();

  List<Aggregate> aggregates = List.of();
  private List<Aggregate> active = List.of();

  private static final Comparator<Offer> LAST =
      Comparator.comparingLong((Offer it) -> Integer.toUnsignedLong(originator(it).bits()))
          .thenComparingInt(it -> it.attributes().clusterList().size())
          .thenComparing(it -> it.from().address)
          .thenComparingInt(Offer::id);

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
    named.remove(peer);
  }

  /// It is lost, and is kept until [#back]; what it has not told again since it was lost before
  /// goes.
  void lost(Peer peer) {
    for (AddressFamily family : AddressFamily.values()) {
      endsRefresh(peer, family);
    }
  }

  /// It is the one that was lost, and names what it tells again.
  void back(Peer lost, Peer now, Given in, Given out) {
    Role role = role(lost);
    Map<Prefix, Map<Integer, Offer>> before = said.get(lost);
    down(lost);
    up(now, role, in, out);
    before.forEach((prefix, paths) ->
        paths.forEach((id, offer) ->
            said.get(now)
                .computeIfAbsent(prefix, _ -> new TreeMap<>())
                .put(id, new Offer(now, id, offer.attributes(), offer.nextHop()))));
    for (AddressFamily family : AddressFamily.values()) {
      beginsRefresh(now, family);
    }
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
    Peer peer = offer.from();
    AddressFamily family = prefix.unicastFamily();
    PrefixLimit limit = peer.extras.limits().in().get(family);
    if (limit != null
        && said.get(peer).getOrDefault(prefix, Map.of()).get(offer.id()) == null
        && pathsIn(peer, family) >= limit.max()) {
      return;
    }
    Set<String> again = named.getOrDefault(peer, Map.of()).get(family);
    if (again != null) {
      again.add(prefix + " " + offer.id());
    }
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

  private int pathsIn(Peer peer, AddressFamily family) {
    int count = 0;
    for (Map.Entry<Prefix, Map<Integer, Offer>> each : said.get(peer).entrySet()) {
      count += each.getKey().unicastFamily() == family ? each.getValue().size() : 0;
    }
    return count;
  }

  /// From now on it names what it tells again; returns whether it did not before.
  boolean beginsRefresh(Peer peer, AddressFamily family) {
    return named
            .computeIfAbsent(peer, _ -> new EnumMap<>(AddressFamily.class))
            .putIfAbsent(family, new HashSet<>())
        == null;
  }

  /// What it did not name goes.
  boolean endsRefresh(Peer peer, AddressFamily family) {
    Map<AddressFamily, Set<String>> under = named.get(peer);
    Set<String> again = under == null ? null : under.remove(family);
    if (again == null) {
      return false;
    }
    Map<Prefix, Map<Integer, Offer>> all = said.get(peer);
    all.forEach((prefix, paths) -> {
      if (prefix.unicastFamily() == family) {
        paths.keySet().removeIf(id -> !again.contains(prefix + " " + id));
      }
    });
    all.values().removeIf(Map::isEmpty);
    return true;
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

  /// To be called where something may have changed, before [#active] and [#told].
  void look() {
    active = List.of();
    List<Aggregate> enough = new ArrayList<>();
    for (Aggregate each : aggregates) {
      long inside =
          prefixes().stream()
              .filter(prefix ->
                  best(prefix)
                      .filter(it ->
                          each.takes(
                              origin(it),
                              prefix.address().high(),
                              prefix.address().low(),
                              prefix.length()))
                      .isPresent())
              .count();
      if (inside >= each.contributorsMin()) {
        enough.add(each);
      }
    }
    active = enough;
  }

  /// Aggregates that are announced.
  List<Aggregate> active() {
    return active;
  }

  private PathOrigin origin(Offer offer) {
    return role(offer.from()) == Role.EBGP ? PathOrigin.EBGP : PathOrigin.IBGP;
  }

  private boolean hidden(Peer peer, Prefix prefix) {
    Optional<Offer> best = active.isEmpty() ? Optional.empty() : best(prefix);
    return best.isPresent()
        && active.stream()
            .filter(each -> each.towards() == Aggregate.Towards.ALL || role(peer) == Role.EBGP)
            .anyMatch(each ->
                each.hides(
                    origin(best.get()),
                    prefix.address().high(),
                    prefix.address().low(),
                    prefix.length()));
  }

  /// What a neighbour believes of an aggregate that is announced; empty where it is not let out.
  Optional<String> told(Peer peer, Aggregate aggregate) {
    PathAttributes own =
        Speaker.attributes(
            "", null, aggregate.communities().stream().mapToInt(Integer::intValue).toArray());
    PathAttributes let = out.get(peer).apply(aggregate.prefix(), "aggregate", own);
    if (let == null) {
      return Optional.empty();
    }
    boolean external = role(peer) == Role.EBGP;
    boolean v4 = aggregate.prefix().version() == IpVersion.V4;
    return Optional.of(
        (v4 ? Speaker.LOCAL_V4 : Speaker.LOCAL_V6)
            + " "
            + path(peer, let.asPath(), false)
            + " null "
            + (external ? null : 100)
            + " "
            + let.communities()
            + " null []");
  }

  private List<Offer> chosen(Peer peer, Prefix prefix) {
    if (hidden(peer, prefix)) {
      return List.of();
    }
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
    boolean tellsItself =
        role(offer.from()) == Role.CLIENT
            && role(peer) == Role.CLIENT
            && !peer.extras.clientToClient()
            && peer.extras.cluster().equals(offer.from().extras.cluster());
    return tellsItself || role(offer.from()) == Role.IBGP && role(peer) == Role.IBGP
        ? null
        : out.get(peer).apply(prefix, offer.from().name, attributes(prefix, offer));
  }

  private String told(Peer peer, Offer offer, PathAttributes let) {
    boolean external = role(peer) == Role.EBGP;
    boolean through =
        external && peer.paths.sent().routeServerClient() && role(offer.from()) == Role.EBGP;
    boolean reflected = internal(peer) && internal(offer.from());
    IpVersion version = offer.nextHop().version();
    IpAddress own = version == IpVersion.V4 ? Speaker.LOCAL_V4 : Speaker.LOCAL_V6;
    List<RouterId> clusterList = new ArrayList<>();
    if (reflected) {
      clusterList.add(peer.extras.cluster());
      clusterList.addAll(let.clusterList());
    }
    return (external && !through ? own : offer.nextHop())
        + " "
        + path(peer, let.asPath(), through)
        + " "
        + (external && !through ? null : let.med())
        + " "
        + (external ? null : let.localPref() == null ? Long.valueOf(100) : let.localPref())
        + " "
        + let.communities()
        + " "
        + (reflected ? originator(offer) : null)
        + " "
        + clusterList;
  }

  private boolean internal(Peer peer) {
    return role(peer) == Role.IBGP || role(peer) == Role.CLIENT;
  }

  private static RouterId originator(Offer offer) {
    RouterId given = offer.attributes().originatorId();
    return given != null ? given : offer.from().here().remoteId();
  }

  private AsPath path(Peer peer, AsPath path, boolean through) {
    return switch (role(peer)) {
      case IBGP, CLIENT -> path;
      case EBGP -> {
        AsPath outside =
            new AsPath(path.segments().stream().filter(it -> !confederation(it)).toList());
        yield through ? outside : outside.prepended(Speaker.AS, 1);
      }
      case CONFEDERATION -> {
        List<AsPath.Segment> segments = new ArrayList<>(path.segments());
        List<Asn> first = new ArrayList<>(List.of(Speaker.AS));
        if (!segments.isEmpty() && confederation(segments.getFirst())) {
          first.addAll(segments.removeFirst().numbers());
        }
        segments.addFirst(new AsPath.Segment(AsPath.Kind.CONFED_SEQUENCE, first));
        yield new AsPath(segments);
      }
    };
  }

  private static boolean confederation(AsPath.Segment segment) {
    return segment.kind() == AsPath.Kind.CONFED_SEQUENCE
        || segment.kind() == AsPath.Kind.CONFED_SET;
  }

  private boolean looped(Offer offer) {
    Asn confederation = offer.from().extras.confederation();
    for (AsPath.Segment segment : offer.attributes().asPath().segments()) {
      Asn ours = confederation == null || confederation(segment) ? Speaker.AS : confederation;
      if (segment.numbers().contains(ours)) {
        return true;
      }
    }
    List<RouterId> through = offer.attributes().clusterList();
    return Speaker.ID.equals(offer.attributes().originatorId())
        || through.contains(offer.from().extras.cluster())
        || clusters.stream().anyMatch(through::contains);
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
            .filter(it -> attributes(prefix, it) != null && !looped(it))
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
    List<AsPath.Segment> segments = attributes(prefix, offer).asPath().segments();
    return new AsPath(segments.stream().filter(it -> !confederation(it)).toList()).first();
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
