package io.munia.peering.text;

import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.rib.policy.AsPathPattern;
import io.munia.rib.policy.CommunityPattern;
import io.munia.rib.policy.CommunitySet;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.Policy.Quantifier;
import io.munia.rib.policy.Policy.Range;
import io.munia.rib.policy.PrefixSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Parts of policies as the configuration spells them.
public final class PolicyText {
  private PolicyText() {}

  /// `{ match { … }, set { … }, then = … }`.
  static String rule(Policy.Rule rule) {
    return "{ match { "
        + matches(rule.matches())
        + " }, set { "
        + changes(rule.changes())
        + " }, then = "
        + action(rule.then())
        + " }";
  }

  public static String action(Policy.Action action) {
    return PolicyForms.word(action);
  }

  /// Empty where every route matches.
  public static String matches(List<Match> matches) {
    return matches.stream().map(PolicyText::match).collect(Collectors.joining(", "));
  }

  /// Empty where nothing is changed.
  public static String changes(List<Change> changes) {
    return changes.stream().map(PolicyText::change).collect(Collectors.joining(", "));
  }

  public static String match(Match match) {
    return switch (match) {
      case Match.PrefixIn(PrefixSet set) -> "prefix = " + prefixes(set);
      case Match.FamilyIs(var family) -> "family = " + family;
      case Match.OriginIn(var origins) ->
          "source = " + list(origins.stream().sorted().map(Sources::name).toList());
      case Match.FromPeer(String name) -> "peer = " + quoted(name);
      case Match.AsPathHas(var set) -> "as-path-has = " + numbers(set.name(), set.ranges());
      case Match.NeighbourAsIn(var set) -> "neighbour-as = " + numbers(set.name(), set.ranges());
      case Match.OriginAsIn(var set) -> "origin-as = " + numbers(set.name(), set.ranges());
      case Match.AsPathMatches(var set) ->
          "as-path = " + named(set.name(), set.patterns(), AsPathPattern::text);
      case Match.AsPathLength(Range range) -> "as-path-length = " + range(range);
      case Match.Carries(CommunitySet set, Quantifier quantifier) ->
          (quantifier == Quantifier.ALL ? "community = " : "any-community = ") + communities(set);
      case Match.NextHopIn(PrefixSet set) -> "next-hop = " + prefixes(set);
      case Match.LocalPrefIs(Range range) -> "local-pref = " + range(range);
      case Match.MedIs(Range range) -> "med = " + range(range);
      case Match.BgpOriginIn(var origins) ->
          "origin = " + list(origins.stream().sorted().map(PolicyForms::word).toList());
      case Match.RpkiIs(var states) ->
          "rpki = " + list(states.stream().sorted().map(PolicyForms::word).toList());
      case Match.AcceptedBy(Policy policy) -> "policy = " + quoted(policy.name());
      case Match.Not(List<Match> inner) -> "not { " + matches(inner) + " }";
    };
  }

  public static String change(Change change) {
    return switch (change) {
      case Change.SetLocalPref(long value) -> "local-pref = " + value;
      case Change.SetMed(long value) -> "med = " + value;
      case Change.AddMed(long value) -> "add-med = " + value;
      case Change.SubtractMed(long value) -> "subtract-med = " + value;
      case Change.AddCommunities(var added) -> "add-community = " + communities(added);
      case Change.RemoveCommunities(CommunitySet set) -> "remove-community = " + communities(set);
      case Change.SetCommunities(var instead) -> "set-community = " + communities(instead);
      case Change.NextHopSelf() -> "next-hop = self";
      case Change.NextHopKeep() -> "next-hop = keep";
      case Change.NextHopAddress(IpAddress address) -> "next-hop = " + quoted(address.toString());
      case Change.Prepend(int times) -> "prepend = " + times;
      case Change.PrependAs(List<Asn> numbers) ->
          "prepend-as = "
              + numbers.stream().map(Asn::toString).collect(Collectors.joining(", ", "[", "]"));
      case Change.SetWeight(int value) -> "weight = " + value;
    };
  }

  private static String prefixes(PrefixSet set) {
    return named(set.name(), set.ranges(), Ranges::print);
  }

  private static String numbers(String name, List<Range> ranges) {
    return named(name, ranges, PolicyForms::printAs);
  }

  private static String communities(CommunitySet set) {
    return named(set.name(), set.patterns(), CommunityText::print);
  }

  private static String communities(List<CommunityPattern> communities) {
    return list(communities.stream().map(CommunityText::print).toList());
  }

  private static <T> String named(String name, List<T> elements, Function<T, String> print) {
    return name.isEmpty() ? list(elements.stream().map(print).toList()) : quoted(name);
  }

  private static String range(Range range) {
    String text = PolicyForms.print(range);
    return text.chars().allMatch(Character::isDigit) ? text : quoted(text);
  }

  static String list(Collection<String> texts) {
    return texts.stream().map(PolicyText::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String text) {
    return com.typesafe.config.ConfigUtil.quoteString(text);
  }
}
