package io.munia.rib.policy;

import io.munia.bgp.attribute.Origin;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.route.PathOrigin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Rules in order, the first that matches and accepts or rejects decides; where none does, the
/// default. Matches see the route as it came, whatever earlier rules change.
///
/// @param name as the configuration spells it
/// @param rules in order
/// @param otherwise what happens to a route that no rule decides about
public record Policy(String name, List<Rule> rules, Action otherwise) {
  /// How deep policies may ask others, the first one counted.
  public static final int DEPTH_MAX = 8;

  /// Most rules of one policy.
  public static final int RULES_MAX = 4096;

  public static final Policy ACCEPT_ALL = new Policy("accept-all", List.of(), Action.ACCEPT);

  /// What an eBGP session without a policy gets ([RFC
  /// 8212](https://www.rfc-editor.org/rfc/rfc8212)).
  public static final Policy REJECT_ALL = new Policy("reject-all", List.of(), Action.REJECT);

  /// Most rules of one policy and those it asks, each counted as often as it is asked.
  public static final int RULES_IN_ALL_MAX = 1 << 16;

  public Policy {
    rules = List.copyOf(rules);
    if (rules.size() > RULES_MAX || rulesIn(rules) > RULES_IN_ALL_MAX) {
      throw new IllegalArgumentException(
          "policy "
              + name
              + " has more than "
              + RULES_MAX
              + " rules, or more than "
              + RULES_IN_ALL_MAX
              + " with those of the policies it asks");
    }
    if (depth(rules) > DEPTH_MAX) {
      throw new IllegalArgumentException(
          "policy " + name + " asks others more than " + DEPTH_MAX + " deep");
    }
    if (otherwise == Action.NEXT) {
      throw new IllegalArgumentException("policy " + name + " must end: accept or reject");
    }
  }

  private static int rulesIn(List<Rule> rules) {
    int count = rules.size();
    for (Rule rule : rules) {
      for (Policy inner : asked(rule.matches())) {
        count += rulesIn(inner.rules);
        if (count > RULES_IN_ALL_MAX) {
          return count;
        }
      }
    }
    return count;
  }

  private static int depth(List<Rule> rules) {
    int inner = 0;
    for (Rule rule : rules) {
      for (Policy asked : asked(rule.matches())) {
        inner = Math.max(inner, depth(asked.rules));
      }
    }
    return 1 + inner;
  }

  /// The policies that these matches ask.
  private static List<Policy> asked(List<Match> matches) {
    List<Policy> asked = new ArrayList<>();
    for (Match match : matches) {
      if (match instanceof Match.AcceptedBy(Policy other)) {
        asked.add(other);
      } else if (match instanceof Match.Not(List<Match> inner)) {
        asked.addAll(asked(inner));
      }
    }
    return asked;
  }

  /// This one, and all policies that are asked where it is.
  public Set<Policy> withNested() {
    Set<Policy> all = new LinkedHashSet<>();
    all.add(this);
    asked().forEach(nested -> all.addAll(nested.withNested()));
    return all;
  }

  /// The policies that this one asks itself.
  public List<Policy> asked() {
    return rules.stream().flatMap(rule -> asked(rule.matches()).stream()).distinct().toList();
  }

  public enum Action {
    ACCEPT,
    REJECT,
    /// Makes the changes and asks the rules that follow.
    NEXT
  }

  /// @param matches all must hold; none means always
  /// @param changes applied in order unless the route is rejected in the end
  public record Rule(List<Match> matches, List<Change> changes, Action then) {
    public Rule {
      matches = List.copyOf(matches);
      changes = List.copyOf(changes);
    }
  }

  /// How many of a set must be there.
  public enum Quantifier {
    ANY,
    ALL
  }

  /// What route origin validation says of prefix and origin AS ([RFC
  /// 6811](https://www.rfc-editor.org/rfc/rfc6811)).
  public enum RpkiState {
    NOT_FOUND,
    VALID,
    INVALID
  }

  /// Whole numbers from `min` to `max`.
  public record Range(long min, long max) {
    public Range {
      if (min < 0 || max < min) {
        throw new IllegalArgumentException(min + "-" + max);
      }
    }

    public boolean holds(long value) {
      return value >= min && value <= max;
    }
  }

  /// One condition.
  public sealed interface Match {
    /// The prefix is in one of the ranges.
    record PrefixIn(PrefixSet set) implements Match {
      public PrefixIn(List<PrefixRange> ranges) {
        this(new PrefixSet("", ranges));
      }
    }

    /// The route is of this family.
    record FamilyIs(AddressFamily family) implements Match {}

    /// The path comes from one of these.
    record OriginIn(Set<PathOrigin> origins) implements Match {
      public OriginIn {
        origins = Set.copyOf(origins);
      }
    }

    /// The path was learned from a neighbour of this name or group.
    record FromPeer(String nameOrGroup) implements Match {}

    /// One of these stands in AS_PATH, confederation segments left out.
    record AsPathHas(AsSet set) implements Match {}

    /// The first AS of the path is one of these.
    record NeighbourAsIn(AsSet set) implements Match {}

    /// The last AS of the path is one of these; a path that ends in a set has none.
    record OriginAsIn(AsSet set) implements Match {}

    /// AS_PATH matches one of the expressions.
    record AsPathMatches(AsPathSet set) implements Match {}

    /// The length that the decision process compares.
    record AsPathLength(Range range) implements Match {}

    /// The path carries any, or all, of these communities.
    record Carries(CommunitySet set, Quantifier quantifier) implements Match {
      /// One community of 32 bits.
      public static Carries community(int community) {
        return new Carries(
            new CommunitySet("", List.of(CommunityPattern.standard(community))), Quantifier.ALL);
      }
    }

    /// The next hop as received is in one of the prefixes, whose lengths are not looked at; a route
    /// of our own has none.
    record NextHopIn(PrefixSet set) implements Match {}

    /// LOCAL_PREF, 100 where there is none.
    record LocalPrefIs(Range range) implements Match {}

    /// MED, 0 where there is none.
    record MedIs(Range range) implements Match {}

    /// ORIGIN is one of these.
    record BgpOriginIn(Set<Origin> origins) implements Match {
      public BgpOriginIn {
        origins = Set.copyOf(origins);
      }
    }

    /// NOT_FOUND as long as nobody says otherwise.
    record RpkiIs(Set<RpkiState> states) implements Match {
      public RpkiIs {
        states = Set.copyOf(states);
      }
    }

    /// That policy would accept the route; what it would change is not changed.
    record AcceptedBy(Policy policy) implements Match {}

    /// Not all of these hold.
    record Not(List<Match> matches) implements Match {
      public Not {
        matches = List.copyOf(matches);
      }
    }
  }

  /// A prefix and the lengths around it: from `10.0.0.0/8 le 24` come min 8 and max 24.
  public record PrefixRange(Prefix prefix, int lengthMin, int lengthMax) {}

  /// One change to the path.
  public sealed interface Change {
    record SetLocalPref(long value) implements Change {}

    record SetMed(long value) implements Change {}

    /// Up to the highest there is; a missing MED counts as 0.
    record AddMed(long value) implements Change {}

    /// Down to 0.
    record SubtractMed(long value) implements Change {}

    /// Put behind those that are there, each once.
    record AddCommunities(List<CommunityPattern> communities) implements Change {
      public AddCommunities {
        communities = exact(communities);
      }

      public static AddCommunities community(int community) {
        return new AddCommunities(List.of(CommunityPattern.standard(community)));
      }
    }

    record RemoveCommunities(CommunitySet set) implements Change {
      public static RemoveCommunities community(int community) {
        return new RemoveCommunities(
            new CommunitySet("", List.of(CommunityPattern.standard(community))));
      }
    }

    /// Instead of all communities of all kinds.
    record SetCommunities(List<CommunityPattern> communities) implements Change {
      public SetCommunities {
        communities = exact(communities);
      }
    }

    /// Our own address, whatever the session would do. At export alone.
    record NextHopSelf() implements Change {}

    /// The next hop as it was learned, whatever the session would do; our own address where none
    /// was. At export alone.
    record NextHopKeep() implements Change {}

    /// This address, for routes of its family.
    record NextHopAddress(IpAddress address) implements Change {}

    /// Our AS, `times` times in front, 1 to 25.
    record Prepend(int times) implements Change {}

    /// These in front, the first of them first.
    record PrependAs(List<Asn> numbers) implements Change {
      public PrependAs {
        numbers = List.copyOf(numbers);
      }
    }

    /// Preference on this router alone, before LOCAL_PREF; never sent. At import alone.
    record SetWeight(int value) implements Change {
      /// The highest.
      public static final int MAX = 65_535;

      public SetWeight {
        if (value < 0 || value > MAX) {
          throw new IllegalArgumentException("weight " + value);
        }
      }
    }

    private static List<CommunityPattern> exact(List<CommunityPattern> communities) {
      if (!communities.stream().allMatch(CommunityPattern::isExact)) {
        throw new IllegalArgumentException("a wildcard cannot be put on a route");
      }
      return List.copyOf(communities);
    }
  }
}
