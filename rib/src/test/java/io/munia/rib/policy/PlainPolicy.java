package io.munia.rib.policy;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.attribute.PathAttributes.LargeCommunity;
import io.munia.net.Asn;
import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.Policy.Quantifier;
import io.munia.rib.policy.Policy.RpkiState;
import io.munia.rib.policy.Policy.Rule;
import io.munia.rib.policy.RandomPolicies.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What policies mean, on values and without any care for time.
final class PlainPolicy {
  private PlainPolicy() {}

  /// @param rules that matched, counted from 0, the deciding one among them
  record Said(boolean accepted, List<Integer> rules) {}

  static Said ask(Policy policy, Asked route) {
    List<Integer> matched = new ArrayList<>();
    for (int i = 0; i < policy.rules().size(); i++) {
      Rule rule = policy.rules().get(i);
      if (rule.matches().stream().allMatch(match -> holds(match, route))) {
        matched.add(i);
        if (rule.then() != Action.NEXT) {
          return new Said(rule.then() == Action.ACCEPT, matched);
        }
      }
    }
    return new Said(policy.otherwise() == Action.ACCEPT, matched);
  }

  private static boolean holds(Match match, Asked route) {
    PathAttributes attributes = route.attributes();
    return switch (match) {
      case Match.PrefixIn(PrefixSet set) ->
          set.ranges().stream()
              .anyMatch(range ->
                  range.prefix().contains(route.prefix())
                      && route.prefix().length() >= range.lengthMin()
                      && route.prefix().length() <= range.lengthMax());
      case Match.FamilyIs(var family) -> route.prefix().unicastFamily() == family;
      case Match.OriginIn(var origins) -> origins.contains(route.origin());
      case Match.FromPeer(String name) -> name.equals(route.peer()) || name.equals(route.group());
      case Match.AsPathHas(AsSet set) -> path(route).stream().anyMatch(as -> holds(set, as));
      case Match.NeighbourAsIn(AsSet set) -> {
        var segments = segments(route);
        yield !segments.isEmpty()
            && segments.getFirst().kind() == AsPath.Kind.SEQUENCE
            && holds(set, segments.getFirst().numbers().getFirst());
      }
      case Match.OriginAsIn(AsSet set) -> {
        var segments = segments(route);
        yield !segments.isEmpty()
            && segments.getLast().kind() == AsPath.Kind.SEQUENCE
            && holds(set, segments.getLast().numbers().getLast());
      }
      case Match.AsPathMatches(AsPathSet set) -> {
        String text = path(route).stream().map(Asn::toString).collect(Collectors.joining(" "));
        yield set.patterns().stream()
            .anyMatch(each ->
                each.text().equals("3 4")
                    ? (" " + text + " ").contains(" 3 4 ")
                    : text.startsWith("1 ")
                        && text.endsWith(" " + each.text().charAt(each.text().length() - 2)));
      }
      case Match.AsPathLength(var range) ->
          range.holds(attributes.asPath() == null ? 0 : attributes.asPath().length());
      case Match.Carries(CommunitySet set, Quantifier quantifier) ->
          quantifier == Quantifier.ANY
              ? set.patterns().stream().anyMatch(each -> carries(attributes, each))
              : set.patterns().stream().allMatch(each -> carries(attributes, each));
      case Match.NextHopIn(PrefixSet set) ->
          !route.nextHop().isUnspecified()
              && set.ranges().stream().anyMatch(range -> range.prefix().contains(route.nextHop()));
      case Match.LocalPrefIs(var range) ->
          range.holds(attributes.localPref() == null ? 100 : attributes.localPref());
      case Match.MedIs(var range) -> range.holds(attributes.med() == null ? 0 : attributes.med());
      case Match.BgpOriginIn(var origins) ->
          attributes.origin() != null && origins.contains(attributes.origin());
      case Match.RpkiIs(var states) -> states.contains(RpkiState.NOT_FOUND);
      case Match.AcceptedBy(Policy policy) -> ask(policy, route).accepted();
      case Match.Not(List<Match> matches) -> !matches.stream().allMatch(each -> holds(each, route));
    };
  }

  private static boolean holds(AsSet set, Asn as) {
    return set.ranges().stream().anyMatch(range -> range.holds(as.number()));
  }

  private static List<AsPath.Segment> segments(Asked route) {
    AsPath path = route.attributes().asPath();
    return path == null
        ? List.of()
        : path.segments().stream()
            .filter(segment ->
                segment.kind() == AsPath.Kind.SEQUENCE || segment.kind() == AsPath.Kind.SET)
            .toList();
  }

  private static List<Asn> path(Asked route) {
    return segments(route).stream().flatMap(segment -> segment.numbers().stream()).toList();
  }

  static boolean carries(PathAttributes attributes, CommunityPattern pattern) {
    return switch (pattern.kind()) {
      case STANDARD ->
          attributes.communities().stream()
              .anyMatch(each -> (each & (int) pattern.lowMask()) == (int) pattern.low());
      case EXTENDED ->
          attributes.extendedCommunities().stream()
              .anyMatch(each -> (each & pattern.lowMask()) == pattern.low());
      case LARGE -> attributes.largeCommunities().stream().anyMatch(each -> is(each, pattern));
    };
  }

  static boolean is(LargeCommunity each, CommunityPattern pattern) {
    return (each.global() & pattern.highMask()) == pattern.high()
        && (each.first() & (int) (pattern.lowMask() >>> 32)) == (int) (pattern.low() >>> 32)
        && (each.second() & (int) pattern.lowMask()) == (int) pattern.low();
  }
}
