package io.munia.peering.text;

import io.munia.peering.model.PeeringConfig;
import io.munia.rib.policy.AsPathPattern;
import io.munia.rib.policy.AsPathSet;
import io.munia.rib.policy.AsSet;
import io.munia.rib.policy.CommunitySet;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.PrefixSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The policies of a configuration, those that others ask among them, and the sets that they name.
final class PolicyPrinter {
  private final Map<String, Policy> policies = new TreeMap<>();
  private final Map<String, String> prefixes = new TreeMap<>();
  private final Map<String, String> asNumbers = new TreeMap<>();
  private final Map<String, String> asPaths = new TreeMap<>();
  private final Map<String, String> communities = new TreeMap<>();

  PolicyPrinter(PeeringConfig config) {
    config.policies().forEach(this::note);
  }

  private void note(Policy policy) {
    if (!policy.equals(Policy.ACCEPT_ALL)
        && !policy.equals(Policy.REJECT_ALL)
        && policies.putIfAbsent(policy.name(), policy) == null) {
      for (Policy.Rule rule : policy.rules()) {
        rule.matches().forEach(this::sets);
        rule.changes().forEach(this::sets);
      }
      policy.asked().forEach(this::note);
    }
  }

  private void sets(Match match) {
    switch (match) {
      case Match.PrefixIn(PrefixSet set) -> prefixes(set);
      case Match.NextHopIn(PrefixSet set) -> prefixes(set);
      case Match.AsPathHas(AsSet set) -> numbers(set);
      case Match.NeighbourAsIn(AsSet set) -> numbers(set);
      case Match.OriginAsIn(AsSet set) -> numbers(set);
      case Match.AsPathMatches(AsPathSet set) ->
          put(asPaths, set.name(), set.patterns().stream().map(AsPathPattern::text).toList());
      case Match.Carries(CommunitySet set, _) -> communities(set);
      case Match.Not(List<Match> inner) -> inner.forEach(this::sets);
      case Match.FamilyIs _,
          Match.OriginIn _,
          Match.FromPeer _,
          Match.AsPathLength _,
          Match.LocalPrefIs _,
          Match.MedIs _,
          Match.BgpOriginIn _,
          Match.RpkiIs _,
          Match.AcceptedBy _ -> {
        // names no set
      }
    }
  }

  private void sets(Change change) {
    if (change instanceof Change.RemoveCommunities(CommunitySet set)) {
      communities(set);
    }
  }

  private void prefixes(PrefixSet set) {
    put(prefixes, set.name(), set.ranges().stream().map(Ranges::print).toList());
  }

  private void numbers(AsSet set) {
    put(asNumbers, set.name(), set.ranges().stream().map(PolicyForms::printAs).toList());
  }

  private void communities(CommunitySet set) {
    put(communities, set.name(), set.patterns().stream().map(CommunityText::print).toList());
  }

  private static void put(Map<String, String> sets, String name, List<String> elements) {
    if (!name.isEmpty()) {
      sets.put(name, PolicyText.list(elements));
    }
  }

  /// Line by line, each with its indent.
  void print(Consumer<String> lines) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    all.put("prefixes", prefixes);
    all.put("as-numbers", asNumbers);
    all.put("as-paths", asPaths);
    all.put("communities", communities);
    all.forEach((kind, sets) ->
        sets.forEach(
            (name, elements) -> lines.accept("sets." + kind + "." + key(name) + " = " + elements)));
    policies.values().forEach(policy -> print(policy, lines));
  }

  private static void print(Policy policy, Consumer<String> lines) {
    lines.accept("policies." + key(policy.name()) + " {");
    lines.accept("  rules = [");
    policy.rules().forEach(rule -> lines.accept("    " + PolicyText.rule(rule)));
    lines.accept("  ]");
    lines.accept("  default = " + PolicyText.action(policy.otherwise()));
    lines.accept("}");
  }

  private static String key(String name) {
    return Given.join("", name).substring(1);
  }
}
