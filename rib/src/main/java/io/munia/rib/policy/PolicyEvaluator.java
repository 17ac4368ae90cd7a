package io.munia.rib.policy;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.codec.AttributeScan;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.Prefix;
import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.Policy.Rule;
import io.munia.rib.route.PathOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Asks one [Policy] about packed routes. Which rule decides is one question, [#rule], asked per
/// attribute set or, where a rule looks at prefixes, per route; what the rule then does to the
/// attributes, [#apply], depends on rule and attribute set alone, so the caller works it out once
/// for each of those pairs and not once for each route. Not thread-safe.
public final class PolicyEvaluator {
  /// What [#rule] says where no rule matches.
  public static final int OTHERWISE = -1;

  private static final int SEGMENT_MAX = 255;

  private final Policy policy;
  private final boolean perPrefix;
  private final boolean perAttributes;
  private final AttributeScan scan = new AttributeScan();

  public PolicyEvaluator(Policy policy) {
    this.policy = policy;
    this.perPrefix = matches(policy).anyMatch(Match.PrefixIn.class::isInstance);
    this.perAttributes = matches(policy).anyMatch(Match.HasCommunity.class::isInstance);
  }

  public Policy policy() {
    return policy;
  }

  /// Whether two routes with the same attributes and source may fare differently.
  public boolean looksAtPrefix() {
    return perPrefix;
  }

  /// Sets the attributes that [#rule] is asked about from now on.
  public void over(byte[] section, int from, int to) {
    if (perAttributes) {
      scan.over(section, from, to);
    }
  }

  /// Index of the first rule that matches, or [#OTHERWISE]. Address bits stand left-aligned, as in
  /// [io.munia.net.IpAddress]; without [#looksAtPrefix] they are not looked at.
  public int rule(
      AddressFamily family,
      long high,
      long low,
      int length,
      PathOrigin origin,
      String peer,
      String group) {
    List<Rule> rules = policy.rules();
    for (int i = 0; i < rules.size(); i++) {
      if (matches(rules.get(i), family, high, low, length, origin, peer, group)) {
        return i;
      }
    }
    return OTHERWISE;
  }

  public boolean accepts(int rule) {
    return (rule == OTHERWISE ? policy.otherwise() : policy.rules().get(rule).then())
        == Action.ACCEPT;
  }

  /// Whether a rule that accepts leaves the attributes as they are.
  public boolean changesNothing(int rule) {
    return rule == OTHERWISE || policy.rules().get(rule).changes().isEmpty();
  }

  /// Whether the rule sets MED.
  public boolean setsMed(int rule) {
    return rule != OTHERWISE
        && policy.rules().get(rule).changes().stream().anyMatch(Change.SetMed.class::isInstance);
  }

  /// Whether the rule puts this speaker's own address in as next hop.
  public boolean setsNextHopSelf(int rule) {
    return rule != OTHERWISE
        && policy.rules().get(rule).changes().stream()
            .anyMatch(Change.NextHopSelf.class::isInstance);
  }

  /// The canonical section that the rule makes of this one.
  ///
  /// @param localAs what is prepended
  public byte[] apply(int rule, byte[] section, int from, int to, Asn localAs) {
    PathAttributes attributes = AttributesCodec.decode(section, from, to);
    for (Change change : policy.rules().get(rule).changes()) {
      attributes = apply(change, attributes, localAs);
    }
    return AttributesCodec.encode(attributes);
  }

  private boolean matches(
      Rule rule,
      AddressFamily family,
      long high,
      long low,
      int length,
      PathOrigin origin,
      String peer,
      String group) {
    for (Match match : rule.matches()) {
      boolean holds =
          switch (match) {
            case Match.PrefixIn(var ranges) -> inRanges(ranges, family, high, low, length);
            case Match.OriginIn(var origins) -> origins.contains(origin);
            case Match.FromPeer(String name) ->
                name.equals(peer) || !group.isEmpty() && name.equals(group);
            case Match.HasCommunity(int community) -> scan.hasCommunity(community);
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static boolean inRanges(
      List<Policy.PrefixRange> ranges, AddressFamily family, long high, long low, int length) {
    for (Policy.PrefixRange range : ranges) {
      Prefix covering = range.prefix();
      int bits = covering.length();
      if (covering.version() == family.version()
          && length >= bits
          && length >= range.lengthMin()
          && length <= range.lengthMax()
          && (high & Prefix.highMask(bits)) == covering.address().high()
          && (low & Prefix.lowMask(bits)) == covering.address().low()) {
        return true;
      }
    }
    return false;
  }

  private static PathAttributes apply(Change change, PathAttributes was, Asn localAs) {
    return switch (change) {
      case Change.SetLocalPref(long value) ->
          with(was, was.asPath(), was.med(), value, was.communities());
      case Change.SetMed(long value) ->
          with(was, was.asPath(), value, was.localPref(), was.communities());
      case Change.AddCommunity(int community) ->
          with(was, was.asPath(), was.med(), was.localPref(), added(was.communities(), community));
      case Change.RemoveCommunity(int community) ->
          with(
              was,
              was.asPath(),
              was.med(),
              was.localPref(),
              was.communities().stream().filter(each -> each != community).toList());
      case Change.NextHopSelf() -> was;
      case Change.Prepend(int times) ->
          with(
              was,
              prepended(was.asPath() == null ? AsPath.EMPTY : was.asPath(), localAs, times),
              was.med(),
              was.localPref(),
              was.communities());
    };
  }

  private static List<Integer> added(List<Integer> communities, int community) {
    if (communities.contains(community)) {
      return communities;
    }
    List<Integer> more = new ArrayList<>(communities);
    more.add(community);
    return more;
  }

  private static AsPath prepended(AsPath path, Asn as, int times) {
    List<AsPath.Segment> segments = new ArrayList<>(path.segments());
    List<Asn> numbers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      numbers.add(as);
    }
    if (!segments.isEmpty()
        && segments.getFirst().kind() == AsPath.Kind.SEQUENCE
        && segments.getFirst().numbers().size() + times <= SEGMENT_MAX) {
      numbers.addAll(segments.removeFirst().numbers());
    }
    segments.addFirst(new AsPath.Segment(AsPath.Kind.SEQUENCE, numbers));
    return new AsPath(segments);
  }

  private static PathAttributes with(
      PathAttributes was,
      @Nullable AsPath asPath,
      @Nullable Long med,
      @Nullable Long localPref,
      List<Integer> communities) {
    return new PathAttributes(
        was.origin(),
        asPath,
        med,
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

  private static Stream<Match> matches(Policy policy) {
    return policy.rules().stream().flatMap(rule -> rule.matches().stream());
  }
}
