package io.munia.peering.text;

import io.munia.net.IpAddress;
import io.munia.rib.policy.CommunitySet;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.Policy.Quantifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Policies out of what was given. Each is made when it is asked for first, by a neighbour or by
/// another policy.
final class PolicyAssembly {
  private static final int NOT_DEPTH_MAX = 8;
  private static final int PREPENDED_MAX = 25;

  private final Set<String> neighbours;
  private final Set<String> ranges;
  private final PolicySets sets;
  private final Problems problems;
  private final Map<String, Policy> policies = new LinkedHashMap<>();
  private final Set<String> underWay = new LinkedHashSet<>();
  private Map<String, Given> sections = Map.of();

  /// @param neighbours names of peers and groups
  /// @param ranges names of ranges, which routes do not know
  PolicyAssembly(Set<String> neighbours, Set<String> ranges, PolicySets sets, Problems problems) {
    this.neighbours = Set.copyOf(neighbours);
    this.ranges = Set.copyOf(ranges);
    this.sets = sets;
    this.problems = problems;
  }

  /// By name, those that are always there among them.
  Map<String, Policy> assemble(Map<String, Given> given) {
    sections = given;
    for (Policy policy : List.of(Policy.ACCEPT_ALL, Policy.REJECT_ALL)) {
      policies.put(policy.name(), policy);
    }
    for (Given section : sections.values()) {
      if (isBuiltIn(section.name())) {
        problems.error(
            section.path(), "'" + section.name() + "' is there already", "choose another name");
      } else {
        make(section);
      }
    }
    return policies;
  }

  private static boolean isBuiltIn(String name) {
    return name.equals(Policy.ACCEPT_ALL.name()) || name.equals(Policy.REJECT_ALL.name());
  }

  private Policy make(Given section) {
    Policy known = policies.get(section.name());
    if (known != null) {
      return known;
    }
    underWay.add(section.name());
    List<Policy.Rule> rules =
        section.get(PolicyOptions.RULES, List.of()).stream()
            .flatMap(rule -> rule(rule).stream())
            .toList();
    Policy policy = new Policy(section.name(), List.of(), Action.REJECT);
    try {
      policy = new Policy(section.name(), rules, section.get(PolicyOptions.DEFAULT, Action.REJECT));
    } catch (IllegalArgumentException e) {
      problems.error(section.path(), "is too large: " + e.getMessage(), "less would do");
    }
    underWay.remove(section.name());
    policies.put(section.name(), policy);
    return policy;
  }

  private Optional<Policy.Rule> rule(Given rule) {
    Optional<Action> then = rule.require(PolicyOptions.THEN);
    List<Change> changes = rule.get(PolicyOptions.SET).map(this::changes).orElse(List.of());
    if (!changes.isEmpty() && then.equals(Optional.of(Action.REJECT))) {
      problems.error(
          rule.at(PolicyOptions.SET), "changes a route that is rejected", "then = accept would do");
    }
    List<Match> matches =
        rule.get(PolicyOptions.MATCH).map(match -> matches(match, 0)).orElse(List.of());
    return then.map(action -> new Policy.Rule(matches, changes, action));
  }

  private List<Match> matches(Given given, int depth) {
    List<Match> matches = new ArrayList<>();
    given
        .get(PolicyOptions.MATCH_PREFIX)
        .map(list -> sets.prefixes(list, given.at(PolicyOptions.MATCH_PREFIX)))
        .map(Match.PrefixIn::new)
        .ifPresent(matches::add);
    given.get(PolicyOptions.MATCH_FAMILY).map(Match.FamilyIs::new).ifPresent(matches::add);
    given
        .get(PolicyOptions.MATCH_SOURCE)
        .map(words -> new Match.OriginIn(Sources.parse(words)))
        .ifPresent(matches::add);
    given.get(PolicyOptions.MATCH_PEER).map(name -> peer(name, given)).ifPresent(matches::add);
    path(given, matches);
    communities(given, matches);
    given
        .get(PolicyOptions.MATCH_NEXT_HOP)
        .map(list -> sets.prefixes(list, given.at(PolicyOptions.MATCH_NEXT_HOP)))
        .map(Match.NextHopIn::new)
        .ifPresent(matches::add);
    given.get(PolicyOptions.MATCH_LOCAL_PREF).map(Match.LocalPrefIs::new).ifPresent(matches::add);
    given.get(PolicyOptions.MATCH_MED).map(Match.MedIs::new).ifPresent(matches::add);
    given
        .get(PolicyOptions.MATCH_ORIGIN)
        .map(words -> new Match.BgpOriginIn(Set.copyOf(words)))
        .ifPresent(matches::add);
    given
        .get(PolicyOptions.MATCH_RPKI)
        .map(words -> new Match.RpkiIs(Set.copyOf(words)))
        .ifPresent(matches::add);
    given.get(PolicyOptions.MATCH_POLICY).flatMap(n -> inner(n, given)).ifPresent(matches::add);
    given.get(PolicyOptions.MATCH_NOT).flatMap(inner -> not(inner, depth)).ifPresent(matches::add);
    return matches;
  }

  private void path(Given given, List<Match> matches) {
    given
        .get(PolicyOptions.MATCH_AS_PATH_HAS)
        .map(list -> sets.asNumbers(list, given.at(PolicyOptions.MATCH_AS_PATH_HAS)))
        .map(Match.AsPathHas::new)
        .ifPresent(matches::add);
    given
        .get(PolicyOptions.MATCH_NEIGHBOUR_AS)
        .map(list -> sets.asNumbers(list, given.at(PolicyOptions.MATCH_NEIGHBOUR_AS)))
        .map(Match.NeighbourAsIn::new)
        .ifPresent(matches::add);
    given
        .get(PolicyOptions.MATCH_ORIGIN_AS)
        .map(list -> sets.asNumbers(list, given.at(PolicyOptions.MATCH_ORIGIN_AS)))
        .map(Match.OriginAsIn::new)
        .ifPresent(matches::add);
    given
        .get(PolicyOptions.MATCH_AS_PATH)
        .map(list -> sets.asPaths(list, given.at(PolicyOptions.MATCH_AS_PATH)))
        .map(Match.AsPathMatches::new)
        .ifPresent(matches::add);
    given
        .get(PolicyOptions.MATCH_AS_PATH_LENGTH)
        .map(Match.AsPathLength::new)
        .ifPresent(matches::add);
  }

  private void communities(Given given, List<Match> matches) {
    given
        .get(PolicyOptions.MATCH_COMMUNITY)
        .map(list -> sets.communities(list, given.at(PolicyOptions.MATCH_COMMUNITY)))
        .map(set -> carriesAll(set, given))
        .ifPresent(matches::add);
    given
        .get(PolicyOptions.MATCH_ANY_COMMUNITY)
        .map(list -> sets.communities(list, given.at(PolicyOptions.MATCH_ANY_COMMUNITY)))
        .map(set -> new Match.Carries(set, Quantifier.ANY))
        .ifPresent(matches::add);
  }

  /// All of none would be carried by every route: a set that was emptied would open a filter.
  private Match carriesAll(CommunitySet set, Given given) {
    if (set.patterns().isEmpty()) {
      problems.error(
          given.at(PolicyOptions.MATCH_COMMUNITY),
          "found "
              + (set.name().isEmpty() ? "[]" : "'" + set.name() + "', which is empty")
              + ": every route carries all of none",
          "a community would do, or any-community, which matches no route then");
    }
    return new Match.Carries(set, Quantifier.ALL);
  }

  private Match peer(String name, Given given) {
    if (ranges.contains(name) && !neighbours.contains(name)) {
      problems.error(
          given.at(PolicyOptions.MATCH_PEER),
          "found '" + name + "', which is a range: its neighbours go by their group and addresses",
          "the name of a group that the range is in would do");
    } else if (!neighbours.contains(name) && !isAddress(name)) {
      problems.error(
          given.at(PolicyOptions.MATCH_PEER),
          "found '" + name + "', which is no peer or group",
          Spelling.hint(name, neighbours));
    }
    return new Match.FromPeer(name);
  }

  /// One of a range goes by its address.
  private static boolean isAddress(String name) {
    try {
      return !IpAddress.parse(name).isUnspecified();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private Optional<Match> inner(String name, Given given) {
    String path = given.at(PolicyOptions.MATCH_POLICY);
    if (isBuiltIn(name)) {
      return Optional.ofNullable(policies.get(name)).map(Match.AcceptedBy::new);
    }
    if (underWay.contains(name)) {
      problems.error(
          path,
          "found '" + name + "', which asks itself by way of " + String.join(", ", underWay),
          "a policy that does not ask this one would do");
      return Optional.empty();
    }
    Given section = sections.get(name);
    if (section == null) {
      problems.error(
          path, "found '" + name + "', which is no policy", Spelling.hint(name, sections.keySet()));
      return Optional.empty();
    }
    if (underWay.size() > 2 * Policy.DEPTH_MAX) {
      return Optional.empty(); // too deep: said of the policy that it is asked by
    }
    return Optional.of(new Match.AcceptedBy(make(section)));
  }

  private Optional<Match> not(Given inner, int depth) {
    if (depth == NOT_DEPTH_MAX) {
      problems.error(
          inner.path(), "is the " + (depth + 1) + "th 'not' in another", "fewer would do");
      return Optional.empty();
    }
    return Optional.of(new Match.Not(matches(inner, depth + 1)));
  }

  private List<Change> changes(Given given) {
    List<Change> changes = new ArrayList<>();
    given.get(PolicyOptions.SET_LOCAL_PREF).map(Change.SetLocalPref::new).ifPresent(changes::add);
    given.get(PolicyOptions.SET_MED).map(Change.SetMed::new).ifPresent(changes::add);
    given.get(PolicyOptions.SET_ADD_MED).map(Change.AddMed::new).ifPresent(changes::add);
    given.get(PolicyOptions.SET_SUBTRACT_MED).map(Change.SubtractMed::new).ifPresent(changes::add);
    given.get(PolicyOptions.SET_COMMUNITY).map(Change.SetCommunities::new).ifPresent(changes::add);
    given
        .get(PolicyOptions.SET_REMOVE)
        .map(list -> sets.communities(list, given.at(PolicyOptions.SET_REMOVE)))
        .map(Change.RemoveCommunities::new)
        .ifPresent(changes::add);
    given.get(PolicyOptions.SET_ADD).map(Change.AddCommunities::new).ifPresent(changes::add);
    nextHop(given, changes);
    given
        .get(PolicyOptions.SET_PREPEND_AS)
        .ifPresent(ranges -> {
          if (ranges.size() > PREPENDED_MAX || ranges.stream().anyMatch(r -> r.min() != r.max())) {
            problems.error(
                given.at(PolicyOptions.SET_PREPEND_AS),
                "found a range, or more than " + PREPENDED_MAX + " numbers",
                "1 to " + PREPENDED_MAX + " AS numbers would do");
          } else {
            changes.add(new Change.PrependAs(ranges.stream().map(PolicyForms::as).toList()));
          }
        });
    given.get(PolicyOptions.SET_PREPEND).map(Change.Prepend::new).ifPresent(changes::add);
    given.get(PolicyOptions.SET_WEIGHT).map(Change.SetWeight::new).ifPresent(changes::add);
    return changes;
  }

  private void nextHop(Given given, List<Change> changes) {
    Optional<Change> change = given.get(PolicyOptions.SET_NEXT_HOP);
    boolean self = given.get(PolicyOptions.SET_NEXT_HOP_SELF, false);
    if (self && change.isPresent()) {
      problems.error(
          given.at(PolicyOptions.SET_NEXT_HOP_SELF),
          "stands beside next-hop",
          "one of the two would do");
    } else if (self) {
      changes.add(new Change.NextHopSelf());
    } else {
      change.ifPresent(changes::add);
    }
  }
}
