package io.munia.rib.policy;

import io.munia.bgp.attribute.Origin;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.Policy.Quantifier;
import io.munia.rib.policy.Policy.Range;
import io.munia.rib.policy.Policy.Rule;
import io.munia.rib.route.PathOrigin;
import io.munia.rib.table.AttributePool;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// The matches of a rule, each made into one closure over the route that is asked about: all must
/// hold. The same closures decide and explain.
final class Tests {
  private static final Origin[] ORIGINS = Origin.values();

  private final List<Match> matches;
  private final Test[] tests;
  private final boolean perPrefix;
  private final boolean perAttributes;

  private interface Test {
    boolean holds(Subject subject);
  }

  /// @param nested what counts for the policies that are asked
  Tests(List<Match> matches, Function<Policy, PolicyHits> nested) {
    this.matches = matches;
    this.tests = matches.stream().map(match -> test(match, nested)).toArray(Test[]::new);
    this.perPrefix = matches.stream().anyMatch(Tests::looksAtPrefix);
    this.perAttributes = matches.stream().anyMatch(Tests::looksAtAttributes);
  }

  /// Whether prefixes with the same attributes and source may fare differently.
  boolean perPrefix() {
    return perPrefix;
  }

  /// Whether attributes are looked at.
  boolean perAttributes() {
    return perAttributes;
  }

  boolean hold(Subject subject) {
    for (Test test : tests) {
      if (!test.holds(subject)) {
        return false;
      }
    }
    return true;
  }

  PolicyTrace.Asked ask(Subject subject, int number, Rule rule) {
    for (int i = 0; i < tests.length; i++) {
      if (!tests[i].holds(subject)) {
        Match failed = matches.get(i);
        return new PolicyTrace.Asked(number, rule.then(), failed, Found.by(failed, subject));
      }
    }
    return new PolicyTrace.Asked(number, rule.then(), null, "");
  }

  private static Test test(Match match, Function<Policy, PolicyHits> nested) {
    return switch (match) {
      case Match.PrefixIn(PrefixSet set) ->
          s -> s.family.isUnicast() && set.holds(s.family.version(), s.high, s.low, s.length);
      case Match.FamilyIs(var family) -> s -> s.family == family;
      case Match.OriginIn(Set<PathOrigin> origins) -> {
        Set<PathOrigin> set = EnumSet.noneOf(PathOrigin.class);
        set.addAll(origins);
        yield s -> set.contains(s.origin);
      }
      case Match.FromPeer(String name) ->
          s -> name.equals(s.peer) || !s.group.isEmpty() && name.equals(s.group);
      case Match.AsPathHas(AsSet set) -> s -> has(s, set);
      case Match.NeighbourAsIn(AsSet set) -> s -> is(s.scan.neighbourAs(), set);
      case Match.OriginAsIn(AsSet set) -> s -> is(s.scan.originAs(), set);
      case Match.AsPathMatches(AsPathSet set) -> {
        AsPathMatcher[] matchers =
            set.patterns().stream().map(AsPathMatcher::new).toArray(AsPathMatcher[]::new);
        yield s -> matches(s, matchers);
      }
      case Match.AsPathLength(Range range) -> s -> range.holds(s.scan.asPathLength());
      case Match.Carries(CommunitySet set, Quantifier quantifier) ->
          s -> set.carriedBy(s.scan, quantifier);
      case Match.NextHopIn(PrefixSet set) ->
          s -> !s.nextHop.isUnspecified() && set.covers(s.nextHop);
      case Match.LocalPrefIs(Range range) -> s -> range.holds(localPref(s));
      case Match.MedIs(Range range) -> s -> range.holds(Integer.toUnsignedLong(s.scan.med()));
      case Match.BgpOriginIn(Set<Origin> origins) ->
          s -> s.scan.origin() < ORIGINS.length && origins.contains(ORIGINS[s.scan.origin()]);
      case Match.RpkiIs(var states) -> s -> states.contains(s.rpki());
      case Match.AcceptedBy(Policy policy) -> nested.apply(policy)::accepts;
      case Match.Not(List<Match> inner) -> {
        Tests all = new Tests(inner, nested);
        yield s -> !all.hold(s);
      }
    };
  }

  private static boolean has(Subject subject, AsSet set) {
    int[] path = subject.path();
    int count = subject.pathLength();
    for (int i = 0; i < count; i++) {
      if (set.holds(path[i])) {
        return true;
      }
    }
    return false;
  }

  /// 0 stands for none.
  private static boolean is(int as, AsSet set) {
    return as != 0 && set.holds(as);
  }

  private static boolean matches(Subject subject, AsPathMatcher[] matchers) {
    int[] path = subject.path();
    for (AsPathMatcher matcher : matchers) {
      if (matcher.matches(path, subject.pathLength())) {
        return true;
      }
    }
    return false;
  }

  static long localPref(Subject subject) {
    return subject.scan.hasLocalPref()
        ? Integer.toUnsignedLong(subject.scan.localPref())
        : AttributePool.LOCAL_PREF_DEFAULT;
  }

  private static boolean looksAtPrefix(Match match) {
    return switch (match) {
      case Match.PrefixIn _, Match.RpkiIs _ -> true;
      case Match.AcceptedBy(Policy policy) ->
          policy.rules().stream().flatMap(r -> r.matches().stream()).anyMatch(Tests::looksAtPrefix);
      case Match.Not(List<Match> inner) -> inner.stream().anyMatch(Tests::looksAtPrefix);
      case Match.FamilyIs _,
          Match.OriginIn _,
          Match.FromPeer _,
          Match.AsPathHas _,
          Match.NeighbourAsIn _,
          Match.OriginAsIn _,
          Match.AsPathMatches _,
          Match.AsPathLength _,
          Match.Carries _,
          Match.NextHopIn _,
          Match.LocalPrefIs _,
          Match.MedIs _,
          Match.BgpOriginIn _ ->
          false;
    };
  }

  private static boolean looksAtAttributes(Match match) {
    return switch (match) {
      case Match.PrefixIn _, Match.FamilyIs _, Match.OriginIn _, Match.FromPeer _ -> false;
      case Match.AcceptedBy(Policy policy) ->
          policy.rules().stream()
              .flatMap(r -> r.matches().stream())
              .anyMatch(Tests::looksAtAttributes);
      case Match.Not(List<Match> inner) -> inner.stream().anyMatch(Tests::looksAtAttributes);
      case Match.AsPathHas _,
          Match.NeighbourAsIn _,
          Match.OriginAsIn _,
          Match.AsPathMatches _,
          Match.AsPathLength _,
          Match.Carries _,
          Match.NextHopIn _,
          Match.LocalPrefIs _,
          Match.MedIs _,
          Match.BgpOriginIn _,
          Match.RpkiIs _ ->
          true;
    };
  }

  /// The prefix of a subject, for people.
  static Prefix prefix(Subject subject) {
    return new Prefix(
        new IpAddress(subject.family.version(), subject.high, subject.low), subject.length);
  }
}
