package io.munia.peering.text;

import io.munia.net.IpAddress;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Match;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Policies out of what was given.
final class PolicyAssembly {
  private final Set<String> neighbours;
  private final Problems problems;

  /// @param neighbours names of peers, groups and ranges
  PolicyAssembly(Set<String> neighbours, Problems problems) {
    this.neighbours = Set.copyOf(neighbours);
    this.problems = problems;
  }

  /// By name, those that are always there among them.
  Map<String, Policy> assemble(Map<String, Given> sections) {
    Map<String, Policy> policies = new LinkedHashMap<>();
    for (Policy policy : List.of(Policy.ACCEPT_ALL, Policy.REJECT_ALL)) {
      policies.put(policy.name(), policy);
    }
    for (Given section : sections.values()) {
      if (policies.containsKey(section.name())) {
        problems.error(
            section.path(), "'" + section.name() + "' is there already", "choose another name");
      } else {
        policies.put(section.name(), policy(section));
      }
    }
    return policies;
  }

  private Policy policy(Given section) {
    return new Policy(
        section.name(),
        section.get(Options.RULES, List.of()).stream()
            .flatMap(rule -> rule(rule).stream())
            .toList(),
        section.get(Options.DEFAULT, Policy.Action.REJECT));
  }

  private Optional<Policy.Rule> rule(Given rule) {
    Optional<Policy.Action> then = rule.require(Options.THEN);
    List<Change> changes = rule.get(Options.SET).map(PolicyAssembly::changes).orElse(List.of());
    if (!changes.isEmpty() && then.equals(Optional.of(Policy.Action.REJECT))) {
      problems.error(
          rule.at(Options.SET), "changes a route that is rejected", "then = accept would do");
    }
    List<Match> matches = rule.get(Options.MATCH).map(this::matches).orElse(List.of());
    return then.map(action -> new Policy.Rule(matches, changes, action));
  }

  private List<Match> matches(Given given) {
    List<Match> matches = new ArrayList<>();
    given.get(Options.MATCH_PREFIX).map(Match.PrefixIn::new).ifPresent(matches::add);
    given
        .get(Options.MATCH_SOURCE)
        .map(words -> new Match.OriginIn(Sources.parse(words)))
        .ifPresent(matches::add);
    given
        .get(Options.MATCH_PEER)
        .ifPresent(name -> {
          if (!neighbours.contains(name) && !isAddress(name)) {
            problems.error(
                given.at(Options.MATCH_PEER),
                "found '" + name + "', which is no peer, group or range",
                Spelling.hint(name, neighbours));
          }
          matches.add(new Match.FromPeer(name));
        });
    for (int community : given.get(Options.MATCH_COMMUNITY, List.of())) {
      matches.add(new Match.HasCommunity(community));
    }
    return matches;
  }

  /// One of a range goes by its address.
  private static boolean isAddress(String name) {
    try {
      return !IpAddress.parse(name).isUnspecified();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static List<Change> changes(Given given) {
    List<Change> changes = new ArrayList<>();
    given.get(Options.SET_LOCAL_PREF).map(Change.SetLocalPref::new).ifPresent(changes::add);
    given.get(Options.SET_MED).map(Change.SetMed::new).ifPresent(changes::add);
    for (int community : given.get(Options.SET_REMOVE, List.of())) {
      changes.add(new Change.RemoveCommunity(community));
    }
    for (int community : given.get(Options.SET_ADD, List.of())) {
      changes.add(new Change.AddCommunity(community));
    }
    if (given.get(Options.SET_NEXT_HOP_SELF, false)) {
      changes.add(new Change.NextHopSelf());
    }
    given.get(Options.SET_PREPEND).map(Change.Prepend::new).ifPresent(changes::add);
    return changes;
  }
}
