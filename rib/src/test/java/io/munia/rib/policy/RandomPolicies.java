package io.munia.rib.policy;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.attribute.PathAttributes.LargeCommunity;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.policy.Policy.Quantifier;
import io.munia.rib.policy.Policy.Range;
import io.munia.rib.policy.Policy.RpkiState;
import io.munia.rib.policy.Policy.Rule;
import io.munia.rib.route.PathOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/// Policies and routes in a world so small that they meet.
final class RandomPolicies {
  private final Random random;

  RandomPolicies(Random random) {
    this.random = random;
  }

  /// A route as a policy sees it.
  record Asked(
      Prefix prefix,
      PathAttributes attributes,
      IpAddress nextHop,
      PathOrigin origin,
      String peer,
      String group) {}

  Policy policy(int depth) {
    return new Policy(
        "p" + random.nextInt(100),
        some(5, () -> rule(depth)),
        random.nextBoolean() ? Action.ACCEPT : Action.REJECT);
  }

  Asked route() {
    Prefix prefix = prefix();
    boolean local = random.nextInt(4) == 0;
    return new Asked(
        prefix,
        attributes(),
        local ? IpAddress.v4(0) : prefix().address(),
        one(PathOrigin.values()),
        "p" + random.nextInt(3),
        random.nextBoolean() ? "" : "g" + random.nextInt(2));
  }

  private Rule rule(int depth) {
    return new Rule(some(3, () -> match(depth)), some(4, this::change), one(Action.values()));
  }

  private Match match(int depth) {
    return switch (random.nextInt(depth > 0 ? 18 : 15)) {
      case 0, 1 -> new Match.PrefixIn(prefixes());
      case 2 -> new Match.FamilyIs(one(AddressFamily.values()));
      case 3 -> new Match.OriginIn(Set.of(one(PathOrigin.values())));
      case 4 -> new Match.FromPeer((random.nextBoolean() ? "p" : "g") + random.nextInt(3));
      case 5 -> new Match.AsPathHas(numbers());
      case 6 -> new Match.NeighbourAsIn(numbers());
      case 7 -> new Match.OriginAsIn(numbers());
      case 8 ->
          new Match.AsPathMatches(
              new AsPathSet(
                  "",
                  List.of(
                      AsPathPattern.parse("^1 .* " + (1 + random.nextInt(4)) + "$"),
                      AsPathPattern.parse("3 4"))));
      case 9 -> new Match.AsPathLength(range(5));
      case 10 ->
          new Match.Carries(
              new CommunitySet("", some(3, this::pattern)),
              random.nextBoolean() ? Quantifier.ANY : Quantifier.ALL);
      case 11 -> new Match.NextHopIn(new PrefixSet("", prefixes()));
      case 12 ->
          random.nextBoolean() ? new Match.MedIs(range(3)) : new Match.LocalPrefIs(range(200));
      case 13 -> new Match.BgpOriginIn(Set.of(one(Origin.values())));
      case 14 -> new Match.RpkiIs(Set.of(one(RpkiState.values())));
      case 15 -> new Match.AcceptedBy(policy(depth - 1));
      default -> new Match.Not(some(3, () -> match(depth - 1)));
    };
  }

  private Change change() {
    return switch (random.nextInt(12)) {
      case 0 -> new Change.SetLocalPref(random.nextInt(200));
      case 1 -> new Change.SetMed(random.nextInt(4));
      case 2 -> new Change.AddMed(random.nextBoolean() ? 2 : 0xffff_ffffL);
      case 3 -> new Change.SubtractMed(2);
      case 4, 5 -> new Change.AddCommunities(some(3, this::exact));
      case 6 -> new Change.RemoveCommunities(new CommunitySet("", some(3, this::pattern)));
      case 7 -> new Change.SetCommunities(some(3, this::exact));
      case 8 -> new Change.Prepend(1 + random.nextInt(3));
      case 9 -> new Change.PrependAs(List.of(new Asn(7), new Asn(8)));
      case 10 -> new Change.SetWeight(random.nextInt(3));
      default ->
          switch (random.nextInt(3)) {
            case 0 -> new Change.NextHopSelf();
            case 1 -> new Change.NextHopKeep();
            default -> new Change.NextHopAddress(prefix().address());
          };
    };
  }

  private CommunityPattern exact() {
    return switch (random.nextInt(3)) {
      case 0 -> CommunityPattern.standard(community());
      case 1 -> CommunityPattern.extended(extended(), -1);
      default -> CommunityPattern.large(large());
    };
  }

  private CommunityPattern pattern() {
    return switch (random.nextInt(6)) {
      case 0 -> CommunityPattern.standard(community(), 0xffff_0000);
      case 1 -> CommunityPattern.extended(extended(), 0xffff_ffff_0000_0000L);
      case 2 ->
          CommunityPattern.large(
              large(), random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
      default -> exact();
    };
  }

  private PathAttributes attributes() {
    List<AsPath.Segment> segments =
        some(
            3,
            () ->
                new AsPath.Segment(
                    one(AsPath.Kind.values()),
                    random.ints(1 + random.nextInt(3), 1, 5).mapToObj(Asn::new).toList()));
    return new PathAttributes(
        random.nextInt(9) == 0 ? null : one(Origin.values()),
        random.nextInt(9) == 0 ? null : new AsPath(segments),
        random.nextBoolean() ? null : Long.valueOf(random.nextInt(4)),
        random.nextBoolean() ? null : Long.valueOf(random.nextInt(200)),
        false,
        null,
        some(4, this::community),
        some(3, this::extended),
        some(3, this::large),
        null,
        List.of(),
        List.of());
  }

  private int community() {
    return random.nextInt(2) << 16 | random.nextInt(3);
  }

  private long extended() {
    return 0x0002_0000_0000_0000L | (long) random.nextInt(2) << 32 | random.nextInt(2);
  }

  private LargeCommunity large() {
    return new LargeCommunity(random.nextInt(2), random.nextInt(2), random.nextInt(2));
  }

  private AsSet numbers() {
    return new AsSet("", some(3, () -> range(5)));
  }

  private Range range(int below) {
    int from = random.nextInt(below);
    return new Range(from, from + random.nextInt(below));
  }

  private List<PrefixRange> prefixes() {
    return some(
        4,
        () -> {
          Prefix prefix = prefix();
          return new PrefixRange(prefix, prefix.length(), prefix.length() + random.nextInt(8));
        });
  }

  private Prefix prefix() {
    int length = 4 + random.nextInt(8);
    return random.nextBoolean()
        ? new Prefix(IpAddress.v4(random.nextInt(1, 4) << 28 | 1 << 24), length)
        : new Prefix(IpAddress.v6((long) random.nextInt(1, 4) << 60, 0), length);
  }

  private <T> T one(T[] of) {
    return of[random.nextInt(of.length)];
  }

  private <T> List<T> some(int below, Supplier<T> each) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(below); i > 0; i--) {
      list.add(each.get());
    }
    return list;
  }
}
