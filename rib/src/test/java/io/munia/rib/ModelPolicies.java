package io.munia.rib;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.Prefix;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.policy.Policy.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Policies, and what each does in plain words of Java.
final class ModelPolicies {
  static final int COMMUNITY = 65000 << 16 | 1;
  private static final int TAG = 65000 << 16 | 2;
  private static final long PREFERRED = 200;
  private static final int WEIGHT = 7;
  private static final List<PrefixRange> HALF =
      List.of(
          new PrefixRange(Prefix.parse("192.0.0.0/19"), 19, 32),
          new PrefixRange(Prefix.parse("2001:db8::/43"), 43, 128));

  static final List<Given> IN =
      List.of(
          new Given(Policy.ACCEPT_ALL, (_, _, attributes) -> attributes),
          new Given(
              policy("not-half", new Rule(half(), List.of(), Action.REJECT)),
              (prefix, _, attributes) -> inHalf(prefix) ? null : attributes),
          new Given(
              policy(
                  "prefer",
                  new Rule(
                      List.of(Match.Carries.community(COMMUNITY)),
                      List.of(new Change.SetLocalPref(PREFERRED)),
                      Action.ACCEPT)),
              (_, _, it) -> it.communities().contains(COMMUNITY) ? preferred(it) : it),
          new Given(
              policy(
                  "prefer-half",
                  new Rule(half(), List.of(new Change.SetLocalPref(PREFERRED)), Action.ACCEPT)),
              (prefix, _, it) -> inHalf(prefix) ? preferred(it) : it),
          new Given(
              policy(
                  "heavy",
                  new Rule(
                      List.of(Match.Carries.community(COMMUNITY)),
                      List.of(new Change.SetWeight(WEIGHT)),
                      Action.ACCEPT)),
              (_, _, it) -> it,
              WEIGHT),
          new Given(
              policy(
                  "prefer-half-then-not-the-rest",
                  new Rule(half(), List.of(new Change.SetLocalPref(PREFERRED)), Action.NEXT),
                  new Rule(List.of(Match.Carries.community(COMMUNITY)), List.of(), Action.REJECT)),
              (prefix, _, it) ->
                  it.communities().contains(COMMUNITY)
                      ? null
                      : inHalf(prefix) ? preferred(it) : it));

  static final List<Given> OUT =
      List.of(
          new Given(Policy.ACCEPT_ALL, (_, _, attributes) -> attributes),
          new Given(Policy.ACCEPT_ALL, (_, _, attributes) -> attributes),
          new Given(
              policy(
                  "none-of-p1",
                  new Rule(List.of(new Match.FromPeer("p1")), List.of(), Action.REJECT)),
              (_, from, attributes) -> from.equals("p1") ? null : attributes),
          new Given(
              policy(
                  "tag",
                  new Rule(
                      List.of(), List.of(Change.AddCommunities.community(TAG)), Action.ACCEPT)),
              (_, _, it) -> tagged(it)),
          new Given(
              policy(
                  "tag-half",
                  new Rule(half(), List.of(Change.AddCommunities.community(TAG)), Action.ACCEPT),
                  new Rule(List.of(Match.Carries.community(COMMUNITY)), List.of(), Action.REJECT)),
              (prefix, _, it) ->
                  inHalf(prefix) ? tagged(it) : it.communities().contains(COMMUNITY) ? null : it));

  /// A policy and the same as a function.
  ///
  /// @param weight of paths with [#COMMUNITY]
  record Given(Policy policy, Meaning meaning, int weight) {
    Given(Policy policy, Meaning meaning) {
      this(policy, meaning, 0);
    }

    int weight(PathAttributes attributes) {
      return attributes.communities().contains(COMMUNITY) ? weight : 0;
    }

    @Nullable PathAttributes apply(
        Prefix prefix, String from, @Nullable PathAttributes attributes) {
      return attributes == null ? null : meaning.apply(prefix, from, attributes);
    }
  }

  /// What becomes of a path; null where it is rejected.
  interface Meaning {
    @Nullable PathAttributes apply(Prefix prefix, String from, PathAttributes attributes);
  }

  private ModelPolicies() {}

  private static Policy policy(String name, Rule... rules) {
    return new Policy(name, List.of(rules), Action.ACCEPT);
  }

  private static List<Match> half() {
    return List.of(new Match.PrefixIn(HALF));
  }

  private static boolean inHalf(Prefix prefix) {
    return HALF.stream().anyMatch(range -> range.prefix().contains(prefix));
  }

  private static PathAttributes preferred(PathAttributes was) {
    return with(was, PREFERRED, was.communities());
  }

  private static PathAttributes tagged(PathAttributes was) {
    List<Integer> communities = new ArrayList<>(was.communities());
    communities.add(TAG);
    return with(was, was.localPref(), communities);
  }

  private static PathAttributes with(
      PathAttributes was, @Nullable Long localPref, List<Integer> communities) {
    return new PathAttributes(
        was.origin(),
        was.asPath(),
        was.med(),
        localPref,
        was.atomicAggregate(),
        was.aggregator(),
        communities,
        was.extendedCommunities(),
        was.largeCommunities(),
        was.originatorId(),
        was.clusterList(),
        was.others());
  }
}
